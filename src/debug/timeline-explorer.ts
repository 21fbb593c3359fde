import type { Rung } from "../lipsync/rung.ts";
import type { Finding } from "./model/finding.ts";
import { type Hit, hitAt, hitTime } from "./model/hit.ts";
import { chosenLanes, type Lane } from "./model/lanes.ts";
import { snap } from "./model/steps.ts";
import { clockText } from "./model/tick-spacing.ts";
import { element } from "./panel/dom.ts";
import { InspectorView } from "./panel/inspector-view.ts";
import { TableView } from "./panel/table-view.ts";
import { type TabName, Tabs } from "./panel/tabs.ts";
import { statusText } from "./status-line.ts";
import { TimelineView } from "./timeline/timeline-view.ts";
import type { Transport } from "./transport.ts";
import type { ViewStore } from "./view-store.ts";

/** How near a boundary has to be to snap to. CSS pixels. */
const SNAP = 8;

export interface ExplorerHandlers {
	/** History is about to be looked at: a live view lets go, and is not heard while another moment is. */
	halt(): void;
	/** The view was moved or something in it chosen: a live view lets go of its edge. */
	detach(): void;
	goTo(time: number): void;
	/** A tab was opened that this class does not fill. */
	tab(tab: TabName): void;
	/** Which rung a clause is to come from; `undefined` leaves it to the ladder. */
	forceRung(sequence: number, rung: Rung | undefined): void;
	/** Text to be put on the clipboard. */
	copied(text: string): void;
}

/** What hand and eye do on the timeline: point, inspect, select, scrub, choose lanes; and the tabs that show it. Main thread. */
export class TimelineExplorer {
	readonly timeline: TimelineView;
	readonly tabs: Tabs;
	readonly #store: ViewStore;
	readonly #transport: Transport;
	readonly #inspector: InspectorView;
	readonly #table: TableView;
	readonly #handlers: ExplorerHandlers;
	#hit: Hit | undefined;
	#hover: number | undefined;

	constructor(store: ViewStore, transport: Transport, handlers: ExplorerHandlers) {
		this.#store = store;
		this.#transport = transport;
		this.#inspector = new InspectorView(element("panel-inspect", HTMLElement), {
			inspect: (hit) => this.inspect(hit),
			forceRung: handlers.forceRung,
			copied: handlers.copied,
		});
		this.#inspector.clear();
		this.#table = new TableView(element("panel-table", HTMLElement), handlers.goTo);
		this.#handlers = handlers;
		this.timeline = new TimelineView(
			{
				ruler: element("ruler", HTMLCanvasElement),
				lanes: element("lanes", HTMLCanvasElement),
				scroll: element("lane-scroll", HTMLElement),
				headers: element("lane-headers", HTMLElement),
				overview: element("overview", HTMLCanvasElement),
			},
			{
				pick: (lane, time, reach) => this.#pick(lane, time, reach),
				range: (range, done, snaps) => this.select(range, done, snaps),
				scrub: (time, phase, snaps) => this.#scrub(time, phase, snaps),
				hover: (time) => {
					this.#hover = time;
					this.tellStatus();
				},
				moved: () => this.moved(),
				solo: (lane) => this.#toggle("solo", lane),
				fold: (group) => this.#toggle("folded", group),
			},
		);
		this.tabs = new Tabs((tab) => this.showTab(tab));
	}

	/** Where the pointer is, else where the playhead is. Trace time. */
	get pointed(): number {
		return this.#hover ?? this.#transport.at.value;
	}

	/** Another trace: what was inspected is gone. */
	reset(): void {
		this.#hit = undefined;
	}

	inspect(hit: Hit): void {
		this.#hit = hit;
		this.tabs.show("inspect");
		const time = hitTime(this.#transport.trace, hit);
		if (time !== undefined) this.timeline.viewport.reveal(time);
		this.timeline.redraw();
	}

	select(range: readonly [number, number] | undefined, done: boolean, snaps: boolean): void {
		const snapped =
			range === undefined || !snaps ? range : ([this.#snap(range[0]), this.#snap(range[1])] as const);
		const selection = snapped !== undefined && snapped[1] > snapped[0] ? snapped : undefined;
		this.#store.patch({ selection });
		if (done && this.tabs.current === "table") this.showTab("table");
		this.#handlers.detach();
		this.tellStatus();
	}

	/** The view was moved by hand or key. */
	moved(): void {
		this.#handlers.detach();
		this.#store.changed();
	}

	/** Shows the selection; if it is shown already, or there is none, everything. */
	fit(): void {
		const { viewport } = this.timeline;
		const { selection } = this.#store.state;
		const { trace } = this.#transport;
		const slack = 1e-3 * (viewport.to - viewport.from);
		const isFitted = selection !== undefined && Math.abs(viewport.from - selection[0]) < slack;
		const [from, to] =
			selection === undefined || isFitted ? [trace.start, Math.max(1, trace.end)] : selection;
		viewport.show(from, to);
		this.moved();
	}

	showLanes(): void {
		const { folded, solo } = this.#store.state;
		this.timeline.show(chosenLanes(this.#store.state), folded, solo);
	}

	showTab(tab: TabName): void {
		this.#store.patch({ tab });
		const { trace } = this.#transport;
		const { selection, options } = this.#store.state;
		if (tab === "inspect" && this.#hit !== undefined)
			this.#inspector.show(trace, this.#hit, options.clauseRungs ?? {});
		if (tab === "table") {
			const { from, to } = this.timeline.viewport;
			const [start, end] = selection ?? [Math.max(0, from), to];
			this.#table.show(trace, start, end, selection !== undefined);
		}
		this.#handlers.tab(tab);
	}

	/** Goes to what a finding is about, in the lane that shows it. */
	goToFinding({ at, until, lane }: Finding): void {
		if (lane !== undefined) this.revealLane(lane);
		if (at === undefined) return;
		const { viewport } = this.timeline;
		const end = until ?? at;
		if (viewport.to - viewport.from > 4 * Math.max(1, end - at)) viewport.show(at - 1, end + 1);
		this.#handlers.goTo(at);
	}

	/** Brings a lane into sight, from a folded group or a search if need be. */
	revealLane(lane: string): void {
		if (!chosenLanes(this.#store.state).some(({ id }) => id === lane)) {
			this.#store.patch({ folded: [], search: "", solo: [] });
			this.showLanes();
		}
		this.timeline.reveal(lane);
	}

	/** Every display frame: what is marked on the lanes, and the clock. `edge` is the present of a live session. */
	mark(findings: readonly Finding[], edge: number | undefined): void {
		const { selection, loop, markers } = this.#store.state;
		this.timeline.marks = {
			playhead: this.#transport.at.value,
			liveEdge: edge,
			hover: this.#hover,
			selection,
			loop,
			markers,
			findings: findings.flatMap(({ at, until, severity }) =>
				at === undefined || severity === "note" ? [] : [{ at, until: until ?? at, severity }],
			),
		};
		const clock = element("clock", HTMLOutputElement);
		const text = clockText(this.#transport.at.value);
		if (clock.textContent !== text) clock.textContent = text;
	}

	/** @param said what has just been done, in a few words */
	tellStatus(said = ""): void {
		const subject = {
			hover: this.#hover,
			playhead: this.#transport.at.value,
			selection: this.#store.state.selection,
		};
		element("status", HTMLElement).textContent = statusText(this.#transport.trace, subject, said);
	}

	#pick(lane: Lane, time: number, reach: number): void {
		const hit = hitAt(this.#transport.trace, lane, time, reach);
		if (hit !== undefined) this.inspect(hit);
		this.#handlers.halt();
		this.#transport.seek(time);
		this.#store.patch({ selection: undefined });
	}

	#scrub(time: number, phase: "start" | "move" | "end", snaps: boolean): void {
		this.#handlers.halt();
		const at = snaps ? this.#snap(time) : time;
		if (phase === "end") this.#transport.seek(at);
		else this.#transport.scrub(at);
		this.#store.changed();
	}

	#snap(time: number): number {
		return snap(this.#transport.trace, time, SNAP / this.timeline.viewport.scale);
	}

	#toggle(list: "solo" | "folded", item: string): void {
		const items = this.#store.state[list];
		const next = items.includes(item) ? items.filter((other) => other !== item) : [...items, item];
		this.#store.patch({ [list]: next });
		this.showLanes();
	}
}
