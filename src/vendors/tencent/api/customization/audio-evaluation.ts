import { z } from "zod";
import { defineCall } from "../call.ts";
import { id, url } from "../fields.ts";

export const evaluateAudio = defineCall({
	summary: "Has recordings for a voice checked before they are ordered",
	path: "/v2/ivh/algotaskserver/algotaskservice/audioevaluation",
	section: "Audio Quality Inspection Task Creation API",
	request: z.object({
		/** Address of a WAV. */
		audioUrl: url,
		/** What is read aloud; without it the accuracy of the reading is not judged. */
		referenceText: z.string().optional(),
	}),
	response: z.object({ taskId: id }),
});
