import { z } from "zod";
import { defineCall } from "../call.ts";
import { answerText, id } from "../fields.ts";

/** What became of a recording (`DetectionCode`). */
export const DETECTIONS: ReadonlyMap<number, string> = new Map([
	[0, "The recording is good."],
	[-1, "The check failed; submit the recording again."],
	[-2, "The recording does not match the text: words are missing, wrong or too many. Read it again."],
	[-3, "The recording is too noisy. Record it in a quieter place."],
]);

export const getDetectProgress = defineCall({
	summary: "What the check of a one-sentence recording found",
	path: "/v2/ivh/assetmanager/zeroshotservice/getdetectprogress",
	section: "Querying Audio Quality Inspection Task Progress",
	request: z.object({ taskId: id }),
	response: z.object({
		taskState: z.enum(["PROCESSING", "SUCCESS", "FAIL"]).catch("PROCESSING"),
		/** What `makeCustomization` takes for ZERO_SHOT_VOICE; empty until the recording has passed. */
		audioId: answerText,
		/** See {@link DETECTIONS}; means nothing while PROCESSING. */
		detectionCode: z.coerce.number().catch(0),
		detectionMsg: answerText,
	}),
});
