import { SeededRandom } from "./seeded-random.ts";

/** A message on its way: seconds since the trace began. */
export interface Sent<T> {
	readonly at: number;
	readonly message: T;
}

/** A line between driver and browser: when a message that is sent at a time arrives. Times of sending only grow. */
export interface Line {
	/** Seconds from one end to the other and back, of a far line. */
	readonly roundTrip?: number;
	arrival(sentAt: number): number;
}

/** Makes the line of a trace; the same seed makes the same line. */
export type Trace = (seed: number) => Line;

/** Delay of a message, in seconds, before anything has to wait for anything. */
type Delay = (sentAt: number) => number;

/** TCP: nothing overtakes, so what is held up holds up what follows. */
function inOrder(delay: Delay): Line {
	let last = 0;
	return {
		arrival(sentAt) {
			last = Math.max(last, sentAt + delay(sentAt));
			return last;
		},
	};
}

/** Times at which something lasts, one after another: `wait` until it begins, `length` while it lasts. */
class Spells {
	readonly #wait: () => number;
	readonly #length: () => number;
	#start: number;
	#end: number;

	constructor(wait: () => number, length: () => number) {
		this.#wait = wait;
		this.#length = length;
		this.#start = wait();
		this.#end = this.#start + length();
	}

	/** Seconds until the spell that `time` falls into is over; 0 outside of spells. Times only grow. */
	remaining(time: number): number {
		while (time >= this.#end) {
			this.#start = this.#end + this.#wait();
			this.#end = this.#start + this.#length();
		}
		return time >= this.#start ? this.#end - time : 0;
	}
}

/** Independent jitter of a quiet wired line. */
const gaussian: Trace = (seed) => {
	const random = new SeededRandom(seed);
	return inOrder(() => Math.max(0.01, 0.04 + 0.015 * random.gaussian()));
};

/** A lossy line: mostly even, in bad spells each loss costs a retransmission. */
const bursty: Trace = (seed) => {
	const random = new SeededRandom(seed);
	const bad = new Spells(
		() => random.between(3, 12),
		() => random.between(0.3, 2),
	);
	return inOrder((time) => {
		const lost = random.next() < (bad.remaining(time) > 0 ? 0.4 : 0.002);
		return 0.02 + 0.003 * Math.abs(random.gaussian()) + (lost ? random.between(0.08, 0.25) : 0);
	});
};

/** A home network that is fast until the device changes access points: nothing for a while, then all at once. */
const wifiRoam: Trace = (seed) => {
	const random = new SeededRandom(seed);
	const roam = new Spells(
		() => random.between(12, 35),
		() => random.between(0.15, 0.9),
	);
	const contention = new Spells(
		() => random.between(1, 6),
		() => random.between(0.02, 0.12),
	);
	return inOrder(
		(time) =>
			0.012 +
			0.004 * Math.abs(random.gaussian()) +
			Math.max(roam.remaining(time), contention.remaining(time)),
	);
};

/** A mobile network: grants every 10 ms, delay that wanders with the load of the cell, handovers. */
const lte: Trace = (seed) => {
	const random = new SeededRandom(seed);
	const handover = new Spells(
		() => random.between(15, 40),
		() => random.between(0.08, 0.4),
	);
	let load = 0.02;
	return inOrder((time) => {
		load = Math.min(0.12, Math.max(0, load + 0.004 * random.gaussian()));
		const grant = 0.01 * Math.ceil(random.between(0, 3));
		return 0.035 + load + grant + handover.remaining(time);
	});
};

/** A geostationary satellite: far, with a retransmission now and then that costs another round trip. */
const satellite: Trace = (seed) => {
	const random = new SeededRandom(seed);
	const fade = new Spells(
		() => random.between(20, 60),
		() => random.between(0.2, 1),
	);
	const carrier = inOrder((time) => {
		const lost = random.next() < (fade.remaining(time) > 0 ? 0.3 : 0.004);
		return 0.3 + 0.02 * Math.abs(random.gaussian()) + (lost ? 0.6 : 0);
	});
	return { ...carrier, roundTrip: 0.6 };
};

/** A good line: the trouble of this trace is the driver. */
const good: Trace = (seed) => {
	const random = new SeededRandom(seed);
	return inOrder(() => 0.02 + 0.003 * Math.abs(random.gaussian()));
};

/** Seconds that a driver needs for each second of speech, by time: it falls behind in spells. */
export type Pace = (time: number) => number;

/** Sends each piece when it would be due if nothing were late. */
const inRealTime = (): Pace => () => 1;

/** A synthesiser a little faster than speech, and a good deal slower than it now and then. */
function slowNowAndThen(seed: number): Pace {
	const random = new SeededRandom(seed);
	const slow = new Spells(
		() => random.between(5, 20),
		() => random.between(0.5, 2.5),
	);
	return (time) => (slow.remaining(time) > 0 ? random.between(1.1, 1.6) : 0.9);
}

/** A situation: how the driver makes speech and how the line carries it. */
export interface Scenario {
	readonly line: Trace;
	readonly pace: (seed: number) => Pace;
}

/** Situations by name, as they appear in the benchmarks. */
export const SCENARIOS = {
	gaussian: { line: gaussian, pace: inRealTime },
	bursty: { line: bursty, pace: inRealTime },
	wifiRoam: { line: wifiRoam, pace: inRealTime },
	lte: { line: lte, pace: inRealTime },
	satellite: { line: satellite, pace: inRealTime },
	slowSynthesiser: { line: good, pace: slowNowAndThen },
} as const satisfies Record<string, Scenario>;

/** What may go wrong with single messages besides delay. Probabilities 0 … 1. */
export interface Mishaps {
	/** A message changes places with the one after it. */
	readonly reorder?: number;
	/** A message comes twice. */
	readonly duplicate?: number;
	/** Nothing comes from `from` until `to` (seconds); then all at once. */
	readonly stall?: { readonly from: number; readonly to: number };
	/** Nothing comes from this time on. */
	readonly cut?: number;
}

/** Messages with their arrival times, in order of arrival. */
export function carry<T>(
	sent: readonly Sent<T>[],
	line: Line,
	mishaps: Mishaps = {},
	seed = 1,
): readonly Sent<T>[] {
	const random = new SeededRandom(seed);
	const { reorder = 0, duplicate = 0, stall, cut = Number.POSITIVE_INFINITY } = mishaps;
	const arrived: Sent<T>[] = [];
	for (const { at, message } of sent) {
		let arrival = line.arrival(at);
		if (stall !== undefined && arrival >= stall.from) arrival = Math.max(arrival, stall.to);
		if (arrival >= cut) continue;
		arrived.push({ at: arrival, message });
		if (random.next() < duplicate) arrived.push({ at: arrival, message });
	}
	for (let i = 1; i < arrived.length; i++) {
		const [earlier, later] = [arrived[i - 1], arrived[i]];
		if (earlier === undefined || later === undefined || random.next() >= reorder) continue;
		arrived[i - 1] = { at: earlier.at, message: later.message };
		arrived[i] = { at: later.at, message: earlier.message };
	}
	return arrived;
}
