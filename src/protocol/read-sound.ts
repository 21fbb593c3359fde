import { decodeBase64Briefly } from "./base64.ts";
import { DEFAULT_SAMPLE_RATE } from "./clause-part.ts";
import { WireError } from "./errors.ts";
import { textOr } from "./lenient-fields.ts";
import { readPcm16 } from "./pcm16.ts";
import { findWavHeader } from "./wav-header.ts";
import type { NumberRange, WireReader } from "./wire-reader.ts";

/** Telephone to studio; anything else is a mistake, and played it would be noise. */
const SAMPLE_RATES: NumberRange = { min: 8000, max: 48_000 };

export interface Sound {
	/** 16-bit, full scale 32,768. */
	readonly samples: Int16Array<ArrayBuffer>;
	/** Hertz. */
	readonly sampleRate: number;
}

/** The sound of a SpeechRsp: Audio and Sampling. A message without sound may leave both out or zero. */
export function readSound(speech: WireReader): Sound {
	const bytes = decodeBase64Briefly(textOr(speech, "Audio"), speech.path("Audio"));
	if (bytes.length === 0) return { samples: new Int16Array(0), sampleRate: readIdleRate(speech) };
	const wav = findWavHeader(bytes, speech.path("Audio"));
	const pcm = wav === null ? bytes : bytes.subarray(wav.length);
	if (pcm.length % 2 !== 0)
		throw new WireError(
			speech.path("Audio"),
			`expected 16-bit samples, got an odd number of bytes (${pcm.length})`,
		);
	if (wav !== null) speech.counts?.add("wav-header");
	return { samples: readPcm16(pcm), sampleRate: readSampleRate(speech, wav?.sampleRate) };
}

function readSampleRate(speech: WireReader, rateOfWav: number | undefined): number {
	if (speech.has("Sampling")) return speech.integer("Sampling", SAMPLE_RATES);
	speech.counts?.add("missing-sampling");
	return rateOfWav ?? DEFAULT_SAMPLE_RATE;
}

function readIdleRate(speech: WireReader): number {
	const isLeftOut = !speech.has("Sampling") || Number(speech.raw("Sampling")) === 0;
	return isLeftOut ? DEFAULT_SAMPLE_RATE : speech.integer("Sampling", SAMPLE_RATES);
}
