import { isLive } from "../model/candidate.ts";
import { DOUBTS } from "../model/measure-sentence.ts";
import type { SentenceResult } from "../model/sentence-result.ts";
import type { Pane } from "../pane.ts";
import { figureText } from "../report/metrics.ts";
import type { Region } from "../ruler/mouth-search.ts";
import { capabilityList } from "./capability-list.ts";
import { h } from "./dom.ts";
import { RegionPicker } from "./region-picker.ts";

/** What a pane's buttons ask the page for. */
export interface PaneActions {
	say(pane: Pane, text: string): void;
	interrupt(pane: Pane): void;
	/** Only this one is to be heard, or all again. */
	solo(pane: Pane): void;
	remove(pane: Pane): void;
}

const PHASES = {
	idle: "not asked yet",
	opening: "connecting…",
	ready: "ready",
	making: "being made",
	speaking: "speaking",
	closed: "closed",
	failed: "failed",
} as const;

/** A row of figures: key, label, unit. */
const FIGURES = [
	["connected", "Connected", "ms"],
	["ready", "Video made", "ms"],
	["firstSound", "First sound", "ms"],
	["firstWord", "First word", "ms"],
	["offset", "Lips after sound", ""],
	["received", "Received", "kB/s"],
	["frames", "Pictures", "1/s"],
	["stalls", "Stalls", ""],
] as const;

/** A pane as it is seen: picture, state, live figures, buttons. */
export class PaneView {
	readonly element: HTMLElement;
	readonly pane: Pane;
	readonly #state = h("span", { class: "phase" });
	readonly #reason = h("p", { class: "reason", role: "alert" });
	readonly #missing = h("p", { class: "reason" });
	readonly #transport = h("span", { class: "quiet" });
	readonly #figures = new Map(FIGURES.map(([key]) => [key as string, h("dd", {}, "–")]));
	readonly #text = h("textarea", { rows: 2, class: "own-text", "aria-label": "Text for this one alone" });
	readonly #listen: HTMLButtonElement;
	readonly #picker: RegionPicker;
	readonly #slot = h("div", { class: "slot" });

	constructor(pane: Pane, actions: PaneActions) {
		this.pane = pane;
		this.#picker = new RegionPicker(pane.box, (region) => {
			pane.region = region;
		});
		const button = (label: string, title: string, onclick: () => void) =>
			h("button", { type: "button", title, onclick }, label);
		this.#listen = button("Listen", "Mute all others", () => actions.solo(pane));
		this.#listen.setAttribute("aria-pressed", "false");
		const mouth = button("Mouth…", "Draw where the mouth is, if it is not found", () => this.#picker.start());
		const beside = isLive(pane.kind) ? "ready" : "connected";
		const rows = FIGURES.filter(([key]) => key !== beside).map(([key, label, unit]) =>
			h(
				"div",
				{ "data-figure": key },
				h("dt", {}, label, unit === "" ? null : h("small", {}, ` ${unit}`)),
				this.#figures.get(key),
			),
		);
		this.element = h(
			"article",
			{ class: "pane", "aria-label": pane.name },
			h(
				"header",
				{},
				h("h2", {}, pane.name),
				this.#state,
				h(
					"button",
					{
						type: "button",
						class: "remove",
						title: "Close the session and take this pane away",
						"aria-label": `Remove ${pane.name}`,
						onclick: () => actions.remove(pane),
					},
					"×",
				),
			),
			pane.box,
			this.#reason,
			this.#missing,
			h("dl", { class: "figures" }, ...rows),
			this.#text,
			h(
				"div",
				{ class: "buttons" },
				button("Say", "Say the text to this one alone", () => actions.say(pane, this.#text.value)),
				button("Interrupt", "Stop this one", () => actions.interrupt(pane)),
				this.#listen,
				mouth,
			),
			h("footer", {}, this.#transport, this.#slot),
		);
		pane.state.subscribe(({ phase, reason }) => {
			this.#state.textContent = (phase === "making" && reason) || PHASES[phase];
			this.element.dataset.phase = phase;
			this.#reason.textContent = phase === "failed" || phase === "closed" ? reason : "";
			if (phase === "ready") this.#connected();
		});
		pane.results.subscribe((results) => this.#show(results.at(-1)));
	}

	/** The text that is this one's own. */
	get text(): string {
		return this.#text.value;
	}

	set soloed(soloed: boolean) {
		this.#listen.setAttribute("aria-pressed", String(soloed));
	}

	/** Live figures, several times a second. */
	async refresh(): Promise<void> {
		const { candidate } = this.pane;
		if (candidate === undefined) return;
		const { bytesPerSecond, frameRate, stalls } = await candidate.figures();
		this.#set("received", bytesPerSecond === null ? null : bytesPerSecond / 1000, "kB/s");
		this.#set("frames", frameRate, "1/s");
		this.#set("stalls", stalls, "");
		const { missing } = candidate.watch;
		this.#missing.textContent = missing.length === 0 ? "" : `Its stream has no ${missing.join(" and no ")}.`;
	}

	#connected(): void {
		const { candidate, connected } = this.pane;
		if (candidate === undefined) return;
		this.#transport.textContent = candidate.transport;
		if (this.#slot.childElementCount === 0) this.#slot.append(capabilityList(candidate));
		this.#set("connected", connected === null ? null : 1000 * connected, "ms");
	}

	#show(result: SentenceResult | undefined): void {
		const { connected } = this.pane;
		if (connected !== null) this.#set("connected", 1000 * connected, "ms");
		if (result === undefined) return;
		this.#set("ready", result.ready === null ? null : 1000 * result.ready, "ms");
		this.#set("firstSound", result.firstSound === null ? null : 1000 * result.firstSound, "ms");
		this.#set("firstWord", result.firstWord === null ? null : 1000 * result.firstWord, "ms");
		const { offset } = result;
		const figure = this.#figures.get("offset");
		if (figure === undefined) return;
		figure.textContent =
			offset.verdict === "measured"
				? `${figureText(1000 * offset.offset, "ms")} ± ${figureText(2000 * offset.error, "ms")} ms`
				: "not sure";
		figure.title =
			offset.verdict === "measured"
				? `Confidence ${figureText(100 * offset.confidence, "%")} %`
				: `Not sure: ${DOUBTS[offset.doubt]}`;
		if (offset.verdict === "measured") this.#showRegion(offset.region);
		if (result.outcome !== "finished" && result.outcome !== "interrupted")
			this.#reason.textContent = result.reason;
	}

	#showRegion(region: Region): void {
		this.#picker.show(region);
	}

	#set(key: string, value: number | null, unit: "ms" | "kB/s" | "1/s" | ""): void {
		const figure = this.#figures.get(key);
		if (figure) figure.textContent = value === null ? "–" : figureText(value, unit);
	}
}
