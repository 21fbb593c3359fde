import { POSES } from "./mouth-pose.ts";
import type { Phone } from "./read-phoneme.ts";
import type { SpeechTrack } from "./speech-track.ts";

/** Sounds by what a microphone hears of them. A stop is a closure and then a release. */
export type SoundClass = "vowel" | "closure" | "release" | "nasal" | "hiss" | "breath" | "liquid" | "rest";

/** What a sound sounds like as a whole; a stop counts as `closure`. */
export function soundClass(phone: Phone | undefined): SoundClass {
	const pose = phone?.parts[0]?.pose;
	switch (pose) {
		case undefined:
			return "vowel";
		case POSES.plosiveLips:
		case POSES.alveolar:
		case POSES.velar:
			return "closure";
		case POSES.breath:
		case POSES.lipTeeth:
		case POSES.dental:
			return "breath";
		case POSES.lateral:
		case POSES.rhotic:
		case POSES.glideW:
		case POSES.glideY:
			return "liquid";
		default:
			if (pose.kind === "rest") return "rest";
			if (pose.kind === "sibilant") return "hiss";
			return pose.nasal ? "nasal" : "vowel";
	}
}

/** How little a hop of sound is like a class: 0 very like, about 2 not at all. Own weights, from what features show. */
export function mismatch(kind: SoundClass, track: SpeechTrack, hop: number): number {
	const level = track.level[hop] ?? 0;
	const open = track.open[hop] ?? 0;
	const hiss = track.hiss[hop] ?? 0;
	const murmur = track.murmur[hop] ?? 0;
	switch (kind) {
		case "vowel":
			return 1.7 * (1 - level) + hiss * level + 0.6 * murmur;
		case "closure":
			return 2 * level * (1 - 0.5 * murmur);
		case "release":
			return 0.5 + 0.4 * Math.abs(level - 0.5);
		case "nasal":
			return 1.2 * Math.abs(level - 0.58) + 0.7 * open + 0.8 * hiss + 0.5 * (1 - murmur);
		case "hiss":
			return 1.6 * (1 - hiss) + 0.6 * (1 - Math.min(1, 2 * level));
		case "breath":
			return 1.1 * level + 0.3 * (1 - hiss);
		case "liquid":
			return 0.9 * Math.abs(level - 0.72) + 0.7 * open + hiss;
		case "rest":
			return 2.4 * level;
	}
}
