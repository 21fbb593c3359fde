import { Comparing } from "./comparing.ts";
import { Diagnosis } from "./diagnosis.ts";
import { Exporting } from "./exporting.ts";
import type { ReplayOptions } from "./model/replay-options.ts";
import { element } from "./panel/dom.ts";
import { FindingsView } from "./panel/findings-view.ts";
import { showProblem } from "./panel/problems.ts";
import type { TabName } from "./panel/tabs.ts";
import { TuneView } from "./panel/tune-view.ts";
import type { SessionSubject } from "./session-subject.ts";
import type { TimelineExplorer } from "./timeline-explorer.ts";

export interface SidePanelHandlers {
	/** What is open at this moment. */
	subject(): SessionSubject;
	isLive(): boolean;
	tune(options: ReplayOptions): void;
	/** Breaks the connection of a live session. */
	cut(): void;
	goTo(time: number): void;
}

/** The panels beside the timeline that are about the session as a whole: findings, tuning, diff, export. Main thread. */
export class SidePanels {
	readonly diagnosis: Diagnosis;
	readonly comparing: Comparing;
	readonly #exporting: Exporting;
	readonly #tune: TuneView;
	readonly #handlers: SidePanelHandlers;

	constructor(explorer: TimelineExplorer, handlers: SidePanelHandlers) {
		const { timeline } = explorer;
		this.#handlers = handlers;
		this.#tune = new TuneView(element("panel-tune", HTMLElement), {
			change: (options) => handlers.tune(options),
			cut: () => handlers.cut(),
		});
		const findings = new FindingsView(element("findings", HTMLElement), {
			show: (finding) => explorer.goToFinding(finding),
			useOrder: (order) => {
				handlers.tune({ ...handlers.subject().options, order });
				this.showTuning();
			},
		});
		this.diagnosis = new Diagnosis(findings, timeline, this.#tune);
		this.comparing = new Comparing(element("panel-diff", HTMLElement), timeline, {
			subject: () => handlers.subject(),
			show: (lane, at) => {
				explorer.revealLane(lane);
				if (at !== undefined) handlers.goTo(at);
			},
			status: (text) => explorer.tellStatus(text),
			failed: (reason) => showProblem(reason),
		});
		this.#exporting = new Exporting(element("panel-export", HTMLElement), timeline, () => handlers.subject());
	}

	/** Shows the options as they are. */
	showTuning(): void {
		this.#tune.show(this.#handlers.subject().options, this.#handlers.isLive());
	}

	/** All of the trace is there. */
	complete(): void {
		this.diagnosis.run(this.#handlers.subject().trace, true);
		this.comparing.update();
	}

	/** A tab was opened. */
	fill(tab: TabName): void {
		if (tab === "export") this.#exporting.show();
		if (tab === "diff" && this.#handlers.isLive()) this.comparing.update();
	}
}
