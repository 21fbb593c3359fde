import { z } from "zod";
import { seconds } from "../../../util/time.ts";

/** Characters as the vendor counts them: code points. */
const characters = (text: string): number => [...text].length;

/** A text of `min` to `max` code points. */
export const textOf = (min: number, max: number) =>
	z.string().refine((text) => characters(text) >= min && characters(text) <= max, {
		error: ({ input }) =>
			`expected ${min === 0 ? "at most" : `${min} to`} ${max} characters, got ${characters(String(input))}`,
	});

/** Chinese characters, letters, digits, underscores and hyphens, 2 to 50 of them (customization API, AnchorName). */
export const anchorName = textOf(2, 50).regex(/^[\p{L}\p{M}\p{N}_-]+$/u, {
	error: "expected letters, digits, underscores and hyphens only",
});

/** What a digital human says: SSML or plain text without line breaks, 1 to 20,000 code points (video API, InputSsml). */
export const ssml = textOf(1, 20_000).refine((text) => !/[\r\n]/.test(text), {
	error: "expected a text without line breaks",
});

const URL_ERROR = { error: "expected an http or https address" };

/** An address that the service fetches from. */
export const url = z.url({ protocol: /^https?$/, ...URL_ERROR });

/** An address that the service tells a result, shorter than 1000 characters (video API, CallbackUrl). */
export const callbackUrl = url.refine((text) => text.length < 1000, {
	error: ({ input }) => `expected fewer than 1000 characters, got ${String(input).length}`,
});

/** 1.0 is normal (audio and video production, Speed). */
export const speed = z.number().min(0.5).max(1.5);

/** 0 is normal, 10 the loudest (audio and video production, Volume). */
export const volume = z.int().min(0).max(10);

/** Percent; only with an emotion (audio and video production, EmotionIntensity). */
export const emotionIntensity = z.int().min(50).max(200);

/** Characters a page of subtitles or a sentence may have; 0 stands for the default. */
export const maxWords = z.int().min(0).max(999);

/** A page of a long list: `pageIndex` counts from 1, a page has at most 100 entries (personal asset API). */
export const page = { pageIndex: z.int().min(1), pageSize: z.int().min(1).max(100) };

/** An id: a string in the tables, a number in some of the document's samples. */
export const id = z.union([z.string().min(1), z.int().transform(String)]);

/** A text of an answer; missing or null reads as empty. */
export const answerText = z
	.union([z.string(), z.number().transform(String)])
	.nullish()
	.transform((text) => text ?? "");

/** A list of an answer; missing or null reads as empty. */
export const answerList = <Item extends z.ZodType>(item: Item) =>
	z
		.array(item)
		.nullish()
		.transform((list): z.output<Item>[] => list ?? []);

/** A whole number of an answer; missing reads as 0. */
export const answerCount = z
	.union([
		z.number(),
		z
			.string()
			.regex(/^-?\d+$/)
			.transform(Number),
	])
	.nullish()
	.transform((count) => count ?? 0);

/** Milliseconds on the wire, seconds here. */
export const milliseconds = answerCount.transform((count) => seconds(count / 1000));

/** Units of 0.1 µs on the wire, seconds here. */
export const tenthMicroseconds = z.coerce.number().transform((ticks) => seconds(ticks / 1e7));

/** A decimal number that some answers print as a string: `"0.567"`. */
export const decimal = z.coerce.number();
