import { setAttributes } from "../../widget/panel/make.ts";

const SVG = "http://www.w3.org/2000/svg";

/** Outlines on a square of 24, drawn with a line of 2. */
const ICONS = {
	guide: "M4 5h16v11H9l-5 4zM8 9.500h8M8 12.500h5",
	reach: "M4 20h16M12 4v11M7 10.500l5 5 5-5",
	contrast: "M12 3.500a8.5 8.5 0 1 0 0 17zM12 3.500a8.5 8.5 0 0 1 0 17",
	motion: "M3 9c3-4 6 4 9 0s6 4 9 0M3 15c3-4 6 4 9 0s6 4 9 0",
	larger: "M3 19 8.500 5 14 19M5 14.500h7M18 8v8M14.500 12h7",
	louder: "M4 9.500v5h3.500l4.500 4v-13l-4.500 4zM15.500 9a4 4 0 0 1 0 6M18 6.500a7.500 7.500 0 0 1 0 11",
	repeat: "M19 12a7 7 0 1 1-2.200-5.100M17.500 3v4.500H13",
	write: "M2.500 6.500h19v11h-19zM6 10h.1M9.500 10h.1M13 10h.1M16.500 10h.1M7 14h10",
	stop: "M7 7h10v10H7z",
	finish: "M4 12.500l5.500 5.500L20 6.500",
	takeAlong: "M4 4h6v6H4zM14 4h6v6h-6zM4 14h6v6H4zM14 14h3v3h-3zM20 14v.1M20 20v.1M17 20v.1",
} as const;

export type KioskIcon = keyof typeof ICONS;

/** A picture for a button whose words stand below it. */
export function kioskIcon(name: KioskIcon): SVGElement {
	const svg = document.createElementNS(SVG, "svg");
	setAttributes(svg, { viewBox: "0 0 24 24", class: "icon", "aria-hidden": "true", focusable: "false" });
	const path = document.createElementNS(SVG, "path");
	path.setAttribute("d", ICONS[name]);
	svg.append(path);
	return svg;
}
