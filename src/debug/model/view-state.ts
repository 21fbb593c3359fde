import { ORDERS, type OrderName } from "../../lipsync/order-tables.ts";
import { RUNGS, type Rung } from "../../lipsync/rung.ts";
import { PERFECT_LINE } from "../../session/simulated-line.ts";
import type { ReplayOptions } from "./replay-options.ts";

/** A moment with a note. */
export interface Marker {
	readonly at: number;
	readonly note: string;
}

/** All that a link to a view holds. Times are trace time, seconds. */
export interface ViewState {
	/** What is to be seen; `undefined` shows all of it. */
	readonly from: number | undefined;
	readonly to: number | undefined;
	readonly at: number;
	/** Selected range, and the loop between A and B. */
	readonly selection: readonly [number, number] | undefined;
	readonly loop: readonly [number, number] | undefined;
	/** Trace seconds per second. */
	readonly rate: number;
	/** Lanes that are shown alone; empty shows all. */
	readonly solo: readonly string[];
	readonly search: string;
	/** Groups that are folded. */
	readonly folded: readonly string[];
	readonly markers: readonly Marker[];
	readonly options: ReplayOptions;
	readonly tab: string;
}

export const RATES = [0.1, 0.25, 0.5, 0.75, 1, 1.25, 1.5, 2] as const;

export const INITIAL_STATE: ViewState = {
	from: undefined,
	to: undefined,
	at: 0,
	selection: undefined,
	loop: undefined,
	rate: 1,
	solo: [],
	search: "",
	folded: ["eyes", "brows", "cheeks"],
	markers: [],
	options: {},
	tab: "findings",
};

const round = (value: number) => String(Math.round(value * 1e4) / 1e4);
const pair = (range: readonly [number, number]) => `${round(range[0])}~${round(range[1])}`;

/** A view as the fragment of an address, without the `#`. What is as usual is left out. */
export function encodeViewState(state: ViewState): string {
	const fields = new Map<string, string>();
	if (state.from !== undefined && state.to !== undefined) fields.set("view", pair([state.from, state.to]));
	if (state.at > 0) fields.set("at", round(state.at));
	if (state.selection !== undefined) fields.set("select", pair(state.selection));
	if (state.loop !== undefined) fields.set("loop", pair(state.loop));
	if (state.rate !== 1) fields.set("rate", String(state.rate));
	if (state.solo.length > 0) fields.set("solo", state.solo.join("~"));
	if (state.search !== "") fields.set("search", state.search);
	if (state.folded.join() !== INITIAL_STATE.folded.join()) fields.set("folded", state.folded.join("~"));
	if (state.tab !== INITIAL_STATE.tab) fields.set("tab", state.tab);
	for (const [index, { at, note }] of state.markers.entries())
		fields.set(`m${index}`, `${round(at)}~${note}`);
	for (const [name, value] of encodeOptions(state.options)) fields.set(name, value);
	return [...fields].map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join("&");
}

function encodeOptions(options: ReplayOptions): readonly (readonly [string, string])[] {
	const { order, highestRung, clauseRungs, network } = options;
	const fields: [string, string][] = [];
	if (order !== undefined) fields.push(["order", order]);
	if (highestRung !== undefined) fields.push(["rung", highestRung]);
	for (const [sequence, rung] of Object.entries(clauseRungs ?? {})) fields.push([`rung${sequence}`, rung]);
	for (const name of NUMBERS) if (options[name] !== undefined) fields.push([name, round(options[name])]);
	if (network !== undefined) {
		const { delay, jitter, stall, stallEvery } = network;
		fields.push(["network", [delay, jitter, stall, stallEvery].map(round).join("~")]);
	}
	return fields;
}

const NUMBERS = ["frameRate", "targetDelay", "trim", "smoothing", "expressionStrength", "seed"] as const;

/** Reads a fragment; what makes no sense is as usual. */
export function decodeViewState(fragment: string): ViewState {
	const fields = new Map<string, string>();
	for (const field of fragment.replace(/^#/, "").split("&")) {
		const [name = "", value = ""] = field.split("=", 2);
		fields.set(name, decoded(value));
	}
	const range = (name: string) => readRange(fields.get(name));
	const list = (name: string) => (fields.get(name) ?? "").split("~").filter((item) => item !== "");
	const view = range("view");
	const rate = number(fields.get("rate"));
	return {
		from: view?.[0],
		to: view?.[1],
		at: Math.max(0, number(fields.get("at")) ?? 0),
		selection: range("select"),
		loop: range("loop"),
		rate: rate === undefined ? 1 : Math.min(2, Math.max(0.1, rate)),
		solo: list("solo"),
		search: fields.get("search") ?? "",
		folded: fields.has("folded") ? list("folded") : INITIAL_STATE.folded,
		markers: readMarkers(fields),
		options: readOptions(fields),
		tab: fields.get("tab") ?? INITIAL_STATE.tab,
	};
}

function decoded(value: string): string {
	try {
		return decodeURIComponent(value);
	} catch {
		return "";
	}
}

function number(text: string | undefined): number | undefined {
	const value = text === undefined || text === "" ? Number.NaN : Number(text);
	return Number.isFinite(value) ? value : undefined;
}

function readRange(text: string | undefined): readonly [number, number] | undefined {
	const [a, b] = (text ?? "").split("~").map(number);
	return a === undefined || b === undefined || a >= b ? undefined : [a, b];
}

function readMarkers(fields: ReadonlyMap<string, string>): readonly Marker[] {
	const markers: Marker[] = [];
	for (let index = 0; fields.has(`m${index}`); index++) {
		const [time, ...note] = (fields.get(`m${index}`) ?? "").split("~");
		const at = number(time);
		if (at !== undefined) markers.push({ at, note: note.join("~") });
	}
	return markers;
}

function readOptions(fields: ReadonlyMap<string, string>): ReplayOptions {
	const options: { -readonly [Name in keyof ReplayOptions]: ReplayOptions[Name] } = {};
	const order = fields.get("order");
	if (order !== undefined && Object.hasOwn(ORDERS, order)) options.order = order as OrderName;
	const rung = rungOf(fields.get("rung"));
	if (rung !== undefined) options.highestRung = rung;
	const rungs: Record<number, Rung> = {};
	for (const [name, value] of fields) {
		const sequence = /^rung(\d+)$/.exec(name)?.[1];
		const clauseRung = rungOf(value);
		if (sequence !== undefined && clauseRung !== undefined) rungs[Number(sequence)] = clauseRung;
	}
	if (Object.keys(rungs).length > 0) options.clauseRungs = rungs;
	for (const name of NUMBERS) {
		const value = number(fields.get(name));
		if (value !== undefined) options[name] = value;
	}
	const [delay, jitter, stall, stallEvery] = (fields.get("network") ?? "").split("~").map(number);
	if (delay !== undefined && jitter !== undefined && stall !== undefined)
		options.network = { delay, jitter, stall, stallEvery: stallEvery ?? PERFECT_LINE.stallEvery };
	return options;
}

const rungOf = (text: string | undefined): Rung | undefined => RUNGS.find((rung) => rung === text);
