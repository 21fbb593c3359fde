import type {
	Candidate,
	CandidateState,
	Saying,
	StreamFigures,
} from "../../../src/compare/model/candidate.ts";
import { NO_FIGURES } from "../../../src/compare/model/candidate.ts";
import type { MeasureServices } from "../../../src/compare/model/measure-sentence.ts";
import { RULER_GRID } from "../../../src/compare/ruler/luma-cells.ts";
import { PictureTrack } from "../../../src/compare/ruler/picture-track.ts";
import { Series } from "../../../src/compare/ruler/series.ts";
import { Signal } from "../../../src/util/signal.ts";
import type { Capability } from "../../../src/vendors/capability.ts";

/** How a candidate behaves. Seconds. */
export interface FakeBehaviour {
	/** From the text to the first sound; not a number: never. */
	readonly latency: number;
	readonly duration: number;
	/** From an interruption to silence. */
	readonly falls?: number;
	readonly refuses?: string;
	/** Breaks so long after the text. */
	readonly breaks?: number;
}

/** Levels a second. */
const RATE = 100;

/** A world in which time passes only while somebody waits; candidates in it speak a tone. */
export class FakeWorld {
	#now = 100;
	readonly #candidates: FakeCandidate[] = [];

	get now(): number {
		return this.#now;
	}

	candidate(behaviour: FakeBehaviour): FakeCandidate {
		const candidate = new FakeCandidate(behaviour, () => this.#now);
		this.#candidates.push(candidate);
		return candidate;
	}

	services(signal: AbortSignal = new AbortController().signal): MeasureServices {
		return {
			now: () => this.#now,
			wait: async (duration) => {
				const end = this.#now + duration;
				for (; this.#now < end; this.#now += 1 / RATE)
					for (const one of this.#candidates) one.tick(this.#now);
				// Promises that this moment has settled are heard of before the next.
				for (let turn = 0; turn < 10; turn++) await Promise.resolve();
			},
			busySince: () => () => 0.25,
			signal,
		};
	}
}

export class FakeCandidate implements Candidate {
	readonly kind = "akool";
	readonly transport = "whep";
	readonly capabilities: ReadonlySet<Capability> = new Set<Capability>(["text", "interrupt"]);
	readonly limits = { text: { most: 200, unit: "characters" } } as const;
	readonly state = new Signal<CandidateState>({ phase: "ready", reason: "" });
	readonly watch = {
		levels: new Series(20_000),
		pictures: new PictureTrack(RULER_GRID, 10),
		missing: [] as ("sound" | "picture")[],
	};
	readonly firstFrame = null;
	readonly said: { readonly text: string; readonly at: number }[] = [];
	isMeasured = false;
	muted = false;
	readonly #behaviour: FakeBehaviour;
	readonly #now: () => number;
	#speaks: { readonly from: number; to: number } | undefined;
	#done: () => void = () => {};
	#breaksAt = Number.POSITIVE_INFINITY;

	constructor(behaviour: FakeBehaviour, now: () => number) {
		this.#behaviour = behaviour;
		this.#now = now;
	}

	async open(): Promise<void> {}

	say(text: string): Saying {
		const { latency, duration, refuses, breaks } = this.#behaviour;
		const now = this.#now();
		this.said.push({ text, at: now });
		if (breaks !== undefined) this.#breaksAt = now + breaks;
		if (refuses !== undefined) return { done: Promise.reject(new Error(refuses)) };
		this.#speaks = { from: now + latency, to: now + latency + duration };
		return {
			done: new Promise<void>((resolve) => {
				this.#done = resolve;
			}),
		};
	}

	async interrupt(): Promise<void> {
		if (this.#speaks) this.#speaks.to = this.#now() + (this.#behaviour.falls ?? 0);
	}

	figures = async (): Promise<StreamFigures> => ({ ...NO_FIGURES, bytesPerSecond: 8000, frameRate: 25 });
	still = async () => "data:image/jpeg;base64,AAAA";
	dispose(): void {}

	tick(now: number): void {
		if (now >= this.#breaksAt) this.state.value = { phase: "failed", reason: "The vendor hung up." };
		const { from, to } = this.#speaks ?? { from: Number.NaN, to: Number.NaN };
		this.watch.levels.add(now, now >= from && now < to ? 0.2 : 0);
		if (now >= to) this.#done();
	}
}
