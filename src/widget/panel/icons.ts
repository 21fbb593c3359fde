import { setAttributes } from "./make.ts";

const SVG = "http://www.w3.org/2000/svg";

/** Outlines on a square of 24, drawn with a line of 2. */
const ICONS = {
	send: "M5 12 4 4l17 8-17 8 1-8zm0 0h8",
	stop: "M7 7h10v10H7z",
	sound: "M4 9.5v5h3.5L12 18.5v-13L7.5 9.5zM15.5 9a4 4 0 0 1 0 6M18 6.5a7.5 7.5 0 0 1 0 11",
	silent: "M4 9.5v5h3.5L12 18.5v-13L7.5 9.5zM16 9.5l5 5M21 9.5l-5 5",
	captions: "M4 5.5h16v13H4zM10.5 10.5a2 2 0 1 0 0 3M17 10.5a2 2 0 1 0 0 3",
	captionsOff: "M4 5.5h16v13H4zM10.5 10.5a2 2 0 1 0 0 3M17 10.5a2 2 0 1 0 0 3M3 21 21 3",
	smaller: "M3 18 8 7l5 11M4.8 14h6.4M16 12h5",
	larger: "M3 18 8 7l5 11M4.8 14h6.4M16 12h5M18.5 9.500v5",
	help: "M9 9.200a3 3 0 1 1 4.5 2.600c-1 .6-1.5 1.2-1.5 2.400M12 17.500v.1",
	close: "M6 6l12 12M18 6 6 18",
	mic: "M12 4a2.5 2.5 0 0 0-2.5 2.500v5a2.5 2.5 0 0 0 5 0v-5A2.5 2.5 0 0 0 12 4zM6.5 11.500a5.5 5.5 0 0 0 11 0M12 17v3.500M9 20.500h6",
	down: "M12 5v14M6 13l6 6 6-6",
} as const;

export type IconName = keyof typeof ICONS;

/** A picture for a button; the button's own name says what it does. */
export function icon(name: IconName): SVGElement {
	const svg = document.createElementNS(SVG, "svg");
	setAttributes(svg, { viewBox: "0 0 24 24", class: "icon", "aria-hidden": "true", focusable: "false" });
	const path = document.createElementNS(SVG, "path");
	path.setAttribute("d", ICONS[name]);
	svg.append(path);
	return svg;
}
