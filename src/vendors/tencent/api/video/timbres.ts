import { z } from "zod";
import { TIMBRE } from "../assets/timbre.ts";
import { defineCall } from "../call.ts";
import { answerList } from "../fields.ts";

export const getAvatarTimbres = defineCall({
	summary: "Voices that an avatar can have",
	path: "/v2/ivh/videomaker/broadcastservice/gettimbre",
	section: "Querying the Supported Timbres for VirtualmanKey",
	deprecated: "getTimbres",
	request: z.object({ virtualmanKey: z.string().min(1) }),
	response: z.object({ timbres: answerList(TIMBRE) }),
});
