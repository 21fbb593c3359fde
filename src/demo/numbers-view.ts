import type { PlayerStats } from "../runtime/player-events.ts";

const NOT_YET = "–";

const milliseconds = (value: number | undefined) =>
	value === undefined ? NOT_YET : `${Math.round(value * 1000)} ms`;

const kilobytes = (bytes: number) => `${(bytes / 1000).toFixed(1)} kB/s`;

/** What moves the face, in a word. */
const RUNG_NAMES: Readonly<Record<PlayerStats["rung"], string>> = {
	face: "driver",
	mixed: "driver + phonemes",
	phonemes: "phonemes",
	words: "words",
	audio: "sound",
	rest: NOT_YET,
};

const lips = ({ rung, faceFrameRate }: PlayerStats) =>
	rung === "face" ? `${RUNG_NAMES.face}, ${faceFrameRate} fps` : RUNG_NAMES[rung];

/** What is shown, in order: label, explanation, and the figure. */
const NUMBERS: readonly (readonly [string, string, (stats: PlayerStats) => string])[] = [
	[
		"First sound",
		"From sending the text to the first sample heard",
		(stats) => milliseconds(stats.firstSample),
	],
	[
		"A/V offset",
		"Face minus sound as seen and heard; positive: face early",
		(stats) => milliseconds(stats.offset),
	],
	["Buffer", "Sound that is ready and not yet played", (stats) => milliseconds(stats.bufferLevel)],
	["Underruns", "Times the sound ran out", (stats) => String(stats.underruns)],
	["Network", "Received over the last second", (stats) => kilobytes(stats.bytesPerSecond)],
	["Picture", "Frames drawn in a second", (stats) => `${Math.round(stats.framesPerSecond)} fps`],
	["Lips from", "What moves the face, and how often a second", lips],
	["Rejected", "Messages that could not be understood", (stats) => String(stats.rejected)],
];

/** The strip of measurements. */
export class NumbersView {
	readonly #figures: readonly HTMLElement[];

	constructor(list: HTMLElement) {
		this.#figures = NUMBERS.map(([label, explanation]) => {
			const group = document.createElement("div");
			const term = document.createElement("dt");
			const figure = document.createElement("dd");
			term.textContent = label;
			group.title = explanation;
			figure.textContent = NOT_YET;
			group.append(term, figure);
			list.append(group);
			return figure;
		});
	}

	show(stats: PlayerStats): void {
		NUMBERS.forEach(([, , format], index) => {
			const figure = this.#figures[index];
			const text = format(stats);
			if (figure !== undefined && figure.textContent !== text) figure.textContent = text;
		});
	}
}
