import { z } from "zod";
import { answerList, answerText } from "../fields.ts";

/** Actions of an avatar; empty for 2D avatars. */
export const ACTIONS = z.object({
	actions: answerList(
		z.object({
			actionName: answerText,
			/** What the SSML tag takes, and what `Action` of a speech message carries. */
			actionCode: z.string(),
			/** Address of a sample. */
			actionSample: answerText,
		}),
	),
});
