import type { Seconds } from "../../util/time.ts";

/** Mean change of a pixel, of 255, from which on something moves; below it is the camera's own noise. */
const MOVES = 6;
/** Seconds without movement after which nobody is there any more: people who read stand still. */
const GONE_AFTER = 8;
/** Looks in a row that have to see movement: a lamp that is switched is no visitor. */
const LOOKS = 3;

/** Whether somebody is before the camera, from how its tiny pictures change. Keeps one picture, of a few hundred pixels. */
export class MotionPresence {
	#before: Uint8Array | undefined;
	#moving = 0;
	#movedAt: number | undefined;

	/** @param brightness of each pixel, 0 … 255. @param now of a monotonic clock */
	look(brightness: Uint8Array, now: Seconds): boolean {
		const before = this.#before;
		if (before?.length !== brightness.length) {
			this.#before = brightness.slice();
			return false;
		}
		let sum = 0;
		for (let i = 0; i < brightness.length; i++) sum += Math.abs((brightness[i] ?? 0) - (before[i] ?? 0));
		before.set(brightness);
		this.#moving = sum / brightness.length >= MOVES ? this.#moving + 1 : 0;
		if (this.#moving >= LOOKS) this.#movedAt = now;
		return this.#movedAt !== undefined && now - this.#movedAt < GONE_AFTER;
	}

	/** Forgets the picture. */
	clear(): void {
		this.#before = undefined;
		this.#movedAt = undefined;
		this.#moving = 0;
	}
}
