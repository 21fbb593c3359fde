import { z } from "zod";
import { answerCount, answerList, answerText, milliseconds } from "../fields.ts";

/** A voice. Only {@link getTimbres} fills more than the first four. */
export const TIMBRE = z.object({
	timbreKey: z.string(),
	timbreName: answerText,
	/** Address of a sample. */
	timbreSample: answerText,
	timbreDesc: answerText,
	/** Keys of `AVATAR_TYPES`. */
	supportVirtualmanTypeCodes: answerList(z.string()),
	supportDriverTypes: answerList(z.string()),
	/** `2023-04-01 00:00:00`. */
	expireDate: answerText,
	/** Of all use so far; seconds here, milliseconds on the wire. */
	audioDuration: milliseconds,
	audioNum: answerCount,
	/** Keys of `EMOTIONS`; printed with two spellings of the field. */
	emotionalCategories: answerList(z.union([z.string(), z.number().transform(String)])),
	/** 1 male, 2 female. */
	timbreGender: answerCount,
	/** Lease or Custom. */
	purchaseType: answerText,
	/** Boutique, SampleBasic or SampleFast. */
	timbreType: answerText,
	/** Keys of `LANGUAGES`. */
	timbreLanguages: answerList(z.string()),
});

export type Timbre = z.output<typeof TIMBRE>;
