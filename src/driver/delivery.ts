import type { SpeechOptions } from "../protocol/driver-request.ts";
import { ERROR_CODES, RequestRefused } from "./driver-errors.ts";
import type { PlanOptions } from "./plan-phrase.ts";
import type { SpeechManner } from "./speech-segment.ts";
import { DEFAULT_TIMBRE, OFFERED_LANGUAGES, TIMBRES, voiceForLanguage } from "./voices.ts";

/** How a reply is spoken, in the terms of the synthesis. */
export interface Delivery extends PlanOptions {
	readonly manner: SpeechManner;
}

/** Level of the voices at volume 0: twice as loud, at volume 10, just fits. */
const NORMAL_GAIN = 0.68;

/** Steps of volume that double the amplitude. */
const DOUBLING = 10;

/**
 * What SpeechParam asks for. Emotions are not offered: no voice has any. Ranges were checked when the request was read.
 * Throws {@link RequestRefused} for a timbre or a language that does not exist.
 */
export function readDelivery(options: SpeechOptions = {}): Delivery {
	return {
		speed: options.speed ?? 1,
		voice: readLanguage(options.language),
		manner: {
			timbre: readTimbre(options.timbre),
			gain: NORMAL_GAIN * 2 ** ((options.volume ?? 0) / DOUBLING),
			subtitles: options.subtitles ?? "character",
		},
	};
}

function readLanguage(language: string | undefined): string | undefined {
	if (!language) return undefined;
	const voice = voiceForLanguage(language);
	if (voice === undefined) throw noSuch("TimbreLanguage", OFFERED_LANGUAGES, language);
	return voice;
}

function readTimbre(timbre: string | undefined): string {
	const suffix = timbre ? TIMBRES.get(timbre) : DEFAULT_TIMBRE;
	if (suffix === undefined) throw noSuch("TimbreKey", [...TIMBRES.keys()], timbre ?? "");
	return suffix;
}

const noSuch = (field: string, offered: readonly string[], got: string): RequestRefused =>
	new RequestRefused(
		ERROR_CODES.noSuchResource,
		`$.Payload.SpeechParam.${field}: expected one of ${offered.join(", ")}, got ${JSON.stringify(got.slice(0, 40))}`,
	);
