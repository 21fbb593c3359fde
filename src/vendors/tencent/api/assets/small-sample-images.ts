import { z } from "zod";
import { defineCall } from "../call.ts";
import { answerCount, answerList, page } from "../fields.ts";
import { IMAGE } from "./image.ts";

export const getSmallSampleImages = defineCall({
	summary: "Small-sample avatars, page by page",
	path: "/v2/ivh/crmserver/customerassetsservice/describesmallsampleimage",
	section: "Querying for Avatar List by Pagination API",
	request: z.object({
		...page,
		/** Only of these presenters. */
		anchorCodes: z.array(z.string()).optional(),
	}),
	response: z.object({ virtualmans: answerList(IMAGE), total: answerCount }),
});
