import type { LayoutVerdict } from "../lipsync/layout-detective.ts";
import type { Finding } from "./model/finding.ts";
import { summarise } from "./model/summary.ts";
import type { Trace } from "./model/trace.ts";
import { element } from "./panel/dom.ts";
import type { FindingsView } from "./panel/findings-view.ts";
import type { TuneView } from "./panel/tune-view.ts";
import type { TimelineView } from "./timeline/timeline-view.ts";

/** Between two looks for faults in a live session. Milliseconds. */
const INTERVAL_MS = 3000;

/** Looks for what is wrong with a trace, and shows it: in the list, on the lanes, beside the order. Main thread. */
export class Diagnosis {
	findings: readonly Finding[] = [];
	readonly #list: FindingsView;
	readonly #timeline: TimelineView;
	readonly #tune: TuneView;
	#lastMs = 0;

	constructor(list: FindingsView, timeline: TimelineView, tune: TuneView) {
		this.#list = list;
		this.#timeline = timeline;
		this.#tune = tune;
	}

	/** Another trace begins: nothing is known of it yet. */
	reset(): void {
		this.findings = [];
		this.#list.show([], false);
	}

	run(trace: Trace, isComplete: boolean): void {
		this.#lastMs = performance.now();
		const { findings, flags, tops, lags } = summarise(trace);
		this.findings = findings;
		this.#timeline.flags = flags;
		this.#timeline.tops = tops;
		this.#timeline.lags = lags;
		this.#list.show(findings, isComplete);
		const faults = findings.filter(({ severity }) => severity === "fault").length;
		element("finding-count", HTMLElement).textContent = faults === 0 ? "" : String(faults);
		this.#tune.verdict = verdictText(trace.stats?.face.layout);
	}

	/** The finding next after trace time `at`; the first one behind the last. */
	nextAfter(at: number): Finding | undefined {
		const placed = this.findings.filter((finding) => finding.at !== undefined);
		return placed.find((finding) => (finding.at ?? 0) > at + 1e-3) ?? placed[0] ?? this.findings[0];
	}

	/** Now and then, while `isCurrent` says so: weighing takes some milliseconds, so it waits until the page is idle. */
	runSometimes(trace: Trace, isCurrent: () => boolean): void {
		if (performance.now() - this.#lastMs < INTERVAL_MS) return;
		this.#lastMs = performance.now();
		requestIdleCallback(() => isCurrent() && this.run(trace, false));
	}
}

/** What the layout detective says, in a sentence. */
function verdictText(layout: LayoutVerdict | undefined): string {
	switch (layout?.verdict) {
		case undefined:
			return "";
		case "unknown":
			return `The detective cannot tell: ${layout.doubt}.`;
		case "fits":
			return `The order fits (${layout.score.total.toFixed(2)}).`;
		case "other":
			return `“${layout.order}” would fit better (${layout.score.total.toFixed(2)} against ${layout.current.total.toFixed(2)}).`;
	}
}
