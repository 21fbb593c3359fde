import { DEFAULT_DIMENSION } from "./clause-part.ts";
import { describeValue } from "./describe-value.ts";
import type { FaceFrames } from "./driver-message.ts";
import { WireError } from "./errors.ts";
import { isMissing } from "./lenient-fields.ts";
import { decimalOf, type WireReader } from "./wire-reader.ts";

/** More weights per frame than any known vocabulary has (Live Link Face 61, Audio2Face 68, MetaHuman 251). */
const MAX_DIMENSION = 512;

/** Beyond this a number is no longer finite as a 32-bit float. */
const MAX_FLOAT = 3.4e38;

/** The face frames of a SpeechRsp: ThFeat and ThDim. Weights keep their values; those beyond 0 … 1 are counted. */
export function readFace(speech: WireReader): FaceFrames {
	const values = isMissing(speech, "ThFeat") ? [] : speech.array("ThFeat");
	const dimension = readDimension(speech, values.length);
	if (values.length % dimension !== 0)
		throw new WireError(
			speech.path("ThFeat"),
			`expected a multiple of ThDim (${dimension}) numbers, got ${values.length}`,
		);
	return { dimension, count: values.length / dimension, weights: readWeights(speech, values) };
}

function readDimension(speech: WireReader, weights: number): number {
	const dimension = speech.has("ThDim") ? speech.integer("ThDim", { min: 0, max: MAX_DIMENSION }) : 0;
	if (dimension !== 0) return dimension;
	if (weights > 0) speech.counts?.add("missing-dimension");
	return DEFAULT_DIMENSION;
}

/** The hottest loop of the parser: indexed, one comparison for a good weight. */
function readWeights(speech: WireReader, values: readonly unknown[]): Float32Array<ArrayBuffer> {
	const weights = new Float32Array(values.length);
	let outside = 0;
	for (let i = 0; i < values.length; i++) {
		const value = values[i];
		const weight = typeof value === "number" ? value : weightOfText(speech, i, value);
		// Written so that NaN, too, takes the slow way.
		if (!(weight >= 0 && weight <= 1)) {
			checkFinite(speech, i, weight);
			outside++;
		}
		weights[i] = weight;
	}
	if (outside > 0) speech.counts?.add("weight-out-of-range", outside);
	return weights;
}

function weightOfText(speech: WireReader, index: number, value: unknown): number {
	const weight = decimalOf(value);
	if (weight === null) throw weightFault(speech, index, "a number", value);
	speech.counts?.add("number-as-text");
	return weight;
}

function checkFinite(speech: WireReader, index: number, weight: number): void {
	if (!(Math.abs(weight) <= MAX_FLOAT)) throw weightFault(speech, index, "a finite number", weight);
}

function weightFault(speech: WireReader, index: number, expected: string, value: unknown): WireError {
	return new WireError(
		`${speech.path("ThFeat")}[${index}]`,
		`expected ${expected}, got ${describeValue(value)}`,
	);
}
