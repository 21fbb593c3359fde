import { z } from "zod";
import { defineCall } from "../call.ts";
import { id } from "../fields.ts";
import { checkDriver, VIDEO_ORDER } from "./video-order.ts";

export const makeVideo = defineCall({
	summary: "Orders a video of the avatar alone",
	path: "/v2/ivh/videomaker/broadcastservice/videomake",
	section: "Video Production API - Basic Edition",
	request: VIDEO_ORDER.extend({
		videoParam: z
			.object({
				/** Default TransparentWebm. */
				format: z.enum(["TransparentWebm", "GreenScreenMp4"]).optional(),
			})
			.optional(),
	}).superRefine(checkDriver),
	response: z.object({ taskId: id }),
});
