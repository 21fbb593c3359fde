import { HOP, SpeechFeatures } from "./speech-features.ts";

/** Features of a whole clip, one value per hop of 10 ms each; see `SpeechFeatures`. */
export interface SpeechTrack {
	readonly level: Float32Array;
	readonly open: Float32Array;
	readonly hiss: Float32Array;
	readonly murmur: Float32Array;
}

/** Measures mono samples −1 … 1. */
export function trackSpeech(samples: Float32Array, sampleRate: number): SpeechTrack {
	const features = new SpeechFeatures(sampleRate);
	const hop = HOP * sampleRate;
	const count = Math.floor(samples.length / hop);
	const track = {
		level: new Float32Array(count),
		open: new Float32Array(count),
		hiss: new Float32Array(count),
		murmur: new Float32Array(count),
	};
	for (let index = 0; index < count; index++) {
		features.process(samples, Math.round(index * hop), Math.round((index + 1) * hop));
		track.level[index] = features.level;
		track.open[index] = features.open;
		track.hiss[index] = features.hiss;
		track.murmur[index] = features.murmur;
	}
	return track;
}
