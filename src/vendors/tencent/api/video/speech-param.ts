import { z } from "zod";
import { emotionIntensity, speed, volume } from "../fields.ts";

/** How the voice of a produced video sounds. */
export const speechParam = z
	.object({
		/** 0.5 to 1.5, 1 is normal; without effect on videos driven by audio. */
		speed,
		/** The avatar's own voice by default. */
		timbreKey: z.string().min(1).optional(),
		/** 0 to 10; 0 is normal and the default. */
		volume: volume.optional(),
		/** A code of `EMOTIONS`; only for voices that have it. */
		emotionCategory: z.string().min(1).optional(),
		/** 50 to 200. */
		emotionIntensity: emotionIntensity.optional(),
	})
	.refine(
		({ emotionCategory, emotionIntensity }) =>
			emotionIntensity === undefined || emotionCategory !== undefined,
		{
			path: ["emotionIntensity"],
			error: "expected an emotionCategory with it",
		},
	);
