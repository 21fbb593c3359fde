import { BLENDSHAPES } from "../../lipsync/blendshapes.ts";
import type { Compared, Reference } from "../comparison.ts";
import type { CurveComparison, CurveDifference } from "../model/diff/curve-difference.ts";
import type { TraceDiff } from "../model/diff/diff-traces.ts";
import type { TraceFigures } from "../model/diff/trace-figures.ts";
import { clockText } from "../model/tick-spacing.ts";
import { button, make } from "./dom.ts";

export interface DiffHandlers {
	/** The run that is shown becomes what others are compared with. */
	hold(): void;
	forget(): void;
	/** A recording or a trace was chosen to compare with. */
	open(file: File): void;
	/** Go and see. */
	show(lane: string, at: number | undefined): void;
}

/** Lanes with a smaller greatest difference are counted, not listed. */
const LEAST = 1 / 512;

const ms = (seconds: number) => `${Math.round(1000 * seconds)} ms`;
const none = "–";

/** What differs from the run that is held: lane by lane, and in scores. Main thread. */
export class DiffView {
	readonly #root: HTMLElement;
	readonly #handlers: DiffHandlers;

	constructor(root: HTMLElement, handlers: DiffHandlers) {
		this.#root = root;
		this.#handlers = handlers;
	}

	show(reference: Reference | undefined, compared: Compared | undefined): void {
		this.#root.replaceChildren(this.#choice(reference), ...this.#body(reference, compared));
	}

	#choice(reference: Reference | undefined): HTMLElement {
		const file = make("input", "visually-hidden");
		file.type = "file";
		file.id = "diff-file";
		file.addEventListener("change", () => {
			const [chosen] = file.files ?? [];
			if (chosen !== undefined) this.#handlers.open(chosen);
		});
		const open = make("label", "button", "Compare with…");
		open.htmlFor = file.id;
		open.title = "A recording, or a trace that another version has written";
		const hold = button("Hold this run", () => this.#handlers.hold());
		hold.id = "diff-hold";
		const actions = make("p", "finding-actions");
		actions.append(hold, open, file);
		if (reference !== undefined) actions.append(button("Forget it", () => this.#handlers.forget()));
		return actions;
	}

	#body(reference: Reference | undefined, compared: Compared | undefined): readonly HTMLElement[] {
		if (reference === undefined)
			return [
				make(
					"p",
					"hint",
					"Hold this run, then turn something, read the channels in another order, or open another recording: what differs is listed here, and drawn over the curves. Or compare with a recording, or with a trace that another version has written.",
				),
			];
		if (compared === undefined) return [make("p", "hint", `Held: ${reference.name}. Now change something.`)];
		const { diff, figures } = compared;
		const verdict = diff.isSame
			? "The same, bit for bit."
			: `${plural(lanesOf(diff).length, "lane")} differ visibly from ${reference.name}.`;
		const head = make("p", "diff-verdict", verdict);
		head.dataset.same = String(diff.isSame);
		return [head, ...this.#lanes(diff), figuresTable(reference.figures, figures)];
	}

	#lanes(diff: TraceDiff): readonly HTMLElement[] {
		const lanes = lanesOf(diff);
		if (lanes.length === 0) return [];
		const rows = lanes.map(({ lane, sent, mixed, drawn, at }) => {
			const row = make("tr");
			row.dataset.lane = lane;
			const name = make("th");
			name.scope = "row";
			name.append(button(lane, () => this.#handlers.show(lane, at), "link"));
			row.append(name, ...[sent, mixed, drawn].map((text) => make("td", "", text)));
			return row;
		});
		return [table("Greatest difference by lane", ["Lane", "sent", "mixed", "drawn"], rows)];
	}
}

interface LaneRow {
	readonly lane: string;
	readonly sent: string;
	readonly mixed: string;
	readonly drawn: string;
	readonly at: number | undefined;
}

/** Cues first, then curves by how much they differ. */
function lanesOf(diff: TraceDiff): readonly LaneRow[] {
	const cues = diff.spans.map(({ lane, added, removed, moved, furthest, at }) => ({
		lane,
		sent: [
			added > 0 ? `+${added}` : "",
			removed > 0 ? `−${removed}` : "",
			moved > 0 ? `${moved} moved ≤ ${ms(furthest)}` : "",
		]
			.filter((text) => text !== "")
			.join(" "),
		mixed: "",
		drawn: "",
		at,
	}));
	const [sent, mixed, drawn] = [diff.sent.curves, diff.mixed.curves, diff.drawn.curves];
	const curves = BLENDSHAPES.map((lane, shape) => {
		const all = [sent[shape], mixed[shape], drawn[shape]];
		const worst = all.reduce((a, b) => ((b?.greatest ?? 0) > (a?.greatest ?? 0) ? b : a), all[0]);
		return {
			greatest: worst?.greatest ?? 0,
			row: {
				lane,
				sent: amount(sent[shape], diff.sent),
				mixed: amount(mixed[shape], diff.mixed),
				drawn: amount(drawn[shape], diff.drawn),
				at: worst?.greatestAt ?? worst?.firstAt,
			},
		};
	})
		.filter(({ greatest }) => greatest >= LEAST)
		.toSorted((a, b) => b.greatest - a.greatest);
	return [...cues, ...curves.map(({ row }) => row)];
}

function amount(curve: CurveDifference | undefined, { compared }: CurveComparison): string {
	if (curve === undefined || compared === 0) return none;
	return curve.greatest === 0 ? "=" : curve.greatest.toFixed(2);
}

const FIGURES: readonly (readonly [string, (figures: TraceFigures) => string])[] = [
	["Closures met", ({ lips }) => (lips === undefined ? none : `${lips.closedWithin} of ${lips.bilabials}`)],
	[
		"False closures a second",
		({ lips }) => (lips === undefined ? none : (lips.falseClosures / lips.seconds).toFixed(2)),
	],
	["Jaw behind loudness", ({ lips }) => (lips === undefined ? none : ms(lips.lag))],
	["Agreement with loudness", ({ lips }) => (lips === undefined ? none : lips.correlation.toFixed(2))],
	["A/V offset, median", ({ offset }) => (offset === undefined ? none : ms(offset.p50))],
	[
		"A/V offset, 90 % within",
		({ offset }) => (offset === undefined ? none : `${ms(offset.p5)} … ${ms(offset.p95)}`),
	],
	["Underruns", ({ underruns }) => String(underruns)],
	["Sound", ({ duration }) => clockText(duration, 0.01)],
];

/** The scores of both runs beside each other. */
function figuresTable(held: TraceFigures, shown: TraceFigures): HTMLElement {
	const rows = FIGURES.map(([name, text]) => {
		const row = make("tr");
		const head = make("th", "", name);
		head.scope = "row";
		row.append(head, make("td", "", text(held)), make("td", "", text(shown)));
		return row;
	});
	return table("Scores", ["", "held", "shown"], rows);
}

function table(caption: string, heads: readonly string[], rows: readonly HTMLElement[]): HTMLElement {
	const made = make("table", "diff");
	const head = make("tr");
	head.append(
		...heads.map((text) => {
			const cell = make("th", "", text);
			cell.scope = "col";
			return cell;
		}),
	);
	const top = make("thead");
	top.append(head);
	const body = make("tbody");
	body.append(...rows);
	made.append(make("caption", "", caption), top, body);
	return made;
}

const plural = (count: number, one: string) => `${count} ${count === 1 ? one : `${one}s`}`;
