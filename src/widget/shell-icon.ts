const SVG = "http://www.w3.org/2000/svg";

/** Outlines on a square of 24. */
const ICONS = {
	play: "M7 4.5v15l12.500-7.500z",
	minimise: "M5 9l7 7 7-7",
	chat: "M4 5h16v11H10l-4 4v-4H4z",
} as const;

/** A picture for one of the shell's buttons; the button's own name says what it does. */
export function shellIcon(name: keyof typeof ICONS): SVGElement {
	const svg = document.createElementNS(SVG, "svg");
	svg.setAttribute("viewBox", "0 0 24 24");
	svg.setAttribute("class", `icon icon-${name}`);
	svg.setAttribute("aria-hidden", "true");
	const path = document.createElementNS(SVG, "path");
	path.setAttribute("d", ICONS[name]);
	svg.append(path);
	return svg;
}
