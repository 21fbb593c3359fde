import { AudioWatch } from "../../src/kiosk/model/audio-watch.ts";
import { FrameRates } from "../../src/kiosk/model/frame-rates.ts";
import { HealCounters } from "../../src/kiosk/model/heal-counters.ts";
import { HealLadder } from "../../src/kiosk/model/heal-ladder.ts";
import type { KioskEffect, KioskEvent } from "../../src/kiosk/model/kiosk-event.ts";
import { initialState, isVisit, KIOSK_TIMING } from "../../src/kiosk/model/kiosk-state.ts";
import { NetworkWatch } from "../../src/kiosk/model/network-watch.ts";
import { QualityLadder } from "../../src/kiosk/model/quality-ladder.ts";
import { SilenceWatch } from "../../src/kiosk/model/silence-watch.ts";
import { transition } from "../../src/kiosk/model/transition.ts";
import { seconds } from "../../src/util/time.ts";
import { SeededRandom } from "../../test/support/seeded-random.ts";
import { LongSpeech } from "../support/long-speech.ts";

/** Seconds between two ticks of the machine, as the page has them. */
const TICK = 0.25;
/** Seconds that a visitor waits for the next one, at most; that a visitor is spoken to. */
const LONGEST_PAUSE = 600;
const SPOKEN = 8;

/**
 * A kiosk without a browser, on a simulated clock: the real machine with the real watches, and in each visit a real
 * session with its jitter buffer and playout. Visitors come, ask, go, or walk away and are asked; now and then the line or
 * the graphics are gone.
 */
export class KioskDay {
	visits = 0;
	wipes = 0;
	/** Playhead minus what was heard, seconds, of the visit before. */
	offsets: readonly number[] = [];
	readonly #random = new SeededRandom(5);
	readonly #counters = new HealCounters(null, "2026-01-01T00:00:00Z");
	readonly #ladder = new HealLadder();
	readonly #audio = new AudioWatch();
	readonly #network = new NetworkWatch();
	readonly #workers = new SilenceWatch(8);
	readonly #quality = new QualityLadder("high");
	readonly #rates = new FrameRates();
	#state = initialState(seconds(0));
	#now = 0;
	#nextVisit = 60;
	#speech: LongSpeech | undefined;

	constructor() {
		this.#happens({ type: "booted", resumes: false });
		this.#happens({ type: "tested" });
	}

	/** Lets so many simulated hours pass. */
	run(hours: number): void {
		const end = this.#now + hours * 3600;
		while (this.#now < end) this.#step();
	}

	#step(): void {
		this.#now += TICK;
		this.#happens({ type: "tick" });
		this.#watch();
		if (this.#now < this.#nextVisit) return;
		this.#nextVisit = this.#now + this.#random.between(120, LONGEST_PAUSE);
		this.#happens({ type: "activity", kind: "touch" });
		this.#happens({ type: "greeted" });
		this.#converse();
		if (this.#random.between(0, 1) < 0.5) this.#happens({ type: "leave" });
	}

	#converse(): void {
		if (this.#state.phase !== "converse") return;
		this.#speech ??= new LongSpeech();
		this.#happens({ type: "busy", isBusy: true });
		this.#speech.run(SPOKEN);
		this.offsets = this.#speech.takeOffsets();
		this.#now += SPOKEN;
		this.#happens({ type: "busy", isBusy: false });
		if (this.#random.between(0, 1) < 0.05) {
			this.#counters.add("contextLosses");
			this.#ladder.lost(seconds(this.#now));
		}
		if (this.#random.between(0, 1) < 0.05) {
			this.#happens({ type: "network", health: "offline" });
			this.#happens({ type: "network", health: "online" });
		}
	}

	#watch(): void {
		const now = seconds(this.#now);
		this.#audio.look({ state: "running", contextTime: this.#now }, this.#now);
		this.#network.answered(seconds(0.01));
		this.#network.health(now);
		this.#workers.look(false, this.#now);
		this.#quality.observe(60, 60, now);
		this.#rates.add(60);
		this.#ladder.tick(now);
		if (this.#now % 10 === 0) JSON.stringify({ ...this.#rates.take(), ...this.#counters.value });
	}

	#happens(event: KioskEvent): void {
		const before = this.#state.phase;
		const { state, effects } = transition(this.#state, event, seconds(this.#now), KIOSK_TIMING);
		this.#state = state;
		if (isVisit(state.phase) && !isVisit(before)) this.visits++;
		for (const effect of effects) this.#do(effect);
	}

	#do(effect: KioskEffect): void {
		if (effect !== "wipe") return;
		this.wipes++;
		this.#counters.add("wipes");
		this.#speech = undefined;
		this.#happens({ type: "wiped" });
	}
}
