import { z } from "zod";
import { defineCall } from "../call.ts";
import { answerList } from "../fields.ts";

export const getReadingTexts = defineCall({
	summary: "Texts to read aloud for a voice from one sentence",
	path: "/v2/ivh/assetmanager/zeroshotservice/gettext",
	section: "Obtaining the Voice Training Text",
	request: z.object({}),
	response: z.object({ texts: answerList(z.object({ textId: z.string(), text: z.string() })) }),
});
