import { setTimeout as wait } from "node:timers/promises";
import type { TalkingStream } from "./media/talking-stream.ts";

/** Milliseconds that a character is said for where there is no voice: three times as fast as a person. */
const PER_CHARACTER = 20;

/** How a stand-in says a text: with a face and a voice, or only with the time that it takes. */
export interface RoomVoice {
	/** Resolves to whether it came to its end. `started` is called when it is heard. */
	say(text: string, started: () => void, signal: AbortSignal): Promise<"finished" | "interrupted">;
}

/** No picture and no sound, but every text takes its time. */
export const SILENT_VOICE: RoomVoice = {
	say: async (text, started, signal) => {
		if (signal.aborted) return "interrupted";
		started();
		return wait([...text].length * PER_CHARACTER, "finished" as const, { signal }).catch(
			() => "interrupted" as const,
		);
	},
};

/** The voice of a stream. */
export const voiceOf = (stream: TalkingStream): RoomVoice => ({
	say: async (text, started, signal) => {
		if (signal.aborted) return "interrupted";
		const stop = () => stream.interrupt();
		signal.addEventListener("abort", stop);
		try {
			return await stream.say(text, { started });
		} finally {
			signal.removeEventListener("abort", stop);
		}
	},
});
