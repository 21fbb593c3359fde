import { BLENDSHAPES } from "../../lipsync/blendshapes.ts";
import { RUNGS, type Rung } from "../../lipsync/rung.ts";
import { TOLERANCES, type ToleranceName } from "../../protocol/tolerance.ts";
import { curveStats } from "../model/curve-stats.ts";
import type { Hit } from "../model/hit.ts";
import type { MessageTrace } from "../model/message-log.ts";
import { clockText } from "../model/tick-spacing.ts";
import type { Trace } from "../model/trace.ts";
import type { ClauseTrace, UtteranceTrace } from "../model/utterance-trace.ts";
import { lateness } from "../timeline/paint-stream.ts";
import { briefJson } from "./brief-json.ts";
import { button, make } from "./dom.ts";

export interface InspectorHandlers {
	inspect(hit: Hit): void;
	/** Which rung a clause is to come from; `undefined` leaves it to the ladder. */
	forceRung(sequence: number, rung: Rung | undefined): void;
	copied(text: string): void;
}

type Facts = readonly (readonly [string, string])[];

const ms = (value: number | undefined) =>
	value === undefined || Number.isNaN(value) ? "–" : `${(value * 1000).toFixed(1)} ms`;
const time = (value: number | undefined) => (value === undefined ? "–" : clockText(value, 1e-4));

/** What stands behind a place of the timeline: the message, clause or frame, as it came and as it was read. Main thread. */
export class InspectorView {
	readonly #root: HTMLElement;
	readonly #handlers: InspectorHandlers;

	constructor(root: HTMLElement, handlers: InspectorHandlers) {
		this.#root = root;
		this.#handlers = handlers;
	}

	clear(): void {
		this.#root.replaceChildren(make("p", "hint", "Click anything in the timeline to see what is behind it."));
	}

	show(trace: Trace, hit: Hit, rungs: Readonly<Record<number, Rung>>): void {
		switch (hit.kind) {
			case "message":
				this.#fill(`Message ${hit.message.number}`, this.#message(trace, hit.message));
				return;
			case "clause":
				this.#fill(`Clause ${hit.clause.sequence}`, this.#clause(trace, hit.utterance, hit.clause, rungs));
				return;
			case "gap": {
				const { first, last, reason, at } = hit.gap;
				const facts: Facts = [
					["Clauses", `${first} – ${last}`],
					["What happened", reason],
					["Given up at", time(at)],
				];
				this.#fill("Gap", [list(facts)]);
				return;
			}
			case "span": {
				const { text, start, end, message } = hit.span;
				const { heard } = hit.utterance;
				const facts: Facts = [
					["Text", text],
					["Presentation time", `${time(start)} – ${time(end)}`],
					["Length", ms(end - start)],
					["Heard at", time(heard.wallAt(start))],
				];
				this.#fill(hit.lane.label, [list(facts), ...this.#links(trace, [message])]);
				return;
			}
			case "event": {
				const { at, kind, text, utterance } = hit.event;
				this.#fill("Event", [
					list([
						["What", kind],
						["At", time(at)],
						["Utterance", String(utterance ?? "–")],
						["Said", text],
					]),
				]);
				return;
			}
			case "face":
				this.#fill(
					`Face frame ${hit.frame}`,
					this.#face(trace, hit.utterance, hit.frame, hit.media, hit.lane.shape),
				);
				return;
			case "display":
				this.#fill("Display frame", [list(displayFacts(trace, hit.row))]);
				return;
			case "level":
				this.#fill("Buffer", [list(levelFacts(trace, hit.row))]);
				return;
		}
	}

	#fill(title: string, parts: readonly HTMLElement[]): void {
		this.#root.replaceChildren(make("h2", "", title), ...parts);
	}

	#message(trace: Trace, message: MessageTrace): HTMLElement[] {
		const late = lateness(trace, message);
		const facts: [string, string][] = [
			["Kind", `${message.kind}, ${message.direction === "down" ? "from the driver" : "to the driver"}`],
			["Arrived", time(message.at)],
			["Size", `${message.size.toLocaleString("en")} characters`],
		];
		if (message.sequence !== undefined) facts.push(["Clause (SeqNo)", String(message.sequence)]);
		if (message.duration > 0) facts.push(["Sound", ms(message.duration)]);
		if (message.faceFrames > 0) facts.push(["Face frames", String(message.faceFrames)]);
		if (message.media !== undefined) facts.push(["Presentation time", time(message.media)]);
		if (late !== undefined) facts.push([late > 0 ? "Too late by" : "In time by", ms(Math.abs(late))]);
		if (message.dropped !== "") facts.push(["Dropped", message.dropped]);
		if (message.fault !== "") facts.push(["Refused", message.fault]);
		const parts = [list(facts)];
		const tolerated = Object.entries(message.tolerated) as [ToleranceName, number][];
		if (tolerated.length > 0) {
			parts.push(make("h3", "", "Put right"));
			parts.push(list(tolerated.map(([name, count]) => [name, `${count} × ${TOLERANCES[name]}`])));
		}
		if (message.sequence !== undefined) {
			const utterance = trace.utterance(message.utterance);
			const clause = utterance?.clauses.find(({ messages }) => messages.includes(message.number));
			if (utterance !== undefined && clause !== undefined)
				parts.push(
					button(`Clause ${clause.sequence}: ${clause.text.slice(0, 40)}`, () =>
						this.#handlers.inspect({ kind: "clause", utterance, clause }),
					),
				);
		}
		parts.push(make("h3", "", "As it came"), ...this.#raw(message));
		return parts;
	}

	#raw({ text }: MessageTrace): HTMLElement[] {
		if (text === undefined) return [make("p", "hint", "Its text was let go to spare memory.")];
		const raw = make("pre", "raw", briefJson(text));
		raw.tabIndex = 0;
		return [raw, button("Copy all of it", () => this.#handlers.copied(text))];
	}

	#clause(
		trace: Trace,
		utterance: UtteranceTrace,
		clause: ClauseTrace,
		rungs: Readonly<Record<number, Rung>>,
	): HTMLElement[] {
		const { sequence, start, end, faceFrames, faceType, complete, text } = clause;
		const facts: Facts = [
			["Text", text],
			["Presentation time", `${time(start)} – ${time(end)}`],
			["Heard at", time(utterance.heard.wallAt(start))],
			["Length", ms(end - start)],
			[
				"Face frames",
				`${faceFrames}, ${(faceFrames / Math.max(1e-3, end - start)).toFixed(1)} a second; read at ${utterance.frameRate}`,
			],
			["RealThType", faceType || "–"],
			["Face from", [...clause.rungs].join(", ") || "–"],
			["End came", complete ? "yes" : "no"],
		];
		const choice = make("select");
		choice.append(
			new Option("best there is", ""),
			...RUNGS.slice(0, -1).map((rung) => new Option(`${rung} at best`, rung)),
		);
		choice.value = rungs[sequence] ?? "";
		choice.addEventListener("change", () =>
			this.#handlers.forceRung(
				sequence,
				RUNGS.find((rung) => rung === choice.value),
			),
		);
		const label = make("label", "field");
		label.append(make("span", "", "Rung"), choice);
		return [list(facts), label, make("h3", "", "Messages"), ...this.#links(trace, clause.messages)];
	}

	#face(
		trace: Trace,
		utterance: UtteranceTrace,
		frame: number,
		media: number,
		chosen: number | undefined,
	): HTMLElement[] {
		const column = utterance.wire.count > 0 ? utterance.wire : utterance.mixed;
		const mixed = utterance.mixed.firstFrom(column.time(frame) - 1e-3);
		const shown = trace.applied.firstFrom(utterance.heard.wallAt(media) ?? 0);
		const clause = utterance.clauseAt(media);
		const facts: Facts = [
			["Presentation time", time(column.time(frame))],
			["Clause", clause === undefined ? "–" : String(clause.sequence)],
			["Frame rate", `${utterance.frameRate} a second`],
		];
		const table = make("table", "weights");
		const head = make("tr");
		for (const title of ["", "sent", "mixed", "drawn"]) head.append(make("th", "", title));
		table.append(head);
		const stats = curveStats(column);
		for (const [shape, name] of BLENDSHAPES.entries()) {
			const values = [
				utterance.wire.count > 0 ? column.weight(frame, shape) : Number.NaN,
				utterance.mixed.weight(mixed, shape),
				trace.applied.weight(shown, shape),
			];
			if (shape !== chosen && values.every((value) => !(value > 0.0005))) continue;
			const line = make("tr", shape === chosen ? "chosen" : "");
			const flags = stats[shape]?.saturated === true ? " ▲" : "";
			line.append(
				make("th", "", name + flags),
				...values.map((value) => make("td", "", Number.isNaN(value) ? "–" : value.toFixed(3))),
			);
			table.append(line);
		}
		const copy = () => {
			const weights = Object.fromEntries(
				BLENDSHAPES.map((name, shape) => [name, column.weight(frame, shape)]),
			);
			this.#handlers.copied(
				JSON.stringify({ frame, presentationTime: column.time(frame), weights }, undefined, "\t"),
			);
		};
		const parts = [list(facts), table, button("Copy the frame as JSON", copy)];
		if (chosen !== undefined) {
			const curve = stats[chosen];
			if (curve !== undefined) {
				parts.push(make("h3", "", `${curve.name} in this utterance`), histogram(curve.histogram));
				parts.push(
					list([
						["Range", `${curve.low.toFixed(3)} – ${curve.high.toFixed(3)}`],
						["Mean", curve.mean.toFixed(3)],
					]),
				);
			}
		}
		return [...parts, ...this.#links(trace, clause?.messages ?? [])];
	}

	#links(trace: Trace, numbers: readonly number[]): HTMLElement[] {
		const links = make("div", "links");
		for (const number of numbers) {
			const message = trace.message(number);
			if (message !== undefined)
				links.append(
					button(`#${number} at ${time(message.at)}`, () =>
						this.#handlers.inspect({ kind: "message", message }),
					),
				);
		}
		return links.childElementCount === 0 ? [] : [links];
	}
}

function displayFacts({ frames }: Trace, row: number): Facts {
	const offset = frames.get(row, "offset");
	return [
		["Seen at", time(frames.get(row, "at"))],
		["Since the one before", ms(frames.get(row, "gap"))],
		["Display interval", ms(frames.get(row, "interval"))],
		["Own cost", ms(frames.get(row, "cost"))],
		["Face minus sound", ms(offset)],
		[
			"Presentation time shown",
			Number.isNaN(frames.get(row, "media")) ? "–" : time(frames.get(row, "media")),
		],
		["Utterance", String(frames.get(row, "utterance"))],
	];
}

function levelFacts({ levels }: Trace, row: number): Facts {
	return [
		["At", time(levels.get(row, "at"))],
		["Sound at hand", ms(levels.get(row, "level"))],
		["Target delay", ms(levels.get(row, "target"))],
		["Rate", levels.get(row, "rate") === 0 ? "silent" : levels.get(row, "rate").toFixed(2)],
		["Underruns so far", String(levels.get(row, "underruns"))],
	];
}

function list(facts: Facts): HTMLElement {
	const made = make("dl", "facts");
	for (const [name, value] of facts) made.append(make("dt", "", name), make("dd", "", value));
	return made;
}

function histogram(counts: readonly number[]): HTMLElement {
	const made = make("div", "histogram");
	const most = Math.max(1, ...counts.map(Math.sqrt));
	made.setAttribute("role", "img");
	made.setAttribute("aria-label", `Frames by weight, from 0 to 1: ${counts.join(", ")}`);
	for (const count of counts) {
		const bar = make("span");
		bar.style.height = `${(100 * Math.sqrt(count)) / most}%`;
		made.append(bar);
	}
	return made;
}
