import type { Lane } from "../model/lanes.ts";
import { tickStep } from "../model/tick-spacing.ts";
import { Trace } from "../model/trace.ts";
import type { Marker } from "../model/view-state.ts";
import type { Viewport } from "../model/viewport.ts";
import { PAINTERS } from "./lane-painters.ts";
import { FONT, type Paint } from "./paint.ts";
import { paintRuler, RULER_HEIGHT } from "./paint-ruler.ts";
import type { Palette } from "./palette.ts";
import { TileCache } from "./tile-cache.ts";

/** Of a frame's 16 ms so many may go into painting tiles; copying and the page need the rest. */
const PAINT_BUDGET_MS = 6;

/** Height of a group's heading among the lanes. CSS pixels. */
export const GROUP_HEIGHT = 20;

/** A lane, or a group's heading, and where it stands. */
export interface Row {
	readonly lane: Lane | undefined;
	readonly top: number;
	readonly height: number;
}

/** What is drawn over the lanes. Trace time. */
export interface Marks {
	readonly playhead: number;
	/** The newest moment of a live session. */
	readonly liveEdge: number | undefined;
	readonly hover: number | undefined;
	readonly selection: readonly [number, number] | undefined;
	readonly loop: readonly [number, number] | undefined;
	readonly markers: readonly Marker[];
	readonly findings: readonly { readonly at: number; readonly until: number; readonly severity: string }[];
}

/** Draws ruler and lanes on two canvases: what is visible, in tiles, within a budget of time. Main thread. */
export class LaneCanvas {
	trace = new Trace();
	rows: readonly Row[] = [];
	palette: Palette;
	overlays: Paint["overlays"] = { wire: true, mixed: true, applied: true };
	lags: Paint["lags"] = [];
	tops: Paint["tops"] = [];
	reference: Paint["reference"];
	readonly tiles: TileCache;
	readonly #ruler: HTMLCanvasElement;
	readonly #canvas: HTMLCanvasElement;
	readonly #viewport: Viewport;
	#frames = 0;
	#ratio = 1;
	#height = 1;

	constructor(ruler: HTMLCanvasElement, canvas: HTMLCanvasElement, viewport: Viewport, palette: Palette) {
		this.#ruler = ruler;
		this.#canvas = canvas;
		this.#viewport = viewport;
		this.palette = palette;
		this.tiles = new TileCache((context, lane, from, to, scale) =>
			PAINTERS[lane.kind].paint(this.#paint(context, lane, from, to, scale)),
		);
	}

	/** Sizes of the visible part in CSS pixels. */
	resize(width: number, height: number, ratio: number): void {
		this.#ratio = ratio;
		this.#height = height;
		this.#viewport.width = width;
		this.tiles.ratio = ratio;
		for (const [canvas, tall] of [
			[this.#ruler, RULER_HEIGHT],
			[this.#canvas, height],
		] as const) {
			canvas.width = Math.round(width * ratio);
			canvas.height = Math.round(tall * ratio);
			canvas.style.width = `${width}px`;
			canvas.style.height = `${tall}px`;
		}
	}

	/** Draws a frame with the lanes scrolled by `scroll`. True if another frame is wanted to complete it. */
	draw(scroll: number, marks: Marks): boolean {
		const deadline = performance.now() + PAINT_BUDGET_MS;
		this.#drawRuler(marks);
		const context = this.#canvas.getContext("2d");
		if (context === null) return false;
		context.setTransform(this.#ratio, 0, 0, this.#ratio, 0, 0);
		context.fillStyle = this.palette.ground;
		context.fillRect(0, 0, this.#viewport.width, this.#height);
		this.#grid(context);
		this.tiles.begin();
		// Another row is first in every frame, so that none waits for ever for its share of the time.
		const first = this.#frames++ % Math.max(1, this.rows.length);
		for (let index = 0; index < this.rows.length; index++) {
			const row = this.rows[(first + index) % this.rows.length];
			const y = (row?.top ?? 0) - scroll;
			if (row === undefined || y + row.height < 0 || y > this.#height) continue;
			this.#drawRow(context, row, y, deadline);
		}
		this.tiles.end(this.#viewport.scale);
		this.#overlay(context, marks, this.#height);
		return this.tiles.incomplete;
	}

	#drawRow(context: CanvasRenderingContext2D, { lane, height }: Row, y: number, deadline: number): void {
		const { width } = this.#viewport;
		if (lane === undefined) {
			context.fillStyle = this.palette.lane;
			context.fillRect(0, y, width, height);
			return;
		}
		if (PAINTERS[lane.kind].tiled) this.tiles.draw(context, lane, this.#viewport, y, deadline);
		else {
			const { from, to, scale } = this.#viewport;
			context.save();
			context.beginPath();
			context.rect(0, y, width, height);
			context.clip();
			context.translate(0, y);
			PAINTERS[lane.kind].paint(this.#paint(context, lane, from, to, scale));
			context.restore();
		}
		context.fillStyle = this.palette.line;
		context.fillRect(0, y + height - 1, width, 1);
	}

	#drawRuler(marks: Marks): void {
		const context = this.#ruler.getContext("2d");
		if (context === null) return;
		context.setTransform(this.#ratio, 0, 0, this.#ratio, 0, 0);
		paintRuler(context, this.trace, this.#viewport, this.palette);
		this.#flags(context, marks);
		this.#overlay(context, { ...marks, hover: undefined }, RULER_HEIGHT);
	}

	#grid(context: CanvasRenderingContext2D): void {
		const { from, to, scale } = this.#viewport;
		const step = tickStep(scale, 84);
		context.fillStyle = this.palette.grid;
		for (let tick = Math.max(0, Math.ceil(from / step)); tick * step <= to; tick++)
			context.fillRect(Math.round(this.#viewport.x(tick * step)), 0, 1, this.#height);
	}

	#overlay(context: CanvasRenderingContext2D, marks: Marks, height: number): void {
		const { palette } = this;
		const viewport = this.#viewport;
		const shade = (range: readonly [number, number], fill: string) => {
			context.fillStyle = fill;
			context.fillRect(viewport.x(range[0]), 0, (range[1] - range[0]) * viewport.scale, height);
		};
		const line = (time: number, colour: string, width = 1) => {
			context.fillStyle = colour;
			context.fillRect(Math.round(viewport.x(time)) - (width - 1) / 2, 0, width, height);
		};
		if (viewport.from < 0) {
			context.fillStyle = palette.lane;
			context.fillRect(0, 0, viewport.x(0), height);
		}
		if (marks.selection !== undefined) {
			shade(marks.selection, palette.selection);
			for (const edge of marks.selection) line(edge, palette.accent);
		}
		if (marks.loop !== undefined) for (const edge of marks.loop) line(edge, palette.applied, 2);
		for (const { at } of marks.markers) line(at, palette.cue);
		if (marks.liveEdge !== undefined) line(marks.liveEdge, palette.good);
		if (marks.hover !== undefined) line(marks.hover, palette.quiet);
		line(marks.playhead, palette.bad, 2);
	}

	/** Markers, the loop's ends and findings stand on the ruler with a flag each. */
	#flags(context: CanvasRenderingContext2D, { markers, loop, findings }: Marks): void {
		const viewport = this.#viewport;
		for (const { at, until, severity } of findings) {
			context.fillStyle = severity === "fault" ? this.palette.bad : this.palette.late;
			context.fillRect(viewport.x(at), RULER_HEIGHT - 4, Math.max(4, (until - at) * viewport.scale), 3);
		}
		context.font = FONT;
		context.textBaseline = "middle";
		const flag = (time: number, text: string, fill: string) => {
			const x = viewport.x(time);
			const width = context.measureText(text).width + 8;
			context.fillStyle = fill;
			context.fillRect(x, 0, width, 13);
			context.fillStyle = this.palette.onColour;
			context.fillText(text, x + 4, 7);
		};
		for (const [index, { at, note }] of markers.entries())
			flag(at, note || String(index + 1), this.palette.accent);
		if (loop !== undefined)
			for (const [index, edge] of loop.entries()) flag(edge, "AB"[index] ?? "", this.palette.applied);
	}

	#paint(context: Paint["context"], lane: Lane, from: number, to: number, scale: number): Paint {
		const { trace, palette, overlays, lags, tops, reference } = this;
		return { context, trace, lane, palette, from, to, scale, overlays, lags, tops, reference };
	}
}
