import type { ContextLike } from "./audio-backend.ts";
import { declarePlayback } from "./audio-session.ts";

/** Gestures that let a browser start sound. */
const GESTURES = ["pointerup", "touchend", "keydown"] as const;

/** Milliseconds for which a context that says that it runs may stand still. */
const FROZEN_MS = 2000;

type UnlockContext = Pick<ContextLike, "state" | "currentTime" | "resume" | "suspend" | "addEventListener">;

/**
 * Gets the sound going, and going again: at the viewer's first gesture, after a call or a sleep, and where the system has
 * given the context back without its clock. Main thread.
 */
export class AudioUnlock {
	readonly #context: UnlockContext;
	#wasInterrupted = false;
	#time = -1;
	#movedAt = 0;

	constructor(context: UnlockContext, signal: AbortSignal) {
		this.#context = context;
		for (const gesture of GESTURES)
			addEventListener(gesture, () => void this.#try(), { signal, capture: true, passive: true });
		document.addEventListener("visibilitychange", () => void this.#whenSuspended(), { signal });
		context.addEventListener("statechange", () => this.#stateChanged(), { signal });
	}

	/** Starts the sound; from a gesture. */
	async resume(): Promise<void> {
		declarePlayback();
		if (this.#context.state !== "running") await this.#context.resume();
	}

	/** Looks whether the clock moves; often. iOS may give a context back that runs by its word alone. @param now milliseconds */
	watch(now: number): void {
		const { state, currentTime } = this.#context;
		if (state !== "running" || currentTime !== this.#time) this.#movedAt = now;
		this.#time = currentTime;
		if (now - this.#movedAt < FROZEN_MS) return;
		this.#movedAt = now;
		void this.#restart();
	}

	/** A context that was taken away is not resumed until the system lets go of it: it would come back without its clock. */
	#stateChanged(): void {
		const { state } = this.#context;
		if (state === "interrupted") this.#wasInterrupted = true;
		else if (this.#wasInterrupted) {
			this.#wasInterrupted = false;
			void this.#whenSuspended();
		}
	}

	async #whenSuspended(): Promise<void> {
		if (this.#context.state === "suspended" && document.visibilityState === "visible")
			await this.#context.resume().catch(refused);
	}

	async #try(): Promise<void> {
		await this.resume().catch(refused);
	}

	async #restart(): Promise<void> {
		await this.#context.suspend().catch(refused);
		await this.#context.resume().catch(refused);
	}
}

/** The gesture did not count, or the device is gone: the state says so, and the next gesture tries again. */
const refused = (): void => undefined;
