import { z } from "zod";
import { defineCall } from "../call.ts";
import { answerCount, answerList, answerText, id, milliseconds, tenthMicroseconds } from "../fields.ts";

const WORD = z.object({
	/** A character or a word. */
	word: z.string(),
	startTimestamp: tenthMicroseconds,
	endTimestamp: tenthMicroseconds,
});

/** What the service tells of a production task, asked or by callback. */
export const PRODUCTION_RESULT = {
	/** −1 failed, 100 done; reserved: `status` is what counts. */
	progress: answerCount,
	/** Address of the sound or video once done, kept for 7 days. */
	mediaUrl: answerText,
	/** Address of SRT subtitles of a text-driven video. */
	subtitlesUrl: answerText,
	failMessage: answerText,
};

export const getProductionProgress = defineCall({
	summary: "Where an order of sound or video stands",
	path: "/v2/ivh/videomaker/broadcastservice/getprogress",
	section: "Audio and Video Production Progress Query API",
	request: z.object({ taskId: id }),
	response: z
		.object({
			...PRODUCTION_RESULT,
			status: z.enum(["COMMIT", "MAKING", "SUCCESS", "FAIL"]).optional(),
			/** Tasks before this one while it waits. */
			arrayCount: answerCount,
			/** One of `PRODUCTION_CODES`. */
			failCode: answerCount,
			/** When each word is spoken; sound only. */
			textTimestampResult: answerList(z.object({ sentence: z.string(), words: answerList(WORD) })),
			/** Seconds here, milliseconds on the wire. */
			duration: milliseconds,
		})
		// The sample has no `Status`: then the progress tells.
		.transform(({ status, ...rest }) => ({ ...rest, status: status ?? statusOf(rest.progress) })),
});

const statusOf = (progress: number) =>
	progress < 0 ? ("FAIL" as const) : progress >= 100 ? ("SUCCESS" as const) : ("MAKING" as const);
