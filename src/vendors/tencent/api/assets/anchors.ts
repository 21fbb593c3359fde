import { z } from "zod";
import { AVATAR_TYPE_CODES } from "../appendix/avatar-types.ts";
import { defineCall } from "../call.ts";
import { answerCount, answerList, page } from "../fields.ts";
import { ANCHOR } from "./anchor.ts";

export const getAnchors = defineCall({
	summary: "Presenters of one kind, page by page",
	path: "/v2/ivh/crmserver/customerassetsservice/getanchor",
	section: "Querying Image Asset Information - Query Anchor",
	request: z.object({
		virtualmanTypeCode: z.enum(AVATAR_TYPE_CODES),
		/** Only these. */
		anchorCodes: z.array(z.string()).optional(),
		...page,
	}),
	response: z.object({ virtualmans: answerList(ANCHOR), total: answerCount }),
});
