/**
 * Colours of the canvas. Hues are those of Okabe and Ito, told apart with every common colour blindness; what matters
 * differs in shape or hatching as well. Main thread.
 */
export interface Palette {
	readonly ground: string;
	readonly lane: string;
	readonly line: string;
	readonly grid: string;
	readonly text: string;
	readonly quiet: string;
	readonly wave: string;
	readonly rms: string;
	readonly wire: string;
	readonly mixed: string;
	readonly applied: string;
	readonly reference: string;
	readonly good: string;
	readonly late: string;
	readonly bad: string;
	readonly accent: string;
	readonly selection: string;
	readonly band: string;
	readonly bandWide: string;
	readonly clause: string;
	readonly cue: string;
	readonly vowel: string;
	readonly onColour: string;
}

const NAMES = [
	"ground",
	"lane",
	"line",
	"grid",
	"text",
	"quiet",
	"wave",
	"rms",
	"wire",
	"mixed",
	"applied",
	"reference",
	"good",
	"late",
	"bad",
	"accent",
	"selection",
	"band",
	"bandWide",
	"clause",
	"cue",
	"vowel",
	"onColour",
] as const satisfies readonly (keyof Palette)[];

/** Reads the palette from the style sheet's `--c-…` properties, as the theme in force has them. */
export function readPalette(element: Element): Palette {
	const style = getComputedStyle(element);
	const entries = NAMES.map((name) => {
		const property = `--c-${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
		return [name, style.getPropertyValue(property).trim() || "#888"] as const;
	});
	return Object.fromEntries(entries) as unknown as Palette;
}
