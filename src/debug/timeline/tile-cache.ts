import type { Lane } from "../model/lanes.ts";
import type { Viewport } from "../model/viewport.ts";

/** Painted in a frame however late it is: on a slow machine the picture must get done, too. */
const LEAST_PAINTED = 2;

/** CSS pixels. */
const TILE_WIDTH = 512;

/** Tiles held: a large screen with every lane open, at this scale and the one before. */
const MOST_TILES = 700;

interface Tile {
	readonly key: string;
	readonly canvas: OffscreenCanvas;
	readonly from: number;
	readonly scale: number;
	/** What lies from here on is not as the trace has it. */
	staleFrom: number;
	used: number;
}

/** Paints a lane from `from` to `to` into `context`, whose origin is at the lane's top and `from`. */
export type PaintStretch = (
	context: OffscreenCanvasRenderingContext2D,
	lane: Lane,
	from: number,
	to: number,
	scale: number,
) => void;

/**
 * Pictures of stretches of lanes, so that panning and following only copy. What is not there yet is painted as long as
 * the frame has time, and stands in for by an older picture, stretched, until then. Main thread.
 */
export class TileCache {
	readonly #paint: PaintStretch;
	readonly #tiles = new Map<string, Tile>();
	/** Per lane the tiles of the scale that was complete last: they stand in while another is painted. */
	#lastScale = 0;
	#tick = 0;
	#paintedNow = 0;
	#ratio = 1;
	/** Something was stood in for, or is stale: another frame is wanted. */
	incomplete = false;
	/** Tiles painted since the cache was made; for measurements. */
	painted = 0;

	constructor(paint: PaintStretch) {
		this.#paint = paint;
	}

	/** Device pixels per CSS pixel. */
	set ratio(ratio: number) {
		if (ratio === this.#ratio) return;
		this.#ratio = ratio;
		this.clear();
	}

	clear(): void {
		this.#tiles.clear();
	}

	/** The trace changed from `time` on. */
	invalidate(time: number): void {
		for (const tile of this.#tiles.values()) {
			const end = tile.from + TILE_WIDTH / tile.scale;
			if (end > time) tile.staleFrom = Math.min(tile.staleFrom, Math.max(time, tile.from));
		}
	}

	begin(): void {
		this.#tick++;
		this.#paintedNow = 0;
		this.incomplete = false;
	}

	/** All that was wanted in this frame is there: this scale stands in for the next. */
	end(scale: number): void {
		if (!this.incomplete) this.#lastScale = scale;
		if (this.#tiles.size <= MOST_TILES) return;
		const old = [...this.#tiles.values()]
			.sort((a, b) => a.used - b.used)
			.slice(0, this.#tiles.size - MOST_TILES);
		for (const { key } of old) this.#tiles.delete(key);
	}

	/** Draws a lane at height `y`; paints what is missing until `deadline` (milliseconds of `performance.now()`). */
	draw(context: CanvasRenderingContext2D, lane: Lane, viewport: Viewport, y: number, deadline: number): void {
		const { scale, from, to } = viewport;
		const span = TILE_WIDTH / scale;
		for (let index = Math.floor(from / span); index * span < to; index++) {
			const tile = this.#tile(lane, scale, index, deadline);
			const x = (index * span - from) * scale;
			if (tile !== undefined)
				context.drawImage(tile.canvas, snapped(x, this.#ratio), y, TILE_WIDTH, lane.height);
			else this.#standIn(context, lane, viewport, index * span, x, y);
		}
	}

	#tile(lane: Lane, scale: number, index: number, deadline: number): Tile | undefined {
		const key = `${lane.id}|${scale}|${index}`;
		const known = this.#tiles.get(key);
		if (known !== undefined) {
			known.used = this.#tick;
			if (known.staleFrom === Number.POSITIVE_INFINITY) return known;
			if (this.#isLate(deadline)) this.incomplete = true;
			else this.#repaint(known, lane);
			return known;
		}
		if (this.#isLate(deadline)) {
			this.incomplete = true;
			return undefined;
		}
		const canvas = new OffscreenCanvas(TILE_WIDTH * this.#ratio, Math.ceil(lane.height * this.#ratio));
		const from = (index * TILE_WIDTH) / scale;
		const tile = { key, canvas, from, scale, staleFrom: from, used: this.#tick };
		this.#tiles.set(key, tile);
		this.#repaint(tile, lane);
		return tile;
	}

	#isLate(deadline: number): boolean {
		return this.#paintedNow >= LEAST_PAINTED && performance.now() > deadline;
	}

	#repaint(tile: Tile, lane: Lane): void {
		this.painted++;
		this.#paintedNow++;
		const context = tile.canvas.getContext("2d");
		if (context === null) return;
		// A little before, for lines that cross the border.
		const x = Math.max(0, Math.floor((tile.staleFrom - tile.from) * tile.scale) - 2);
		tile.staleFrom = Number.POSITIVE_INFINITY;
		context.setTransform(this.#ratio, 0, 0, this.#ratio, 0, 0);
		context.clearRect(x, 0, TILE_WIDTH - x, lane.height);
		context.save();
		context.beginPath();
		context.rect(x, 0, TILE_WIDTH - x, lane.height);
		context.clip();
		context.translate(x, 0);
		this.#paint(context, lane, tile.from + x / tile.scale, tile.from + TILE_WIDTH / tile.scale, tile.scale);
		context.restore();
	}

	/** Older tiles of the lane, stretched over the place of a missing one. */
	#standIn(
		context: CanvasRenderingContext2D,
		lane: Lane,
		viewport: Viewport,
		start: number,
		x: number,
		y: number,
	): void {
		const scale = this.#lastScale;
		if (scale === 0 || scale === viewport.scale) return;
		const span = TILE_WIDTH / scale;
		const end = start + TILE_WIDTH / viewport.scale;
		context.save();
		context.beginPath();
		context.rect(x, y, TILE_WIDTH, lane.height);
		context.clip();
		for (let index = Math.floor(start / span); index * span < end; index++) {
			const tile = this.#tiles.get(`${lane.id}|${scale}|${index}`);
			if (tile === undefined) continue;
			tile.used = this.#tick;
			context.drawImage(tile.canvas, viewport.x(tile.from), y, span * viewport.scale, lane.height);
		}
		context.restore();
	}
}

const snapped = (x: number, ratio: number): number => Math.round(x * ratio) / ratio;
