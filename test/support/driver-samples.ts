import { clausePart } from "../../src/protocol/clause-part.ts";
import type { ClausePart, Reply } from "../../src/protocol/driver-message.ts";
import { seconds } from "../../src/util/time.ts";

/** A part with two of everything: 4 samples, 2 face frames; all numbers survive the wire exactly. */
export const SPEECH: ClausePart = clausePart({
	sequence: 3,
	samples: Int16Array.of(0, 16_384, -8_192, -32_768),
	face: { dimension: 52, count: 2, weights: new Float32Array(104).fill(0.25) },
	phonemes: [
		{ symbol: "h", start: seconds(0), end: seconds(0.11) },
		{ symbol: "i", start: seconds(0.2), end: seconds(0.3) },
	],
	words: [
		{ text: "hi", phonemes: "h-i" },
		{ text: "you", phonemes: "j-u" },
	],
	subtitles: [
		{ text: "hi ", start: seconds(0), end: seconds(0.2), textStart: 0, textEnd: 3 },
		{ text: "you", start: seconds(0.2), end: seconds(0.5), textStart: 3, textEnd: 6 },
	],
	actions: [
		{ name: "wave", start: seconds(0.1) },
		{ name: "nod", start: seconds(0.4) },
	],
	expressions: [
		{ name: "smile", start: seconds(0), end: seconds(0.5), textPosition: 0, part: "begin" },
		{ name: "calm", start: seconds(0.5), end: seconds(0.6), textPosition: 3, part: "single" },
	],
	clauseStart: true,
	clauseFinal: true,
	faceFinal: true,
	final: true,
});

export const REPLY: Reply = {
	replyType: "cloudAiGpt",
	spoken: "<speak>Hello</speak>",
	display: "**Hello**",
	interactionType: "popup",
	interactionContent: "{}",
	uninterruptible: true,
	muted: true,
	sequence: 2,
	contentType: 1,
	isSpoken: true,
	final: true,
	highlighted: true,
};
