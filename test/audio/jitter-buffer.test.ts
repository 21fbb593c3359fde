import { describe, expect, it } from "vitest";
import { JitterBuffer } from "../../src/audio/jitter-buffer.ts";
import type { JitterEvent } from "../../src/audio/jitter-event.ts";
import type { ClausePart } from "../../src/protocol/driver-message.ts";
import { seconds } from "../../src/util/time.ts";
import { clausePart, faceFrames, level } from "../support/clause-parts.ts";

/** A clause in one message: 100 ms of sound at the level `sequence / 10`. */
const whole = (sequence: number, fields: Partial<ClausePart> = {}) =>
	clausePart({
		sequence,
		samples: level(sequence / 10),
		clauseStart: true,
		clauseFinal: true,
		faceFinal: true,
		...fields,
	});

/** Feeds parts, each at its arrival time, and polls after each. Targets go their own way: they follow the clock. */
class Feed {
	readonly buffer = new JitterBuffer();
	readonly targets: number[] = [];
	now = 0;

	send(part: ClausePart, utterance = 1, messageNumber?: number): readonly JitterEvent[] {
		this.buffer.received(utterance, part, seconds(this.now), messageNumber);
		return this.poll();
	}

	poll(): readonly JitterEvent[] {
		return this.buffer.poll(seconds(this.now)).filter((event) => {
			if (event.type === "target") this.targets.push(event.targetDelay);
			return event.type !== "target";
		});
	}

	sendAll(parts: readonly ClausePart[]): readonly JitterEvent[] {
		return parts.flatMap((part) => [...this.send(part)]);
	}

	wait(time: number): readonly JitterEvent[] {
		this.now += time;
		return this.poll();
	}
}

/** Events in a word or two each: `1`, `1 face`, `gap 2-3 missing`, `duplicate 1`, `end 0.2`. */
function brief(events: readonly JitterEvent[]): string[] {
	return events.map((event) => {
		if (event.type === "part")
			return `${event.part.sequence}${event.part.samples.length === 0 ? " face" : ""}`;
		if (event.type === "gap") return `gap ${event.first}-${event.last} ${event.reason}`;
		if (event.type === "dropped") return `${event.reason} ${event.sequence}`;
		if (event.type === "end") return `end ${event.presentationTime.toFixed(1)}`;
		return event.type;
	});
}

describe("jitter buffer", () => {
	it("passes parts of the clause whose turn it is at once", () => {
		const feed = new Feed();
		expect(brief(feed.send(whole(1)))).toEqual(["1"]);
		expect(brief(feed.send(whole(2)))).toEqual(["2"]);
	});

	it.each([[[2, 1, 3]], [[3, 2, 1]], [[1, 3, 2]], [[2, 3, 1]]])(
		"gives out clauses that come as %j in order of their numbers",
		(order) => {
			const events = new Feed().sendAll(order.map((sequence) => whole(sequence)));
			expect(brief(events)).toEqual(["1", "2", "3"]);
			expect(events.map((event) => event.type === "part" && event.presentationTime)).toEqual([0, 0.1, 0.2]);
		},
	);

	it("holds a later clause until the one before has come to its end", () => {
		const feed = new Feed();
		expect(brief(feed.send(whole(1, { clauseFinal: false })))).toEqual(["1"]);
		expect(brief(feed.send(whole(2)))).toEqual([]);
		expect(brief(feed.send(whole(1, { clauseStart: false })))).toEqual(["1", "2"]);
	});

	it("starts with clause 0 where there is one", () => {
		expect(brief(new Feed().sendAll([whole(0), whole(1)]))).toEqual(["0", "1"]);
	});

	it("waits for a missing clause within its bound, then reports it and goes on", () => {
		const feed = new Feed();
		feed.send(whole(1));
		expect(feed.buffer.deadline).toBeUndefined();
		expect(brief(feed.send(whole(4)))).toEqual([]);
		expect(feed.buffer.deadline).toBeCloseTo(0.5);
		expect(brief(feed.wait(0.49))).toEqual([]);
		expect(brief(feed.wait(0.02))).toEqual(["gap 2-3 missing", "4"]);
		expect(feed.buffer.stats.missing).toBe(2);
	});

	it("does not wait longer because more of the later clause arrives", () => {
		const feed = new Feed();
		feed.send(whole(1));
		feed.send(whole(3, { clauseFinal: false }));
		feed.now = 0.4;
		feed.send(whole(3, { clauseStart: false }));
		expect(brief(feed.wait(0.11))).toEqual(["gap 2-2 missing", "3", "3"]);
	});

	it("drops and counts sound that comes after its clause was given up", () => {
		const feed = new Feed();
		feed.sendAll([whole(1), whole(3)]);
		feed.wait(0.6);
		const events = feed.send(whole(2));
		expect(brief(events)).toEqual(["late 2"]);
		expect(events[0]).toMatchObject({ duration: 0.1 });
		expect(feed.buffer.stats.late).toBe(1);
	});

	it("leaves a clause that never ends, and says so", () => {
		const feed = new Feed();
		feed.sendAll([whole(1, { clauseFinal: false }), whole(2)]);
		expect(brief(feed.wait(0.6))).toEqual(["gap 1-1 unfinished", "2"]);
	});

	it("stops waiting for ends once the driver has shown that it marks none", () => {
		const feed = new Feed();
		const open = (sequence: number) => whole(sequence, { clauseFinal: false });
		feed.sendAll([open(1), open(2)]);
		feed.wait(0.6);
		expect(brief(feed.send(open(3)))).toEqual(["gap 2-2 unfinished", "3"]);
	});

	it("learns that the numbers of a driver start anywhere", () => {
		const feed = new Feed();
		expect(brief(feed.send(whole(7)))).toEqual([]);
		expect(brief(feed.wait(0.6))).toEqual(["gap 1-6 missing", "7"]);
		expect(brief(feed.send(whole(12), 2))).toEqual(["12"]);
	});

	it("drops a clause that is sent again, part by part", () => {
		const feed = new Feed();
		const parts = [
			whole(1, { clauseFinal: false }),
			clausePart({ sequence: 1, samples: level(0.2) }),
			clausePart({ sequence: 1, samples: level(0.3), clauseFinal: true }),
		];
		expect(brief(feed.sendAll(parts))).toEqual(["1", "1", "1"]);
		expect(brief(feed.sendAll(parts))).toEqual(["duplicate 1", "duplicate 1", "duplicate 1"]);
		expect(brief(feed.send(whole(2)))).toEqual(["2"]);
	});

	it("goes on with a clause that is sent again from its start while still open", () => {
		const feed = new Feed();
		const first = whole(1, { clauseFinal: false });
		const second = clausePart({ sequence: 1, samples: level(0.2) });
		const third = clausePart({ sequence: 1, samples: level(0.3), clauseFinal: true });
		expect(brief(feed.sendAll([first, second, first, second, third]))).toEqual([
			"1",
			"1",
			"duplicate 1",
			"duplicate 1",
			"1",
		]);
	});

	it("drops a message whose number came before", () => {
		const feed = new Feed();
		const pause = clausePart({ sequence: 1, samples: level(0) });
		expect(brief(feed.send(pause, 1, 1))).toEqual(["1"]);
		expect(brief(feed.send(pause, 1, 1))).toEqual(["duplicate 1"]);
		expect(brief(feed.send(pause, 1, 2))).toEqual(["1"]);
	});

	it("takes equal parts of an open clause for what they are: pauses", () => {
		const pause = clausePart({ sequence: 1, samples: level(0) });
		expect(brief(new Feed().sendAll([pause, pause, pause]))).toEqual(["1", "1", "1"]);
	});

	it("speaks clauses that all carry the same number, in order of arrival", () => {
		const feed = new Feed();
		const same = (value: number) => whole(0, { samples: level(value) });
		expect(brief(feed.sendAll([same(0.1), same(0.2), same(0.3)]))).toEqual(["0", "0", "0"]);
		expect(feed.buffer.stats.renumbered).toBe(2);
	});

	it("speaks clauses whose numbers start over after those before", () => {
		const feed = new Feed();
		const again = (sequence: number) => whole(sequence, { samples: level(0.5 + sequence / 10) });
		expect(brief(feed.sendAll([whole(1), whole(2), again(1), again(2)]))).toEqual(["1", "2", "1", "2"]);
	});

	it("speaks a set phrase numbered 0 after an answer numbered from 1", () => {
		expect(brief(new Feed().sendAll([whole(1), whole(2), whole(0)]))).toEqual(["1", "2", "0"]);
	});

	it("places face frames by their clause even after its sound has passed", () => {
		const feed = new Feed();
		feed.send(whole(1, { faceFinal: false, face: faceFrames(0.1, 2) }));
		feed.send(whole(2));
		const events = feed.send(clausePart({ sequence: 1, face: faceFrames(0.2, 1), faceFinal: true }));
		expect(brief(events)).toEqual(["1 face"]);
		expect(events[0]).toMatchObject({ clauseTime: 0, faceIndex: 2 });
	});

	it("holds face frames that are clauses ahead until their clause has a time", () => {
		const feed = new Feed();
		feed.send(whole(1, { clauseFinal: false }));
		expect(brief(feed.send(clausePart({ sequence: 2, face: faceFrames(0.1, 1) })))).toEqual([]);
		const events = feed.send(whole(1, { clauseStart: false }));
		expect(brief(events)).toEqual(["1", "2 face"]);
		expect(events[1]).toMatchObject({ clauseTime: 0.2, faceIndex: 0 });
	});

	it("passes sound without face, face without sound, and parts with neither", () => {
		const feed = new Feed();
		const parts = [
			clausePart({ sequence: 1, clauseStart: true }),
			clausePart({ sequence: 1, samples: level(0.1) }),
			clausePart({ sequence: 1, face: faceFrames(0.5, 3), clauseFinal: true, faceFinal: true }),
		];
		expect(brief(feed.sendAll(parts))).toEqual(["1 face", "1", "1 face"]);
	});

	it("keeps time in seconds when the sample rate changes on the way", () => {
		const feed = new Feed();
		feed.send(whole(1, { samples: level(0.1, 2_400) }));
		feed.send(whole(2, { samples: level(0.2, 4_800), sampleRate: 48_000 }));
		expect(feed.send(whole(3))[0]).toMatchObject({ presentationTime: expect.closeTo(0.2, 9) });
	});

	it("ends after the final part", () => {
		expect(brief(new Feed().sendAll([whole(1), whole(2, { final: true })]))).toEqual(["1", "2", "end 0.2"]);
	});

	it("ends at a bare final message whatever its number", () => {
		const feed = new Feed();
		expect(brief(feed.sendAll([whole(1), clausePart({ sequence: 0, final: true })]))).toEqual([
			"1",
			"end 0.1",
		]);
	});

	it("waits for what is missing before the final clause", () => {
		const feed = new Feed();
		expect(brief(feed.sendAll([whole(1), whole(3, { final: true })]))).toEqual(["1"]);
		expect(brief(feed.send(whole(2)))).toEqual(["2", "3", "end 0.3"]);
	});

	it("speaks what comes after the final message, and ends again", () => {
		const feed = new Feed();
		feed.send(whole(1, { final: true }));
		expect(brief(feed.send(whole(2, { final: true })))).toEqual(["2", "end 0.2"]);
	});

	it("lets everything pass when the line is closed, and reports what is missing", () => {
		const feed = new Feed();
		feed.sendAll([whole(1, { clauseFinal: false }), whole(3)]);
		feed.buffer.close();
		expect(brief(feed.wait(0))).toEqual(["gap 1-1 unfinished", "gap 2-2 missing", "3", "end 0.2"]);
	});

	it("drops parts of older utterances by number", () => {
		const feed = new Feed();
		feed.send(whole(1), 1);
		feed.send(whole(1), 2);
		expect(brief(feed.send(whole(2), 1))).toEqual(["stale 2"]);
		expect(feed.buffer.stats.stale).toBe(1);
		expect(brief(feed.send(whole(2), 2))).toEqual(["2"]);
	});

	it("starts each utterance at time 0", () => {
		const feed = new Feed();
		feed.send(whole(1), 1);
		expect(feed.send(whole(1), 2)[0]).toMatchObject({ presentationTime: 0, clauseTime: 0 });
	});

	it("asks for more sound to be held when sound comes late, and for less when it comes evenly", () => {
		const feed = new Feed();
		const parts = (count: number) => Array.from({ length: count }, () => whole(1, { clauseFinal: false }));
		const inRealTime = (utterance: number, late: (i: number) => number) =>
			parts(40).forEach((part, i) => {
				feed.now = utterance * 10 + i / 10 + late(i);
				feed.send({ ...part, clauseStart: i === 0 }, utterance);
			});
		inRealTime(1, (i) => (i === 20 ? 0.25 : 0));
		expect(feed.buffer.targetDelay).toBeGreaterThanOrEqual(0.25);
		expect(feed.targets.at(-1)).toBeCloseTo(feed.buffer.targetDelay, 1);
		// Eight minutes: a lateness that comes once in 300 seconds is still insured against.
		for (let utterance = 2; utterance < 120; utterance++) inRealTime(utterance, () => 0);
		expect(feed.buffer.targetDelay).toBeLessThan(0.05);
	});
});
