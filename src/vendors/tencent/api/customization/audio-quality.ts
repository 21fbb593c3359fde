import { z } from "zod";
import { defineCall } from "../call.ts";
import { id, url } from "../fields.ts";

export const detectAudioQuality = defineCall({
	summary: "Has the recording for a one-sentence voice checked",
	path: "/v2/ivh/assetmanager/zeroshotservice/detectaudioquality",
	section: "Submitting Audio Quality Inspection Task",
	request: z
		.object({
			/** Of `getReadingTexts`. */
			textId: z.string().min(1).optional(),
			/** What is read aloud, instead of `textId`. */
			referenceText: z.string().min(1).optional(),
			/** The recording, uploaded under `zeroshot/`. */
			audioUrl: url,
		})
		.refine(({ textId, referenceText }) => textId === undefined || referenceText === undefined, {
			path: ["referenceText"],
			error: "expected either textId or referenceText",
		}),
	response: z.object({ taskId: id }),
});
