import type { Caption } from "../../runtime/player-events.ts";
import { isEcho } from "./is-echo.ts";

/** A recogniser tells what it heard so much later, at most. Milliseconds. */
const TAIL_MS = 700;

/** Remembers what the avatar is saying, to know it again when the microphone hears it. */
export class OwnVoice {
	#saying = "";
	#before = "";
	#endedAt = Number.NEGATIVE_INFINITY;
	#isSpeaking = false;
	readonly #now: () => number;

	/** @param now a clock in milliseconds */
	constructor(now: () => number) {
		this.#now = now;
	}

	/** What is heard of the avatar at this moment. */
	follow(caption: Caption | undefined): void {
		if (caption === undefined) {
			if (this.#isSpeaking) this.#endedAt = this.#now();
			this.#isSpeaking = false;
			return;
		}
		if (!this.#isSpeaking) this.#saying = "";
		this.#isSpeaking = true;
		if (caption.text === this.#saying) return;
		this.#before = this.#saying;
		this.#saying = caption.text;
	}

	/** Whether what was heard is the avatar itself: only while it speaks, and a moment longer. */
	isHeardIn(text: string): boolean {
		const isNear = this.#isSpeaking || this.#now() - this.#endedAt < TAIL_MS;
		return isNear && isEcho(text, `${this.#before} ${this.#saying}`);
	}
}
