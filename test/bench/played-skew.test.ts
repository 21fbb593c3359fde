import { expect, it } from "vitest";
import { type Curve, playedSkew } from "../../bench/support/played-skew.ts";
import { SAMPLES_PER_FACE_FRAME, type SpokenPhrase } from "../../src/driver/spoken-phrase.ts";
import { TalkingTrack, TRACK_RATE } from "../../src/driver/vendors/media/talking-track.ts";
import { BLENDSHAPE_COUNT, BLENDSHAPE_INDEX } from "../../src/lipsync/blendshapes.ts";
import { samples, seconds } from "../../src/util/time.ts";
import { SeededRandom } from "../support/seeded-random.ts";

/** What a page hears and sees of phrases, from 10 s on, with so much later pictures. */
function played(
	phrases: readonly SpokenPhrase[],
	skew: number,
): { readonly sound: Curve; readonly mouth: Curve } {
	const track = new TalkingTrack({ now: () => 0, skew: seconds(skew) });
	for (const phrase of phrases) track.place(phrase);
	const end = track.end / TRACK_RATE + 1;
	const block = new Int16Array(256);
	const sound: [number, number][] = [];
	for (let at = -TRACK_RATE; at < end * TRACK_RATE; at += block.length) {
		track.readSound(samples(at), block);
		const power = block.reduce((sum, value) => sum + value * value, 0) / block.length;
		sound.push([10 + (at + 128) / TRACK_RATE, Math.sqrt(power)]);
	}
	const mouth: [number, number][] = [];
	for (let at = -1; at < end; at += 0.04)
		mouth.push([10 + at, track.faceAt(samples(Math.round(at * TRACK_RATE))).open]);
	return { sound, mouth };
}

/** Syllables of a tone, each as loud as its mouth is open. */
function babble(seed: number): SpokenPhrase {
	const random = new SeededRandom(seed);
	const face = new Float32Array(75 * BLENDSHAPE_COUNT);
	const voice = new Float32Array(75 * SAMPLES_PER_FACE_FRAME);
	for (let frame = 0; frame < 75; frame += 5) {
		const open = random.next();
		for (let at = frame; at < frame + 5; at++) face[at * BLENDSHAPE_COUNT + BLENDSHAPE_INDEX.jawOpen] = open;
		const [from, to] = [frame * SAMPLES_PER_FACE_FRAME, (frame + 5) * SAMPLES_PER_FACE_FRAME];
		for (let at = from; at < to; at++) voice[at] = 0.5 * open * Math.sin(at / 8);
	}
	return { samples: voice, face, phonemes: [], words: [], subtitles: [], pause: 0 };
}

it("tells how far sound and mouth were played apart, and nothing of a stream that is not what was said", () => {
	const [phrases, others] = [[babble(1)], [babble(2)]];
	for (const skew of [-0.3, 0.12]) {
		const { sound, mouth } = played(phrases, skew);
		expect(Math.abs((playedSkew(phrases, sound, mouth) ?? Number.NaN) - skew)).toBeLessThan(0.02);
		expect(playedSkew(others, sound, mouth)).toBeUndefined();
	}
});
