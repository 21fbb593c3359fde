import { seconds } from "../../util/time.ts";
import { capabilities } from "../capability.ts";
import type { SayOptions } from "../drive.ts";
import { breaksLimit, type Limits, type TextLimit } from "../limits.ts";
import { UnsupportedError } from "../unsupported-error.ts";
import type { VendorError } from "../vendor-error.ts";
import { voiceRanges } from "./iflytek-options.ts";
import { iflytekError } from "./iflytek-reducer.ts";

export const IFLYTEK_CAPABILITIES = capabilities(
	"text",
	"text-stream",
	"append",
	"audio",
	"action",
	"interrupt",
	"background",
	"foreground",
	"alpha",
	"voice-parameters",
	"progress",
);

const TEXT: TextLimit = { least: 1, most: 2000, unit: "characters" };

/** Hertz of sound that is spoken. */
export const SAMPLE_RATES: readonly number[] = [16_000, 24_000];

/** What the documents allow. */
export const IFLYTEK_LIMITS: Limits = {
	text: TEXT,
	audio: {
		sampleRates: SAMPLE_RATES,
		packet: 10_485_760,
		interval: { least: seconds(0), most: seconds(Number.POSITIVE_INFINITY) },
	},
	heartbeat: seconds(5),
};

/** Nothing was sent: iFLYTEK would not take it. */
export const iflytekRejection = (operation: string, reason: string): VendorError =>
	iflytekError(`iFLYTEK cannot take this: ${reason}.`, { operation, action: "reject", code: "limit" });

/** What iFLYTEK cannot do with a text, before it is asked; `null` if it can. */
export function refusesText(text: string, { ssml, voice = {} }: SayOptions): Error | null {
	if (ssml === true) return new UnsupportedError("iflytek", "ssml");
	const broken = breaksLimit(text, TEXT);
	if (broken !== null) return iflytekRejection("text_driver", broken);
	const odd = voiceRanges(voice).find(([, value, least, most]) => !(value >= least && value <= most));
	return odd === undefined
		? null
		: iflytekRejection("text_driver", `${odd[0]} goes from ${odd[2]} to ${odd[3]}`);
}
