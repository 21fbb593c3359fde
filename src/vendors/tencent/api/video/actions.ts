import { z } from "zod";
import { ACTIONS } from "../assets/action.ts";
import { defineCall } from "../call.ts";

export const getAvatarActions = defineCall({
	summary: "Actions that an avatar can do",
	path: "/v2/ivh/videomaker/broadcastservice/getaction",
	section: "Querying the Supported Actions for VirtualmanKey",
	deprecated: "getActions",
	request: z.object({ virtualmanKey: z.string().min(1) }),
	response: ACTIONS,
});
