import type { Trace } from "../model/trace.ts";
import type { Viewport } from "../model/viewport.ts";
import type { WaveExtent } from "../model/wave-column.ts";
import type { Palette } from "./palette.ts";

const extent: WaveExtent = { low: 0, high: 0, power: 0 };

/** The whole session in a strip, with a window on what is seen; a click or drag moves the window. Main thread. */
export class OverviewStrip {
	readonly #canvas: HTMLCanvasElement;
	readonly #viewport: Viewport;
	#ratio = 1;
	#end = 1;
	#version = -1;
	#picture: OffscreenCanvas | undefined;

	constructor(canvas: HTMLCanvasElement, viewport: Viewport, moved: () => void) {
		this.#canvas = canvas;
		this.#viewport = viewport;
		const go = (event: PointerEvent) => {
			if (event.buttons === 0) return;
			const { left, width } = canvas.getBoundingClientRect();
			viewport.place(((event.clientX - left) / width) * this.#end, 0.5);
			moved();
		};
		canvas.addEventListener("pointerdown", (event) => {
			canvas.setPointerCapture(event.pointerId);
			go(event);
		});
		canvas.addEventListener("pointermove", go);
	}

	resize(ratio: number): void {
		this.#ratio = ratio;
		this.#canvas.width = Math.max(1, Math.round(this.#canvas.clientWidth * ratio));
		this.#canvas.height = Math.max(1, Math.round(this.#canvas.clientHeight * ratio));
		this.#version = -1;
	}

	draw(trace: Trace, palette: Palette, playhead: number): void {
		const context = this.#canvas.getContext("2d");
		if (context === null) return;
		const { width, height } = this.#canvas;
		const end = Math.max(1, trace.end);
		// The sound is summed up anew only when it has grown by a visible bit.
		const grown = (end - this.#end) / this.#end > 1 / width || this.#version < 0;
		if (this.#picture === undefined || grown || (trace.version !== this.#version && end < 60)) {
			this.#end = end;
			this.#version = trace.version;
			this.#picture = this.#paint(trace, palette, width, height);
		}
		context.fillStyle = palette.lane;
		context.fillRect(0, 0, width, height);
		context.drawImage(this.#picture, 0, 0);
		const x = (time: number) => (time / this.#end) * width;
		const from = x(this.#viewport.from);
		const to = Math.max(from + 3, x(this.#viewport.to));
		context.fillStyle = palette.selection;
		context.fillRect(from, 0, to - from, height);
		context.fillStyle = palette.accent;
		for (const edge of [from, to - 2]) context.fillRect(edge, 0, 2 * this.#ratio, height);
		context.fillStyle = palette.bad;
		context.fillRect(x(playhead), 0, 1.5 * this.#ratio, height);
	}

	#paint(trace: Trace, palette: Palette, width: number, height: number): OffscreenCanvas {
		const picture = new OffscreenCanvas(width, height);
		const context = picture.getContext("2d");
		if (context === null) return picture;
		context.fillStyle = palette.wave;
		for (const { wave, heard, duration } of trace.utterances) {
			if (wave === undefined) continue;
			for (const { wall, wallEnd, media, rate } of heard.pieces(duration)) {
				const first = Math.floor((wall / this.#end) * width);
				const last = Math.ceil((Math.min(wallEnd, this.#end) / this.#end) * width);
				const sampleAt = (x: number) => (media + ((x / width) * this.#end - wall) * rate) * wave.sampleRate;
				for (let x = first; x < last; x++) {
					if (!wave.extent(sampleAt(x), sampleAt(x + 1), extent)) continue;
					const half = Math.max(0.5, ((extent.high - extent.low) / 2) * (height / 2));
					context.fillRect(x, height / 2 - half, 1, 2 * half);
				}
			}
		}
		return picture;
	}
}
