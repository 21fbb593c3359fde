import { Signal } from "../../util/signal.ts";

/** Caption sizes, times the page's own. */
const SIZES: readonly number[] = [0.75, 1, 1.25, 1.5, 2, 2.5];
const KEY = "facewire.caption-size";

/** What is kept between visits; a browser may refuse to keep anything. */
export type Keep = Pick<Storage, "getItem" | "setItem">;

/** How large the viewer wants captions, kept between visits where the browser lets it. */
export class CaptionSize {
	readonly value: Signal<number>;
	readonly #keep: Keep | undefined;

	constructor(keep: Keep | undefined) {
		this.#keep = keep;
		const kept = Number(keep?.getItem(KEY));
		this.value = new Signal(SIZES.includes(kept) ? kept : 1);
	}

	get isLargest(): boolean {
		return this.value.value === SIZES.at(-1);
	}

	get isSmallest(): boolean {
		return this.value.value === SIZES[0];
	}

	/** @param steps 1: larger, −1: smaller; stays within the sizes that there are */
	step(steps: number): void {
		const at = SIZES.indexOf(this.value.value);
		const next = SIZES[Math.min(SIZES.length - 1, Math.max(0, at + steps))] ?? 1;
		this.value.value = next;
		this.#keep?.setItem(KEY, String(next));
	}
}

/** The browser's storage for this page; `undefined` where it is refused. */
export function browserKeep(): Keep | undefined {
	try {
		const storage = localStorage;
		storage.setItem(KEY, storage.getItem(KEY) ?? "1");
		return storage;
	} catch {
		return undefined;
	}
}
