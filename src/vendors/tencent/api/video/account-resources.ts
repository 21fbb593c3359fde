import { z } from "zod";
import { answerList, answerText } from "../fields.ts";

/** Answers of the older resource calls are grouped by application key. */
export const accountResources = <Item extends z.ZodType>(item: Item) =>
	z.object({
		virtualmanResources: answerList(z.object({ appKey: answerText, virtualmans: answerList(item) })),
	});

/** True asks for all that the user owns, false for what belongs to this application key. */
export const getAllResource = z.boolean();
