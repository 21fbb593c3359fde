import { z } from "zod";
import { ANCHOR } from "../assets/anchor.ts";
import { defineCall } from "../call.ts";
import { accountResources, getAllResource } from "./account-resources.ts";

export const getCustomerAnchors = defineCall({
	summary: "Presenters, of one application key or all",
	path: "/v2/ivh/videomaker/broadcastservice/getanchor",
	section: "Customer Resource Query Anchor API",
	deprecated: "getAnchors",
	request: z.object({
		getAllResource,
		/** Only of this kind. */
		virtualmanTypeCode: z.enum(["real_man_2d", "real_man_3d"]).optional(),
	}),
	response: accountResources(ANCHOR),
});
