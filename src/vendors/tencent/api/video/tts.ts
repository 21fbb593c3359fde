import { z } from "zod";
import { defineCall } from "../call.ts";
import { emotionIntensity, id, maxWords, speed, ssml, url, volume } from "../fields.ts";

export const makeSpeech = defineCall({
	summary: "Orders a text as sound",
	path: "/v2/ivh/videomaker/broadcastservice/tts",
	section: "Audio Production API",
	request: z
		.object({
			/** Whose voice; needed without `virtualmanKey`. */
			timbreKey: z.string().min(1).optional(),
			/** The first voice of this avatar; needed without `timbreKey`. */
			virtualmanKey: z.string().min(1).optional(),
			/** 1 to 20,000 characters, SSML allowed. */
			inputSsml: ssml,
			/** 0.5 to 1.5, 1 is normal. */
			speed,
			/** Signed S3 address to which the sound is put; else it is kept for 7 days. */
			audioStorageS3Url: url.optional(),
			/** Hertz; default 24000. */
			sampleRate: z.union([z.literal(16_000), z.literal(24_000)]).optional(),
			/** Default mp3. */
			codec: z.enum(["mp3", "wav"]).optional(),
			/** Characters a sentence may have, 0 to 999; 0 stands for 30, the default. */
			sentenceMaxWords: maxWords.optional(),
			/** Punctuation that sentences show: "0" none, "1" all (default), or the very marks. */
			sentenceDisplayPunctuation: z.string().optional(),
			/** Marks that end a sentence; default . ; ? ! … and their full-width forms. */
			sentenceSplitPunctuation: z.string().optional(),
			/** 0 to 10; 0 is normal and the default. */
			volume: volume.optional(),
			/** A code of `EMOTIONS`; only for voices that have it. */
			emotionCategory: z.string().min(1).optional(),
			/** 50 to 200. */
			emotionIntensity: emotionIntensity.optional(),
		})
		.refine(({ timbreKey, virtualmanKey }) => (timbreKey ?? virtualmanKey) !== undefined, {
			path: ["timbreKey"],
			error: "expected it or a virtualmanKey",
		}),
	response: z.object({ taskId: id }),
});
