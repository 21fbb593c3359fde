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
		const picture = this.#picture();
		style.left = `${100 * (picture.x + x * picture.width)}%`;
		style.top = `${100 * (picture.y + y * picture.height)}%`;
		style.width = `${100 * width * picture.width}%`;
		style.height = `${100 * height * picture.height}%`;
	}

	/** Where the picture is in the box, in shares of it: a video is shown whole, with bars beside it. */
	#picture(): Region {
		const { width, height } = this.#box.getBoundingClientRect();
		const { videoWidth = 0, videoHeight = 0 } = this.#box.querySelector("video") ?? {};
		if (videoWidth === 0 || videoHeight === 0) return { x: 0, y: 0, width: 1, height: 1 };
		const scale = Math.min(width / videoWidth, height / videoHeight);
		const [wide, high] = [(videoWidth * scale) / width, (videoHeight * scale) / height];
		return { x: (1 - wide) / 2, y: (1 - high) / 2, width: wide, height: high };
	}

	#at(event: PointerEvent) {
		const { left, top, width, height } = this.#box.getBoundingClientRect();
		const picture = this.#picture();
		const share = (value: number) => Math.min(1, Math.max(0, value));
		return {
			x: share(((event.clientX - left) / width - picture.x) / picture.width),
			y: share(((event.clientY - top) / height - picture.y) / picture.height),
		};
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
