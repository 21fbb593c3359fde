import { describe, expect, it } from "vitest";
import { JitterBuffer } from "../../src/audio/jitter-buffer.ts";
import type { ClausePart } from "../../src/protocol/driver-message.ts";
import { seconds } from "../../src/util/time.ts";
import { clausePart, level } from "../support/clause-parts.ts";
import { carry, type Line, type Mishaps, SCENARIOS } from "../support/network-simulator.ts";
import { listen } from "../support/network-speech.ts";

const evenLine: Line = { arrival: (sentAt) => sentAt + 0.02 };

/** Forty clauses of 100 ms, one message each, sent in real time. */
const CLAUSES = Array.from({ length: 40 }, (_, i) => ({
	at: i / 10,
	message: clausePart({
		sequence: i + 1,
		samples: level((i + 1) / 100),
		clauseStart: true,
		clauseFinal: true,
		final: i === 39,
	}),
}));

/** Sends the clauses over a line with mishaps; what was spoken, in order, and the buffer that did it. */
function speakOver(mishaps: Mishaps, seed: number) {
	const buffer = new JitterBuffer();
	const spoken: ClausePart[] = [];
	const take = (now: number) => {
		for (const event of buffer.poll(seconds(now))) if (event.type === "part") spoken.push(event.part);
	};
	for (const { at, message } of carry(CLAUSES, evenLine, mishaps, seed)) {
		buffer.received(1, message, seconds(at));
		take(at);
	}
	buffer.close();
	take(99);
	return { buffer, numbers: spoken.map(({ sequence }) => sequence) };
}

const upTo = (last: number) => Array.from({ length: last }, (_, i) => i + 1);

describe("clauses over a bad line", () => {
	it.each([1, 2, 3, 4, 5])(
		"are all spoken once and in order however they overtake and repeat (seed %i)",
		(seed) => {
			const { buffer, numbers } = speakOver({ reorder: 0.4, duplicate: 0.3 }, seed);
			expect(numbers).toEqual(upTo(40));
			expect(buffer.stats.duplicate).toBeGreaterThan(0);
			expect(buffer.stats).toMatchObject({ missing: 0, unfinished: 0, late: 0, renumbered: 0 });
		},
	);

	it("are all spoken after a stall, and the target delay has grown by it", () => {
		const { buffer, numbers } = speakOver({ stall: { from: 2, to: 2.6 } }, 1);
		expect(numbers).toEqual(upTo(40));
		expect(buffer.targetDelay).toBeGreaterThan(0.5);
	});

	it("are spoken up to where the line was cut", () => {
		const { numbers } = speakOver({ cut: 2.05 }, 1);
		expect(numbers).toEqual(upTo(21));
	});
});

/** A buffer that starts, and goes on after a stall, with 120 ms. */
const FIXED = {
	shouldStart: ({ bufferLevel, closed }: { bufferLevel: number; closed: boolean }) =>
		closed || bufferLevel >= 0.12,
	stretchRate: () => 1,
};

describe("speech over a simulated network", () => {
	it.each(Object.entries(SCENARIOS))(
		"over %s stops no more often and for no longer than with a fixed buffer of 120 ms",
		(_, scenario) => {
			const ours = listen({ scenario, seed: 5, duration: 200 });
			const fixed = listen({ scenario, seed: 5, duration: 200, policies: FIXED });
			expect(ours.stalls).toBeLessThanOrEqual(fixed.stalls);
			expect(ours.lost).toBeLessThanOrEqual(fixed.lost);
			expect(ours.stretched).toBeLessThan(0.25);
		},
	);

	it("is the same for the same seed", () => {
		const once = () => listen({ scenario: SCENARIOS.bursty, seed: 9, duration: 30 });
		expect(once()).toEqual(once());
	});
});
