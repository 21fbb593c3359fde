import { describe, expect, it } from "vitest";
import { Pacer } from "../../src/driver/pacer.ts";
import { seconds } from "../../src/util/time.ts";

/** A pacer on a clock that the test turns. */
function paced(lead: number) {
	let nowMs = 1000;
	const pacer = new Pacer(seconds(lead), () => nowMs);
	return {
		pacer,
		wait(duration: number) {
			nowMs += duration * 1000;
		},
	};
}

describe("Pacer", () => {
	it("lets sound go until it is its lead ahead", () => {
		const { pacer } = paced(1);
		for (let sent = 0; sent < 1.2; sent += 0.2) {
			expect(pacer.delayMs).toBe(0);
			pacer.sent(seconds(0.2));
		}
		expect(pacer.delayMs).toBeCloseTo(200, 6);
	});

	it("then lets it go as it is heard", () => {
		const { pacer, wait } = paced(0);
		pacer.sent(seconds(0.2));
		expect(pacer.delayMs).toBeCloseTo(200, 6);
		wait(0.15);
		expect(pacer.delayMs).toBeCloseTo(50, 6);
		wait(0.05);
		expect(pacer.delayMs).toBe(0);
	});

	it("does not make up for a pause of the sender", () => {
		const { pacer, wait } = paced(0.5);
		pacer.sent(seconds(0.5));
		wait(60);
		pacer.sent(seconds(1));
		expect(pacer.delayMs).toBeCloseTo(500, 6);
	});

	it("stops waiting when it is told to", async () => {
		const { pacer } = paced(0);
		pacer.sent(seconds(3600));
		const abort = new AbortController();
		const waiting = pacer.ready(abort.signal);
		abort.abort();
		await expect(waiting).rejects.toThrow("abort");
	});
});
