import { z } from "zod";
import { defineCall } from "../call.ts";
import { ACTIONS } from "./action.ts";

export const getActions = defineCall({
	summary: "Actions that a 3D avatar can do",
	path: "/v2/ivh/crmserver/customerassetsservice/getaction",
	section: "Querying the List Of Actions Supported by the Avatar",
	request: z.object({ virtualmanKey: z.string().min(1) }),
	response: ACTIONS,
});
