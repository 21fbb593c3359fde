import { Comparison } from "./comparison.ts";
import { DiffView } from "./panel/diff-view.ts";
import { element } from "./panel/dom.ts";
import type { SessionSubject } from "./session-subject.ts";
import type { TimelineView } from "./timeline/timeline-view.ts";

export interface CompareHandlers {
	subject(): SessionSubject;
	show(lane: string, at: number | undefined): void;
	status(text: string): void;
	failed(reason: string): void;
}

/** Compares what is shown with a run that is held: in the tab, and over the curves. Main thread. */
export class Comparing {
	readonly #comparison = new Comparison(() => this.update());
	readonly #view: DiffView;
	readonly #timeline: TimelineView;
	readonly #handlers: CompareHandlers;

	constructor(root: HTMLElement, timeline: TimelineView, handlers: CompareHandlers) {
		this.#timeline = timeline;
		this.#handlers = handlers;
		this.#view = new DiffView(root, {
			hold: () => this.#comparison.hold(handlers.subject().trace, described(handlers.subject())),
			forget: () => this.#comparison.forget(),
			open: (file) => this.open(file, file.name),
			show: (lane, at) => handlers.show(lane, at),
		});
		this.update();
	}

	/** Compares with a recording or a trace from elsewhere. */
	open(source: string | Blob, name: string): void {
		const { status, failed } = this.#handlers;
		void this.#comparison.open(source, name, this.#handlers.subject().options, { status, failed });
	}

	/** The run that is shown, or the one that is held, is another. */
	update(): void {
		const { trace, isComplete } = this.#handlers.subject();
		const { reference } = this.#comparison;
		this.#timeline.reference = reference?.trace;
		element("key-reference", HTMLElement).hidden = reference === undefined;
		this.#view.show(reference, isComplete ? this.#comparison.compare(trace) : undefined);
	}
}

/** A run by its name and what was turned for it. */
function described({ name, options }: SessionSubject): string {
	const turned = Object.entries(options).map(([option, value]) => `${option} ${JSON.stringify(value)}`);
	return turned.length === 0 ? name : `${name} (${turned.join(", ")})`;
}
