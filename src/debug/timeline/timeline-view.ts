import { GROUPS, type Lane } from "../model/lanes.ts";
import type { Trace } from "../model/trace.ts";
import { Viewport } from "../model/viewport.ts";
import { GROUP_HEIGHT, LaneCanvas, type Marks, type Row } from "./lane-canvas.ts";
import { LaneHeaders } from "./lane-headers.ts";
import { OverviewStrip } from "./overview-strip.ts";
import type { Paint } from "./paint.ts";
import { readPalette } from "./palette.ts";
import { handlePointer } from "./timeline-pointer.ts";

/** The parts of the page that the timeline lives in. */
export interface TimelineElements {
	readonly ruler: HTMLCanvasElement;
	readonly lanes: HTMLCanvasElement;
	readonly scroll: HTMLElement;
	readonly headers: HTMLElement;
	readonly overview: HTMLCanvasElement;
}

export interface TimelineHandlers {
	/** A lane was clicked at a time; `reach` is how far, in seconds, a click may miss. */
	pick(lane: Lane, time: number, reach: number): void;
	range(range: readonly [number, number] | undefined, done: boolean, snaps: boolean): void;
	scrub(time: number, phase: "start" | "move" | "end", snaps: boolean): void;
	hover(time: number | undefined, lane: Lane | undefined): void;
	/** The view was moved by hand: a live view lets go of its edge. */
	moved(): void;
	solo(lane: string): void;
	fold(group: string): void;
}

/** Pictures of what grows are made anew at most so often: nobody sees the difference, and a flood costs no more. Milliseconds. */
const INVALIDATE_MS = 120;

/** How far a click may miss. CSS pixels. */
const REACH = 7;

/** Ruler, lanes, their headings and the overview, and what a pointer does on them. Main thread. */
export class TimelineView {
	readonly viewport = new Viewport();
	readonly canvas: LaneCanvas;
	marks: Marks = {
		playhead: 0,
		liveEdge: undefined,
		hover: undefined,
		selection: undefined,
		loop: undefined,
		markers: [],
		findings: [],
	};
	/** Called before each frame is drawn. */
	onFrame: () => void = () => {};
	/** How long frames took to draw, milliseconds; the last 240. For measurements. */
	readonly costs: number[] = [];
	readonly elements: TimelineElements;
	readonly #headers: LaneHeaders;
	readonly #overview: OverviewStrip;
	#dirty = Number.POSITIVE_INFINITY;
	#invalidatedMs = 0;
	#scheduled = false;
	#continuous = false;

	constructor(elements: TimelineElements, handlers: TimelineHandlers) {
		this.elements = elements;
		const palette = readPalette(document.documentElement);
		this.canvas = new LaneCanvas(elements.ruler, elements.lanes, this.viewport, palette);
		this.#headers = new LaneHeaders(elements.headers, handlers);
		this.#overview = new OverviewStrip(elements.overview, this.viewport, () => {
			handlers.moved();
			this.redraw();
		});
		new ResizeObserver(() => this.#resize()).observe(elements.scroll);
		elements.scroll.addEventListener("scroll", () => this.redraw(), { passive: true });
		const on = (drags: "range" | "scrub") => ({
			hover: (time: number | undefined, y: number) => {
				this.marks = { ...this.marks, hover: time };
				handlers.hover(time, drags === "range" ? this.#laneAt(y) : undefined);
				this.redraw();
			},
			click: (time: number, y: number) => {
				const lane = this.#laneAt(y);
				if (lane !== undefined) handlers.pick(lane, time, REACH / this.viewport.scale);
			},
			range: (from: number, to: number, done: boolean, event: PointerEvent) =>
				handlers.range([Math.min(from, to), Math.max(from, to)], done, !event.altKey),
			scrub: (time: number, phase: "start" | "move" | "end", event: PointerEvent) =>
				handlers.scrub(time, phase, !event.altKey),
			moved: () => {
				handlers.moved();
				this.redraw();
			},
		});
		handlePointer(elements.ruler, this.viewport, "scrub", on("scrub"));
		handlePointer(elements.lanes, this.viewport, "range", on("range"));
		this.#resize();
	}

	/** The session to show. */
	set trace(trace: Trace) {
		this.canvas.trace = trace;
		this.canvas.tiles.clear();
		this.redraw();
	}

	/** Draws every display frame, for what moves by itself. */
	set continuous(continuous: boolean) {
		this.#continuous = continuous;
		if (continuous) this.redraw();
	}

	set overlays(overlays: Paint["overlays"]) {
		this.canvas.overlays = overlays;
		this.canvas.tiles.clear();
		this.redraw();
	}

	set lags(lags: Paint["lags"]) {
		this.canvas.lags = lags;
		this.canvas.tiles.invalidate(0);
		this.redraw();
	}

	/** A run whose curves are drawn over those of the one that is shown. */
	set reference(reference: Trace | undefined) {
		if (reference === this.canvas.reference) return;
		this.canvas.reference = reference;
		this.canvas.tiles.clear();
		this.redraw();
	}

	/** Weight at the top of each curve's lane. */
	set tops(tops: Paint["tops"]) {
		if (tops.join() === this.canvas.tops.join()) return;
		this.canvas.tops = tops;
		this.#headers.tops = tops;
		this.canvas.tiles.clear();
		this.redraw();
	}

	/** Shows these lanes, under the headings of their groups. Flags are words beside a lane's name, by its id. */
	show(lanes: readonly Lane[], folded: readonly string[], solo: readonly string[]): void {
		const rows: Row[] = [];
		let top = 0;
		const push = (lane: Lane | undefined, height: number) => {
			rows.push({ lane, top, height });
			top += height;
		};
		const headings: { readonly group: string; readonly top: number }[] = [];
		for (const { id } of GROUPS) {
			const members = lanes.filter(({ group }) => group === id);
			headings.push({ group: id, top });
			push(undefined, GROUP_HEIGHT);
			for (const lane of members) push(lane, lane.height);
		}
		this.canvas.rows = rows;
		this.#headers.show(rows, headings, folded, solo, top);
		this.redraw();
	}

	set flags(flags: ReadonlyMap<string, string>) {
		this.#headers.flags = flags;
	}

	/** The theme has changed. */
	repaint(): void {
		this.canvas.palette = readPalette(document.documentElement);
		this.canvas.tiles.clear();
		this.redraw();
	}

	/** Scrolls a lane into sight and marks it for a moment. */
	reveal(lane: string): void {
		const row = this.canvas.rows.find((candidate) => candidate.lane?.id === lane);
		if (row === undefined) return;
		const { scroll } = this.elements;
		const isVisible =
			row.top >= scroll.scrollTop && row.top + row.height <= scroll.scrollTop + scroll.clientHeight;
		if (!isVisible) scroll.scrollTop = Math.max(0, row.top - scroll.clientHeight / 3);
		this.#headers.flash(lane);
	}

	/** Asks for a frame; many asks are one. */
	redraw(): void {
		if (this.#scheduled) return;
		this.#scheduled = true;
		requestAnimationFrame(this.#frame);
	}

	readonly #frame = (): void => {
		this.#scheduled = false;
		const startMs = performance.now();
		this.onFrame();
		const dirty = this.canvas.trace.takeDirty();
		this.#dirty = Math.min(this.#dirty, dirty);
		if (startMs - this.#invalidatedMs > INVALIDATE_MS && this.#dirty < Number.POSITIVE_INFINITY) {
			this.canvas.tiles.invalidate(this.#dirty);
			this.#dirty = Number.POSITIVE_INFINITY;
			this.#invalidatedMs = startMs;
		}
		const isIncomplete = this.canvas.draw(this.elements.scroll.scrollTop, this.marks);
		this.#overview.draw(this.canvas.trace, this.canvas.palette, this.marks.playhead);
		this.costs.push(performance.now() - startMs);
		if (this.costs.length > 240) this.costs.shift();
		if (isIncomplete || this.#continuous || this.#dirty < Number.POSITIVE_INFINITY) this.redraw();
	};

	#laneAt(y: number): Lane | undefined {
		const at = y + this.elements.scroll.scrollTop;
		return this.canvas.rows.find(({ top, height }) => at >= top && at < top + height)?.lane;
	}

	#resize(): void {
		const { scroll, headers } = this.elements;
		const width = Math.max(50, scroll.clientWidth - headers.offsetWidth);
		const { from, to } = this.viewport;
		const isFirst = this.viewport.width <= 1;
		this.canvas.resize(width, Math.max(50, scroll.clientHeight), devicePixelRatio);
		this.#overview.resize(devicePixelRatio);
		// A wider window shows the same stretch, larger.
		if (!isFirst) this.viewport.show(from, to);
		this.redraw();
	}
}
