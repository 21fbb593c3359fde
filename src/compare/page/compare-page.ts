import { Comparison } from "../comparison.ts";
import { KIND_LABELS } from "../model/candidate-fields.ts";
import { PLAN_DEFAULTS } from "../model/comparison-plan.ts";
import type { SentenceResult } from "../model/sentence-result.ts";
import type { Pane, PaneOptions } from "../pane.ts";
import { type ComparisonReport, reportJson } from "../report/comparison-report.ts";
import { reportCsv } from "../report/report-csv.ts";
import { reportHtml } from "../report/report-html.ts";
import type { Scenario } from "../scenario/scenario.ts";
import { CandidateForm } from "./candidate-form.ts";
import { byId, h } from "./dom.ts";
import { HistoryCharts } from "./history-charts.ts";
import { PaneView } from "./pane-view.ts";
import { ResultsView } from "./results-view.ts";
import { saveFile } from "./save-file.ts";
import { startTheme } from "./theme.ts";

/** Milliseconds between two looks at the live figures. */
const REFRESH_MS = 500;

/** What every report says of this way of measuring. */
const NOTES = [
	"Ours hands its pictures to the ruler as it draws them, with the time at which each is seen.",
	"“Page busy” counts tasks of more than 50 ms only, so it is a lower bound.",
] as const;

/** The comparison view: panes, texts, figures, exports. Main thread. */
export class ComparePage {
	readonly comparison = new Comparison(new URL("./", location.href).href);
	readonly #views = new Map<Pane, PaneView>();
	readonly #grid = byId("panes", HTMLElement);
	readonly #text = byId("text", HTMLTextAreaElement);
	readonly #progress = byId("progress", HTMLElement);
	readonly #problem = byId("problem", HTMLElement);
	readonly #results = new ResultsView(byId("figures", HTMLTableElement));
	readonly #charts = new HistoryCharts(byId("charts", HTMLElement));
	#solo: Pane | undefined;
	#title = "Comparison";

	constructor() {
		const form = new CandidateForm({
			add: (options) => this.#tryAdd(options),
			nameFor: (kind) => this.#freeName(KIND_LABELS[kind]),
			missingFor: (kind) => this.comparison.missingFor(kind),
		});
		document.body.append(form.element);
		const onClick = (id: string, act: () => unknown) =>
			byId(id, HTMLButtonElement).addEventListener("click", () => void act());
		onClick("add", () => form.show());
		onClick("say", () => this.#say());
		onClick("interrupt", () => this.comparison.interruptAll());
		onClick("run", () => this.#runFromForm());
		onClick("stop", () => this.comparison.stop());
		onClick("csv", () => saveFile("comparison.csv", "text/csv", reportCsv(this.report())));
		onClick("json", () => saveFile("comparison.json", "application/json", reportJson(this.report())));
		onClick("html", () => saveFile("comparison.html", "text/html", reportHtml(this.report())));
		onClick(
			"theme",
			startTheme(() => this.#showResults()),
		);
		byId("own-texts", HTMLInputElement).addEventListener("change", ({ target }) => {
			document.body.classList.toggle("own-texts", (target as HTMLInputElement).checked);
		});
		byId("scenario", HTMLInputElement).addEventListener("change", ({ target }) => {
			const [file] = (target as HTMLInputElement).files ?? [];
			if (file) void this.#openScenario(file);
		});
		this.comparison.panes.subscribe((panes) => {
			document.body.classList.toggle("empty", panes.length === 0);
		});
		this.comparison.results.subscribe(() => this.#showResults());
		setInterval(() => {
			for (const view of this.#views.values()) void view.refresh();
		}, REFRESH_MS);
	}

	/** Adds a candidate and opens its session. Resolves when it is connected, or has failed. */
	async add(options: PaneOptions): Promise<Pane> {
		const pane = this.comparison.add(options);
		const view = new PaneView(pane, {
			say: (_, own) => void this.comparison.say(new Map([[pane, own.trim() || this.#text.value.trim()]])),
			interrupt: () => void pane.candidate?.interrupt(),
			solo: () => this.#listenTo(this.#solo === pane ? undefined : pane),
			remove: () => this.remove(pane),
		});
		this.#views.set(pane, view);
		this.#grid.append(view.element);
		pane.state.subscribe(() => this.#showResults());
		await this.comparison.open(pane);
		this.#listenTo(this.#solo);
		return pane;
	}

	remove(pane: Pane): void {
		this.comparison.remove(pane);
		this.#views.get(pane)?.element.remove();
		this.#views.delete(pane);
		if (this.#solo === pane) this.#listenTo(undefined);
		this.#showResults();
	}

	/** Runs a scenario from its candidates to its last sentence. Rejects if it names a candidate twice. */
	async run(
		scenario: Scenario,
		progress: (line: string, done: number, total: number) => void,
	): Promise<void> {
		this.#title = scenario.title;
		this.#progress.textContent = "Connecting…";
		progress("connecting", 0, 1);
		await this.comparison.resume();
		const { candidates, plan } = scenario;
		const sentences = plan.texts.length * plan.repetitions;
		const listen = (before: number) => ({
			measured: ({ candidate, text }: SentenceResult, done: number) => {
				const total = candidates.length * sentences;
				this.#progress.textContent = `${before + done} of ${total}`;
				progress(`${candidate}: ${text}`, before + done, total);
			},
		});
		if (plan.order !== "alone") {
			await Promise.all(candidates.map((candidate) => this.add(candidate)));
			await this.comparison.run(plan, listen(0));
		} else
			for (const [at, candidate] of candidates.entries()) {
				const pane = await this.add(candidate);
				await this.comparison.run(plan, listen(at * sentences), [pane]);
				pane.close();
			}
		this.#progress.textContent = "Done.";
	}

	report(notes: readonly string[] = []): ComparisonReport {
		return this.comparison.report(this.#title, [...NOTES, ...notes]);
	}

	#tryAdd(options: PaneOptions): string | null {
		if (this.comparison.pane(options.name)) return `There is a candidate called “${options.name}” already.`;
		void this.comparison.resume();
		void this.add(options);
		return null;
	}

	#freeName(name: string): string {
		let free = name;
		for (let number = 2; this.comparison.pane(free); number++) free = `${name} ${number}`;
		return free;
	}

	async #say(): Promise<void> {
		void this.comparison.resume();
		const shared = this.#text.value.trim();
		const hasOwn = document.body.classList.contains("own-texts");
		const texts = [...this.#views].map(
			([pane, view]) => [pane, (hasOwn && view.text.trim()) || shared] as const,
		);
		await this.comparison.say(new Map(texts.filter(([, text]) => text !== "")));
	}

	/** The text, a line a sentence, as often as asked for. */
	async #runFromForm(): Promise<void> {
		void this.comparison.resume();
		const lines = this.#text.value.split("\n").map((line) => line.trim());
		const texts = lines
			.filter((line) => line !== "")
			.map((text) => ({ text, language: "", interruptAfter: null }));
		const order = byId("order", HTMLSelectElement).value as "together";
		const repetitions = Math.max(1, Math.round(Number(byId("repetitions", HTMLInputElement).value)));
		document.body.classList.add("running");
		try {
			await this.comparison.run(
				{ ...PLAN_DEFAULTS, texts, order, repetitions },
				{
					measured: (_result, done, total) => {
						this.#progress.textContent = `${done} of ${total}`;
					},
				},
			);
		} catch (error) {
			this.#complain(error);
		} finally {
			document.body.classList.remove("running");
		}
	}

	async #openScenario(file: File): Promise<void> {
		this.#problem.textContent = "";
		try {
			const { readScenario } = await import("../scenario/read-scenario.ts");
			await this.run(readScenario(await file.text()), () => {});
		} catch (error) {
			this.#complain(error);
		}
	}

	#listenTo(pane: Pane | undefined): void {
		this.#solo = pane;
		this.comparison.solo(pane);
		for (const [other, view] of this.#views) view.soloed = other === pane;
	}

	#showResults(): void {
		const report = this.report();
		this.#results.show(report);
		this.#charts.show(report);
	}

	#complain(error: unknown): void {
		this.#problem.replaceChildren(h("span", {}, error instanceof Error ? error.message : String(error)));
	}
}
