import { z } from "zod";
import { answerCount, answerList, answerText, decimal, milliseconds } from "../fields.ts";

/** Something about an avatar that a video can set, such as a colour. */
const EXTRA = z.object({
	key: z.string(),
	description: answerText,
	/** 1 text, 2 number, 3 boolean. */
	type: answerCount,
	/** Names of what can be set. */
	value: answerList(z.string()),
});

/** Fields that the document spells in two ways. */
const respelt = (answer: unknown): unknown => {
	if (typeof answer !== "object" || answer === null) return answer;
	const { poselImage, name, code, originZoomStr, ...rest } = answer as Record<string, unknown>;
	return { poseImage: poselImage, anchorName: name, anchorCode: code, originZoom: originZoomStr, ...rest };
};

/** An avatar: a presenter in one set of clothes, pose and resolution. */
export const IMAGE = z.preprocess(
	respelt,
	z.object({
		/** What videos and sessions take. */
		virtualmanKey: z.string(),
		anchorName: answerText,
		anchorCode: answerText,
		virtualmanType: answerText,
		/** A key of `AVATAR_TYPES`. */
		virtualmanTypeCode: answerText,
		clothesName: answerText,
		poseName: answerText,
		/** `1920x1080`. */
		resolution: answerText,
		headerImage: answerText,
		poseImage: answerText,
		clothesImage: answerText,
		/** Text, OriginalVoice, ModulatedVoice. */
		supportDriverTypes: answerList(z.string()),
		supportAnchorExtraParams: answerList(EXTRA),
		/** `2023-04-01 00:00:00`. */
		expireDate: answerText,
		/** Of all videos so far; seconds here, milliseconds on the wire. */
		videoDuration: milliseconds,
		videoNum: answerCount,
		/** Size of the pose's image in a video at scale 1. */
		originZoom: decimal.nullish().transform((zoom) => zoom ?? 1),
		/** Address of the clip that was chosen for it. */
		referenceVideoSegmentUrl: answerText,
	}),
);

export type AvatarImage = z.output<typeof IMAGE>;
