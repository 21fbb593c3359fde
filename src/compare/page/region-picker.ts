import type { Region } from "../ruler/mouth-search.ts";
import { h } from "./dom.ts";

/** Shows where the ruler looks, and lets a person draw it: a rectangle over the picture. */
export class RegionPicker {
	readonly #box: HTMLElement;
	readonly #frame = h("div", { class: "mouth", hidden: true });
	readonly #chosen: (region: Region | undefined) => void;
	#isDrawing = false;
	#from: { readonly x: number; readonly y: number } | undefined;

	/** `chosen` gets what was drawn; nothing if a click without a drag gives the search back. */
	constructor(box: HTMLElement, chosen: (region: Region | undefined) => void) {
		this.#box = box;
		this.#chosen = chosen;
		box.append(this.#frame);
		box.addEventListener("pointerdown", (event) => this.#down(event));
		box.addEventListener("pointermove", (event) => this.#move(event));
		box.addEventListener("pointerup", (event) => this.#up(event));
	}

	/** The next drag over the picture draws the region. */
	start(): void {
		this.#isDrawing = true;
		this.#box.classList.add("drawing");
	}

	show({ x, y, width, height }: Region): void {
		this.#frame.hidden = false;
		const { style } = this.#frame;
		style.left = `${100 * x}%`;
		style.top = `${100 * y}%`;
		style.width = `${100 * width}%`;
		style.height = `${100 * height}%`;
	}

	#at(event: PointerEvent) {
		const { left, top, width, height } = this.#box.getBoundingClientRect();
		const share = (value: number) => Math.min(1, Math.max(0, value));
		return { x: share((event.clientX - left) / width), y: share((event.clientY - top) / height) };
	}

	#down(event: PointerEvent): void {
		if (!this.#isDrawing) return;
		this.#box.setPointerCapture(event.pointerId);
		this.#from = this.#at(event);
	}

	#move(event: PointerEvent): void {
		const region = this.#drawn(event);
		if (region) this.show(region);
	}

	#up(event: PointerEvent): void {
		const region = this.#drawn(event);
		if (region === undefined) return;
		this.#from = undefined;
		this.#isDrawing = false;
		this.#box.classList.remove("drawing");
		const isClick = region.width < 0.02 || region.height < 0.02;
		this.#frame.hidden = isClick;
		this.#chosen(isClick ? undefined : region);
	}

	#drawn(event: PointerEvent): Region | undefined {
		if (this.#from === undefined) return undefined;
		const [a, b] = [this.#from, this.#at(event)];
		return {
			x: Math.min(a.x, b.x),
			y: Math.min(a.y, b.y),
			width: Math.abs(a.x - b.x),
			height: Math.abs(a.y - b.y),
		};
	}
}
