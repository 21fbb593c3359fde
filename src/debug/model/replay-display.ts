import type { FaceDirector } from "../../motion/face-director.ts";

/** The display on which a replay is seen, for those who look on while it draws. */
export interface ReplayDisplay {
	/** Frames per second. */
	readonly rate: number;
	/** Whether silence in which nothing comes is passed over: nothing is drawn in it then. */
	readonly skipsSilence: boolean;
	/**
	 * A face has been decided on, `delta` seconds after the one before, and is seen from trace time `at` on. Director and
	 * weights belong to the replay, and are as they are only during the call.
	 */
	drawn(at: number, delta: number, director: FaceDirector, weights: Float32Array): void;
	/** A body action begins with the frame that is drawn next. */
	action(name: string): void;
	/** What was said is over before its end. */
	interrupted(): void;
}
