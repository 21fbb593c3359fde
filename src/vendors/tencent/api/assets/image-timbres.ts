import { z } from "zod";
import { defineCall } from "../call.ts";
import { answerList } from "../fields.ts";
import { TIMBRE } from "./timbre.ts";

export const getImageTimbres = defineCall({
	summary: "Voices that a small-sample avatar can have",
	path: "/v2/ivh/crmserver/customerassetsservice/getimagetimbre",
	section: "Querying Supported Timbres for Avatars",
	deprecated: "getTimbres",
	request: z.object({ virtualmanKey: z.string().min(1) }),
	response: z.object({ timbres: answerList(TIMBRE) }),
});
