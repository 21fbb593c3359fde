import { TRACK_RATE } from "../../../src/driver/vendors/media/talking-track.ts";
import { SeededRandom } from "../seeded-random.ts";
import type { SceneSound } from "./talking-scene.ts";

const tone = (frequency: number, time: number) => Math.sin(2 * Math.PI * frequency * time);

const CHORDS = [
	[220, 277, 330],
	[196, 247, 294],
	[175, 220, 262],
] as const;
const TUNE = [262, 294, 330, 349, 392, 440, 392, 330, 294, 262, 330, 392] as const;

const each = (value: (time: number) => number): SceneSound => {
	return (position, block) => {
		for (let at = 0; at < block.length; at++) block[at] = value((position + at) / TRACK_RATE);
	};
};

/** Music without a voice. */
export function music(kind: "chords" | "drums" | "tune"): SceneSound {
	const random = new SeededRandom(3);
	switch (kind) {
		case "chords":
			return each((time) => {
				const chord = CHORDS[Math.floor(time) % CHORDS.length] ?? CHORDS[0];
				return 2000 * chord.reduce((sum, frequency) => sum + tone(frequency, time), 0);
			});
		case "drums":
			return each((time) => {
				const [beat, hat] = [(time * 2.2) % 1, (time * 4.4) % 1];
				return (
					12_000 * Math.exp(-8 * beat) * tone(90, time) + 5000 * Math.exp(-25 * hat) * (random.next() - 0.5)
				);
			});
		case "tune":
			return each((time) => {
				const note = TUNE[(Math.floor(4 * time) * 7) % TUNE.length] ?? 262;
				return 9000 * Math.exp(-2.5 * ((4 * time) % 1)) * tone(note, time) + 2500 * tone(131, time);
			});
	}
}

export const silence: SceneSound = (_position, block) => void block.fill(0);
