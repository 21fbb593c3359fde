import { z } from "zod";
import { answerText } from "../fields.ts";

/** A presenter: one person, any number of avatars. */
export const ANCHOR = z.object({
	anchorName: answerText,
	anchorCode: z.string(),
	/** Name of the kind. */
	virtualmanType: answerText,
	/** A key of `AVATAR_TYPES`. */
	virtualmanTypeCode: answerText,
	/** Address of a portrait. */
	headerImage: answerText,
	/** Basic, Standard or Advanced: what placements in a video have an effect. */
	tag: answerText,
});
