/** Closest and farthest look, CSS pixels per second: a sample is a pixel wide; an hour is a screen. */
const CLOSEST = 24_000;
const FARTHEST = 0.25;

/** Which stretch of time is seen, and where on the screen. Times in seconds, lengths in CSS pixels. */
export class Viewport {
	#from = 0;
	#scale = 100;
	#width = 1;
	/** Incremented with every change. */
	version = 0;

	/** Time at the left edge. */
	get from(): number {
		return this.#from;
	}

	get to(): number {
		return this.#from + this.#width / this.#scale;
	}

	/** Pixels per second. */
	get scale(): number {
		return this.#scale;
	}

	get width(): number {
		return this.#width;
	}

	set width(width: number) {
		this.#set(this.#from, this.#scale, Math.max(1, width));
	}

	x(time: number): number {
		return (time - this.#from) * this.#scale;
	}

	time(x: number): number {
		return this.#from + x / this.#scale;
	}

	/** Shows `from … to` in the whole width. */
	show(from: number, to: number): void {
		const scale = clampScale(this.#width / Math.max(1e-4, to - from));
		// A stretch that cannot be shown so large stands in the middle.
		const spare = this.#width / scale - (to - from);
		this.#set(from - spare / 2, scale, this.#width);
	}

	/** Zooms by `factor` (above 1 nearer) with the time under `x` held. */
	zoom(factor: number, x: number): void {
		const held = this.time(x);
		const scale = clampScale(this.#scale * factor);
		this.#set(held - x / scale, scale, this.#width);
	}

	pan(pixels: number): void {
		this.#set(this.#from + pixels / this.#scale, this.#scale, this.#width);
	}

	/** Moves so that `time` is at the share `where` (0 … 1) of the width. */
	place(time: number, where: number): void {
		this.#set(time - (where * this.#width) / this.#scale, this.#scale, this.#width);
	}

	/** Brings `time` into sight with a margin, if it is not. */
	reveal(time: number): void {
		const x = this.x(time);
		if (x < 0 || x > this.#width) this.place(time, 0.3);
	}

	#set(from: number, scale: number, width: number): void {
		if (from === this.#from && scale === this.#scale && width === this.#width) return;
		[this.#from, this.#scale, this.#width] = [from, scale, width];
		this.version++;
	}
}

const clampScale = (scale: number): number => Math.min(CLOSEST, Math.max(FARTHEST, scale));
