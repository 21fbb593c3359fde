import { z } from "zod";
import { defineCall } from "../call.ts";
import { id, maxWords, url } from "../fields.ts";
import { checkDriver, VIDEO_ORDER } from "./video-order.ts";

const LOGO = z.object({
	/** jpg or png. */
	logoFileUrl: url.optional(),
	/** Pixels from the video's left edge to the logo's. */
	positionX: z.int().optional(),
	/** Pixels from the video's top edge to the logo's. */
	positionY: z.int().optional(),
	/** 1 is the image's own size. */
	scale: z.number().positive().optional(),
});

const SUBTITLES = z.object({
	/** Characters a page may have, 0 to 999; 0, the default, fills four fifths of the width. */
	maxWords: maxWords.optional(),
	/** Punctuation that is shown: "0" none, "1" all (default), or the very marks. */
	displayPunctuation: z.string().optional(),
	/** Marks that end a page; default . ; ? ! … and their full-width forms. */
	splitPunctuation: z.string().optional(),
});

/** Where the avatar stands; what has an effect depends on its tag (Basic, Standard, Advanced). */
const ANCHOR = z.object({
	/** Share of the picture's width from its middle, positive to the right; 0 for Advanced. */
	horizontalPosition: z.number().optional(),
	/** Half a share of the avatar's height, positive downwards; upwards only for Basic. */
	verticalPosition: z.number().optional(),
	/** 1 is the avatar's own size; above 1 only for Basic. */
	scale: z.number().positive().optional(),
	/** Degrees, 0 to 360; 3D avatars tagged Basic only. */
	angle: z.int().min(0).max(360).optional(),
	/** JSON of 3D clothing colours: `{"shirtColor":{"colorValue":10491928}}`, each the decimal value of #RRGGBB. */
	anchorExtraParam: z.string().optional(),
});

/** Which part of a small-sample avatar's footage is used. */
const SMALL_SAMPLE = z.object({
	/** Default any, Custom from `startIdx` to `endIdx` and back, Circle from and to `startIdx` (audio-driven only). */
	makeType: z.enum(["Default", "Custom", "Circle"]).optional(),
	/** Frame, from 0. */
	startIdx: z.int().min(0).optional(),
	/** Frame; the clip's last by default. */
	endIdx: z.int().min(0).optional(),
});

const VIDEO_PARAM = z
	.object({
		/** Default MP4; GreenScreenMp4 takes none of the placements below. */
		format: z.enum(["MP4", "TransparentWebm", "GreenScreenMp4"]).optional(),
		/** jpg, png or mp4 of the video's own resolution, at most 500 MB; green by default. */
		backgroundFileUrl: url.optional(),
		/** mp4 of the video's own resolution, at most 500 MB, played before it. */
		videoHeadFileUrl: url.optional(),
		/** The same, after it. */
		videoTailFileUrl: url.optional(),
		/** Default false; burning them in takes much longer. */
		showSubtitles: z.boolean().optional(),
		subtitlesParam: SUBTITLES.optional(),
		logoParams: z.array(LOGO).optional(),
		/** Default false; only for text without action tags. */
		smartActionEnabled: z.boolean().optional(),
		anchorParam: ANCHOR.optional(),
		smallSampleParam: SMALL_SAMPLE.optional(),
	})
	.refine(({ format, anchorParam }) => format !== "GreenScreenMp4" || anchorParam === undefined, {
		path: ["anchorParam"],
		error: "expected none for GreenScreenMp4, which cannot place the avatar",
	});

export const makeVideoAdvanced = defineCall({
	summary: "Orders a video with background, logo, subtitles, intro and outro",
	path: "/v2/ivh/videomaker/broadcastservice/videomakeadvanced",
	section: "Video Production API - Advanced Version",
	request: VIDEO_ORDER.extend({ videoParam: VIDEO_PARAM.optional() }).superRefine(checkDriver),
	response: z.preprocess(
		(answer) => {
			// The sample prints `TaskID`.
			const { taskID, ...rest } = (answer ?? {}) as Record<string, unknown>;
			return { taskId: taskID, ...rest };
		},
		z.object({ taskId: id }),
	),
});
