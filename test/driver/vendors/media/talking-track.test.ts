import { describe, expect, it } from "vitest";
import { FaceDrawing } from "../../../../src/driver/vendors/media/draw-face.ts";
import { BLOCK, LivePump } from "../../../../src/driver/vendors/media/live-source.ts";
import { TalkingTrack, TRACK_RATE } from "../../../../src/driver/vendors/media/talking-track.ts";
import { samples, seconds } from "../../../../src/util/time.ts";
import { bursts } from "../../../support/media/bursts.ts";
import { measureSkew } from "../../../support/media/measure-skew.ts";
import { mouthArea } from "../../../support/media/mouth-area.ts";
import { SeededRandom } from "../../../support/seeded-random.ts";

const SKEWS = [-300, -120, -45, 0, 10, 80, 300];

/** A track with a clock that a test moves. */
function newTrack(skewMs = 0) {
	const clock = { ms: 1000 };
	const track = new TalkingTrack({ now: () => clock.ms, skew: seconds(skewMs / 1000) });
	return { clock, track };
}

function soundBetween(track: TalkingTrack, from: number, to: number): Int16Array {
	const sound = new Int16Array(to - from);
	track.readSound(samples(from), sound);
	return sound;
}

const loudest = (sound: Int16Array): number =>
	sound.reduce((most, value) => Math.max(most, Math.abs(value)), 0);

describe("TalkingTrack", () => {
	it("is silent with a shut mouth until something is placed", () => {
		const { track } = newTrack();
		expect(loudest(soundBetween(track, 0, TRACK_RATE))).toBe(0);
		expect(track.faceAt(samples(500)).open).toBe(0);
	});

	it("says one phrase behind the other without a gap", () => {
		const { track } = newTrack();
		const first = track.place(bursts(1));
		const second = track.place(bursts(2));
		expect(second.start).toBe(first.end);
		expect(second.end - second.start).toBe(2 * TRACK_RATE);
	});

	it("places what comes late after now, so that no sender has passed it", () => {
		const { clock, track } = newTrack(-300);
		clock.ms += 5000;
		const { start } = track.place(bursts(1));
		expect(start).toBeGreaterThan(track.position + 0.3 * TRACK_RATE);
		expect(start).toBeLessThan(track.position + 0.5 * TRACK_RATE);
	});

	it("is silent shortly after an interruption, and says the next phrase then", () => {
		const { clock, track } = newTrack();
		const { start } = track.place(bursts(3));
		track.place(bursts(3));
		clock.ms = track.timeOf(samples(start + TRACK_RATE));
		const cut = track.interrupt();
		expect(cut - track.position).toBeLessThan(0.1 * TRACK_RATE);
		expect(loudest(soundBetween(track, cut, cut + 5 * TRACK_RATE))).toBe(0);
		expect(track.place(bursts(1)).start).toBeGreaterThanOrEqual(cut);
	});

	it.each([0.301, -0.301, Number.NaN])("refuses a skew of %s s", (skew) => {
		expect(() => new TalkingTrack({ now: () => 0, skew: seconds(skew) })).toThrow(RangeError);
	});

	it.each(SKEWS)("keeps picture and sound %i ms apart", (skewMs) => {
		const { track } = newTrack(skewMs);
		const { end } = track.place(bursts(6));
		const times = Array.from({ length: 25 * 6 }, (_, index) => index / 25);
		const openings = times.map((time) => track.faceAt(samples(Math.round(time * TRACK_RATE))).open);
		const measured = measureSkew({ times, openings }, soundBetween(track, 0, end), TRACK_RATE);
		expect(Math.abs(measured * 1000 - skewMs)).toBeLessThanOrEqual(2);
	});
});

describe("LivePump", () => {
	it.each(SKEWS)("keeps them %i ms apart for a sender whose timer is late at random", (skewMs) => {
		const { clock, track } = newTrack(skewMs);
		const face = new FaceDrawing(160, 200);
		const sound: number[] = [];
		const times: number[] = [];
		const openings: number[] = [];
		const pump = new LivePump(track, face, {
			sound: (block) => sound.push(...block),
			picture: ({ picture }) => {
				// A receiver sees the picture beside the sound that is sent with it.
				times.push(sound.length / TRACK_RATE);
				openings.push(mouthArea(picture));
			},
		});
		track.place(bursts(6));
		const random = new SeededRandom(7);
		for (const end = clock.ms + 7000; clock.ms < end; clock.ms += 3 + 30 * random.next() ** 4) pump.tick();
		expect(sound.length % BLOCK).toBe(0);
		expect(times.length).toBeGreaterThan(6 * 23);
		const measured = measureSkew({ times, openings }, Int16Array.from(sound), TRACK_RATE);
		expect(Math.abs(measured * 1000 - skewMs)).toBeLessThanOrEqual(4);
	});

	it("leaves out what it missed after a long stop", () => {
		const { clock, track } = newTrack();
		let blocks = 0;
		const pump = new LivePump(track, new FaceDrawing(160, 200), { sound: () => blocks++, picture: () => {} });
		clock.ms += 60_000;
		pump.tick();
		expect(blocks).toBeLessThan(100);
	});
});
