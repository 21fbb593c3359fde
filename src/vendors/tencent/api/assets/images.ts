import { z } from "zod";
import { AVATAR_TYPE_CODES } from "../appendix/avatar-types.ts";
import { defineCall } from "../call.ts";
import { answerCount, answerList, page } from "../fields.ts";
import { IMAGE } from "./image.ts";

export const getImages = defineCall({
	summary: "Avatars of presenters, page by page",
	path: "/v2/ivh/crmserver/customerassetsservice/getimagebyanchor",
	section: "Querying Image Asset Information - Querying all Avatars under the Anchor",
	request: z.object({
		virtualmanTypeCode: z.enum(AVATAR_TYPE_CODES),
		/** Only of these presenters. The table prints `AnchorCode`, the sample `AnchorCodes`, which is sent. */
		anchorCodes: z.array(z.string()).optional(),
		...page,
	}),
	response: z.object({ virtualmans: answerList(IMAGE), total: answerCount }),
});
