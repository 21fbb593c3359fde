import type { VendorOffers } from "../protocol/vendor-offers.ts";
import { Signal } from "../util/signal.ts";
import { readOffers } from "../vendors/read-offers.ts";
import type { CandidateKind } from "./model/candidate.ts";
import type { ComparisonPlan } from "./model/comparison-plan.ts";
import { type MeasureServices, measureSentence } from "./model/measure-sentence.ts";
import { type ComparisonListener, runComparison } from "./model/run-comparison.ts";
import type { SentenceResult } from "./model/sentence-result.ts";
import { Pane, type PaneOptions } from "./pane.ts";
import type { ComparisonReport } from "./report/comparison-report.ts";
import { BusyWatch } from "./watch/busy-watch.ts";

/** Of a gateway that does not tell. */
const NO_OFFERS: VendorOffers = { vendors: [], productions: { missing: [] }, standInStreams: "" };

/** The panes of a page and what is done with all of them. Main thread; knows no form and no table. */
export class Comparison {
	readonly panes = new Signal<readonly Pane[]>([]);
	/** Results in the order of measuring. */
	readonly results = new Signal<readonly SentenceResult[]>([]);
	readonly #gateway: string;
	// One for all vendors: their streams are measured with one clock.
	readonly #context = new AudioContext({ latencyHint: "interactive" });
	readonly #offers: Promise<VendorOffers>;
	readonly #busy = new BusyWatch();
	#running: AbortController | undefined;

	constructor(gateway: string) {
		this.#gateway = gateway;
		// Without vendors ours can be looked at all the same.
		this.#offers = readOffers(gateway).catch(() => NO_OFFERS);
		// What costs money ends with the page; leases say goodbye by themselves as well.
		addEventListener("pagehide", () => this.dispose());
	}

	/** Adds a pane and opens its session. @throws {TypeError} if the name is taken or empty */
	add(options: PaneOptions): Pane {
		if (options.name === "") throw new TypeError("A candidate needs a name.");
		if (this.pane(options.name))
			throw new TypeError(`There is a candidate called “${options.name}” already.`);
		const pane = new Pane(options);
		this.panes.value = [...this.panes.value, pane];
		return pane;
	}

	/** Opens a pane's session; it must be on the page already, for players want a box to measure. */
	async open(pane: Pane): Promise<void> {
		const { standInStreams } = await this.#offers;
		return pane.open({ gateway: this.#gateway, context: this.#context, standInStreams });
	}

	/** What the gateway lacks for a kind of candidate: names of its settings. */
	async missingFor(kind: CandidateKind): Promise<readonly string[]> {
		const { vendors, productions } = await this.#offers;
		if (kind === "tencent-produced") return productions.missing;
		return vendors.find(({ vendor }) => vendor === kind)?.missing ?? [];
	}

	pane(name: string): Pane | undefined {
		return this.panes.value.find((pane) => pane.name === name);
	}

	remove(pane: Pane): void {
		pane.dispose();
		this.panes.value = this.panes.value.filter((other) => other !== pane);
	}

	/** Starts the sound; in a click, where the browser wants one. */
	resume(): Promise<void> {
		return this.#context.resume();
	}

	/** Says one text to some panes at the same moment, and measures it. */
	async say(texts: ReadonlyMap<Pane, string>): Promise<void> {
		const { signal } = new AbortController();
		await Promise.all(
			[...texts].map(async ([pane, text]) => {
				const { candidate, name } = pane;
				if (candidate === undefined) return;
				const round = pane.results.value.filter((result) => result.text === text).length;
				const plan = { candidate: name, text, language: "", repetition: round, interruptAfter: null };
				const drawn = pane.region === undefined ? {} : { region: pane.region };
				this.#add(await measureSentence(candidate, { ...plan, ...drawn }, this.#services(signal)));
			}),
		);
	}

	/** Runs a plan with these panes, all of them by default. Rejects if one runs already. */
	async run(
		plan: ComparisonPlan,
		listener: Partial<ComparisonListener> = {},
		panes: readonly Pane[] = this.panes.value,
	): Promise<void> {
		if (this.#running) throw new TypeError("A comparison runs already.");
		this.#running = new AbortController();
		try {
			await runComparison(
				plan,
				panes.map(({ name }) => name),
				(name) => this.pane(name)?.candidate,
				this.#services(this.#running.signal),
				{
					measured: (result, done, total) => {
						this.#add(result);
						listener.measured?.(result, done, total);
					},
					begins: (sentences) => listener.begins?.(sentences),
				},
			);
		} finally {
			this.#running = undefined;
		}
	}

	/** Ends a run after what is being said. */
	stop(): void {
		this.#running?.abort();
		void this.interruptAll();
	}

	async interruptAll(): Promise<void> {
		await Promise.allSettled(this.panes.value.map(({ candidate }) => candidate?.interrupt()));
	}

	/** Lets only one be heard; nobody in particular lets all. */
	solo(pane: Pane | undefined): void {
		for (const { candidate, name } of this.panes.value)
			if (candidate) candidate.muted = pane !== undefined && name !== pane.name;
	}

	report(title: string, notes: readonly string[] = []): ComparisonReport {
		return {
			format: "facewire-comparison",
			version: 1,
			title,
			date: new Date().toISOString(),
			environment: { browser: browserName(), cores: navigator.hardwareConcurrency, notes },
			candidates: this.panes.value.map((pane) => pane.report()),
			results: this.results.value,
		};
	}

	/** Ends every session. Idempotent. */
	dispose(): void {
		this.#running?.abort();
		for (const pane of this.panes.value) pane.dispose();
		this.#busy.dispose();
		if (this.#context.state !== "closed") void this.#context.close();
	}

	#add(result: SentenceResult): void {
		this.pane(result.candidate)?.add(result);
		this.results.value = [...this.results.value, result];
	}

	#services(signal: AbortSignal): MeasureServices {
		return {
			now: () => performance.now() / 1000,
			wait: (duration) => new Promise((resolve) => setTimeout(resolve, 1000 * duration)),
			busySince: () => this.#busy.since(),
			signal,
		};
	}
}

/** Name and version, without what every browser claims to be. */
function browserName(): string {
	const [found] = /(Firefox|Edg|Chrome|Version)\/[\d.]+/.exec(navigator.userAgent) ?? [];
	return (found ?? navigator.userAgent)
		.replace("Version/", "Safari ")
		.replace("/", " ")
		.replace("Edg ", "Edge ");
}
