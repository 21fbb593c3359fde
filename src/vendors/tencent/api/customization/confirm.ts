import { z } from "zod";
import { defineCall } from "../call.ts";
import { id, textOf } from "../fields.ts";

export const confirmCustomization = defineCall({
	summary: "Approves or rejects the demo of an order",
	path: "/v2/ivh/assetmanager/customservice/customerconfirm",
	section: "Effect Confirmation API",
	request: z
		.object({
			taskId: id,
			operate: z.enum(["AGREE", "REJECT"]),
			/** Why it is rejected, at most 300 characters. */
			reason: textOf(1, 300).optional(),
		})
		.refine(({ operate, reason }) => operate === "AGREE" || reason !== undefined, {
			path: ["reason"],
			error: "expected a reason for REJECT",
		}),
	response: z.object({}),
});
