import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { FramePace } from "../../src/runtime/frame-pace.ts";
import { seconds } from "../../src/util/time.ts";

const INTERVAL = seconds(1 / 60);

beforeEach(() => {
	vi.useFakeTimers({
		toFake: ["setTimeout", "clearTimeout", "requestAnimationFrame", "cancelAnimationFrame", "performance"],
	});
	vi.stubGlobal("requestAnimationFrame", (act: (at: number) => void) =>
		setTimeout(() => act(performance.now()), 1000 * INTERVAL - (performance.now() % (1000 * INTERVAL))),
	);
	vi.stubGlobal("cancelAnimationFrame", (timer: ReturnType<typeof setTimeout>) => clearTimeout(timer));
});
afterEach(() => {
	vi.useRealTimers();
	vi.unstubAllGlobals();
});

/** Seconds between drawn frames over a second, and how often the display was waited for. */
function run(framesPerSecond: number | undefined) {
	const deltas: number[] = [];
	let woken = 0;
	const display = { frameTime: seconds(0), interval: INTERVAL, rested: () => {} };
	const pace = new FramePace(display, (timestamp) => {
		woken++;
		pace.ask();
		display.frameTime = seconds(timestamp / 1000);
		if (pace.isDue()) deltas.push(pace.delta);
	});
	pace.limit(framesPerSecond);
	vi.advanceTimersByTime(1000);
	pace.dispose();
	const before = woken;
	vi.advanceTimersByTime(1000);
	expect(woken).toBe(before);
	return { drawn: deltas.length, woken, longest: Math.max(...deltas.slice(1)) };
}

it("draws every frame of the display where nothing is limited", () => {
	const { drawn, woken } = run(undefined);
	expect(drawn).toBe(woken);
	expect(drawn).toBeGreaterThanOrEqual(58);
});

it("leaves out every second one where half as many are wanted", () => {
	const { drawn, woken } = run(30);
	expect(woken).toBeGreaterThanOrEqual(58);
	expect(drawn).toBeGreaterThanOrEqual(29);
	expect(drawn).toBeLessThanOrEqual(31);
});

it("does not wake for what it leaves out where few are wanted, and misses none of those", () => {
	const { drawn, woken, longest } = run(12);
	expect(woken).toBeLessThanOrEqual(13);
	expect(drawn).toBeGreaterThanOrEqual(11);
	expect(longest).toBeLessThanOrEqual(0.1);
});

it("asks for none while it is paused, not for another rate either, and begins anew at once", () => {
	const display = { frameTime: seconds(0), interval: INTERVAL, rested: vi.fn() };
	let woken = 0;
	const pace = new FramePace(display, () => {
		woken++;
		pace.ask();
	});
	pace.limit(undefined);
	vi.advanceTimersByTime(500);
	const before = woken;
	pace.pause();
	pace.limit(30);
	vi.advanceTimersByTime(500);
	expect(woken).toBe(before);
	display.rested.mockClear();
	pace.resume();
	vi.advanceTimersByTime(500);
	expect(display.rested).toHaveBeenCalledOnce();
	expect(woken).toBeGreaterThan(before + 25);
	pace.dispose();
});
