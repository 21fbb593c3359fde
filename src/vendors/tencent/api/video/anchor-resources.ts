import { z } from "zod";
import { IMAGE } from "../assets/image.ts";
import { defineCall } from "../call.ts";
import { accountResources, getAllResource } from "./account-resources.ts";

export const getAnchorResources = defineCall({
	summary: "All avatars of a presenter",
	path: "/v2/ivh/videomaker/broadcastservice/getresourcebyanchor",
	section: "Querying All Images of a Specific Anchor",
	deprecated: "getImages",
	request: z.object({ getAllResource, anchorCode: z.string().min(1) }),
	response: accountResources(IMAGE),
});
