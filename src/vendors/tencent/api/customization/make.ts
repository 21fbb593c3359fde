import { z } from "zod";
import { defineCall } from "../call.ts";
import { anchorName, id, textOf, url } from "../fields.ts";

/** What is made: five kinds of 2D avatars and voices. */
export const MAKE_TYPES = [
	/** 2D, studio lip-sync. */
	"IMAGE",
	/** 2D, general lip-sync. */
	"IMAGE_GENERAL",
	/** 2D in 4K, studio lip-sync. */
	"IMAGE_4K",
	/** A photo that speaks. */
	"IMAGE_PHOTO",
	/** A voice from ten minutes and more of recordings. */
	"VOICE",
	/** A voice from one sentence. */
	"ZERO_SHOT_VOICE",
] as const;
export type MakeType = (typeof MAKE_TYPES)[number];

/** Kinds that need no letter of authorisation. */
const WITHOUT_LETTER: ReadonlySet<MakeType> = new Set(["IMAGE_PHOTO", "ZERO_SHOT_VOICE"]);

const REQUEST = z
	.object({
		/** Name of the avatar or voice, unique in the account: 2 to 50 letters, digits, underscores, hyphens. */
		anchorName,
		makeType: z.enum(MAKE_TYPES),
		/** Video of the letter of authorisation, uploaded under `idcard/`. */
		identityCosUrl: url.optional(),
		/** The written letter of authorisation as PDF, uploaded under `idcard/`. */
		identityWrittenCosUrl: url.optional(),
		/** Video (`video/`), zip of recordings (`audio/`) or photo (`photo/`); not for ZERO_SHOT_VOICE. */
		materialCosUrl: url.optional(),
		/** Avatars: keeps the background of the material. Default false. */
		isHaveBackground: z.boolean().optional(),
		sexType: z.enum(["MALE", "FEMALE"]),
		/** At most 100 characters. */
		notes: textOf(0, 100).optional(),
		/** What the demo says: 4 to 1000 characters, SSML tags included. */
		textDriver: textOf(4, 1000).optional(),
		/** What the demo is driven by instead: wav, mp3, wma, m4a or aac of at most 10 MB, uploaded under `audio/`. */
		voiceDriverCosFile: url.optional(),
		/** ZERO_SHOT_VOICE: what `getDetectProgress` gave for a recording that passed. */
		audioId: z.string().min(1).optional(),
	})
	.superRefine((request, context) => {
		const missing = (path: string, message: string) =>
			context.addIssue({ code: "custom", path: [path], message });
		const { makeType } = request;
		if (makeType === "ZERO_SHOT_VOICE") {
			if (request.audioId === undefined) missing("audioId", "expected the id of a recording that passed");
		} else if (request.materialCosUrl === undefined)
			missing("materialCosUrl", `expected one for ${makeType}`);
		if (WITHOUT_LETTER.has(makeType)) return;
		if (request.identityCosUrl === undefined && request.identityWrittenCosUrl === undefined)
			missing("identityCosUrl", `expected it or identityWrittenCosUrl for ${makeType}`);
	});

export const makeCustomization = defineCall({
	summary: "Orders an avatar or a voice",
	path: "/v2/ivh/assetmanager/customservice/make",
	section: "Customization API",
	request: REQUEST,
	response: z.object({ taskId: id }),
});
