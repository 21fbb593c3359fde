import { JitterBuffer } from "../../src/audio/jitter-buffer.ts";
import { Playout, type PlayoutOptions } from "../../src/audio/playout.ts";
import type { ClausePart } from "../../src/protocol/driver-message.ts";
import { toPcm16 } from "../../src/protocol/pcm16.ts";
import type { PlayoutReport } from "../../src/protocol/playout-messages.ts";
import { type Seconds, seconds } from "../../src/util/time.ts";
import { clausePart } from "./clause-parts.ts";
import { carry, type Pace, type Scenario, type Sent } from "./network-simulator.ts";
import { SeededRandom } from "./seeded-random.ts";

/** Hertz of the simulated context and sound: the policies do not hear, and less sound is quicker. */
const RATE = 4_000;

/** Frames rendered at once: 4 ms, between the quanta of 44.1 and 24 kHz contexts. */
const QUANTUM = 16;

/** Seconds of sound in a message. */
const CHUNK = 0.1;

interface SpokenPart {
	readonly utterance: number;
	readonly part: ClausePart;
}

export interface SpeechOptions {
	readonly scenario: Scenario;
	readonly seed: number;
	/** Seconds of speech in all. */
	readonly duration: number;
	/** Policies other than ours: those of a fixed buffer. */
	readonly policies?: Pick<PlayoutOptions, "shouldStart" | "stretchRate">;
}

/** What a listener got of some speech. */
export interface SpeechPart {
	readonly stalls: number;
	/** Silence in mid-utterance, seconds. */
	readonly lost: number;
	/** Mean over the speech of how much later it was heard than without a stop from its first arrival on, seconds. */
	readonly delay: number;
	/** Share of the time played that was stretched. */
	readonly stretched: number;
	/** Speech heard, seconds. */
	readonly heard: number;
}

/** What a listener got of all of it, and of what came when the line was known. */
export interface SpeechResult extends SpeechPart {
	readonly known: SpeechPart;
}

/** Seconds of speech after which a line counts as known: it has shown most of what it does. */
const KNOWN_AFTER = 120;

/** Seconds of a phrase with the pause after it, and of the pause: speech is silent for about a seventh of the time. */
const PHRASE = 1.9;
const PAUSE = 0.27;

/** A voice-like hum from sample `from` on: phrases of a 120 Hz tone with overtones that swells and fades, and pauses. */
const hum = (length: number, from: number): Float32Array =>
	Float32Array.from({ length }, (_, i) => {
		const time = (from + i) / RATE;
		if (time % PHRASE > PHRASE - PAUSE) return 0;
		const swell = 0.6 + 0.4 * Math.sin(2 * Math.PI * 3 * time);
		return 0.3 * swell * (Math.sin(754 * time) + 0.5 * Math.sin(1_508 * time) + 0.3 * Math.sin(2_262 * time));
	});

/** Replies of 3 to 15 s with pauses of 2 to 5 s: each piece is sent as soon as the driver has made it. */
export function spokenParts(duration: number, seed: number, pace: Pace): readonly Sent<SpokenPart>[] {
	const random = new SeededRandom(seed);
	const sent: Sent<SpokenPart>[] = [];
	let time = 0.5;
	for (let utterance = 1, spoken = 0; spoken < duration; utterance++) {
		const chunks = Math.round(random.between(3, 15) / CHUNK);
		for (let i = 0; i < chunks; i++) {
			const samples = hum(CHUNK * RATE, i * CHUNK * RATE);
			const final = i === chunks - 1;
			const flags = { clauseStart: i === 0, clauseFinal: final, final };
			sent.push({
				at: time,
				message: {
					utterance,
					part: clausePart({ sequence: 1, samples: toPcm16(samples), sampleRate: RATE, ...flags }),
				},
			});
			time += CHUNK * pace(time);
		}
		spoken += chunks * CHUNK;
		time += random.between(2, 5);
	}
	return sent;
}

/** Plays speech over a simulated network through the real jitter buffer and playout. Exact: no clock but the simulated. */
export function listen({ scenario, seed, duration, policies = {} }: SpeechOptions): SpeechResult {
	const sent = spokenParts(duration, seed, scenario.pace(seed + 1));
	const line = scenario.line(seed + 2);
	return new Listener(policies, line.roundTrip).listen(carry(sent, line));
}

class Listener {
	readonly #buffer = new JitterBuffer();
	readonly #playout: Playout;
	readonly #quantum = new Float32Array(QUANTUM);
	#report: PlayoutReport | undefined;
	#frame = 0;
	#firstArrival = 0;
	readonly #all = new Tally(0);
	readonly #known = new Tally(KNOWN_AFTER * RATE);

	constructor(policies: Pick<PlayoutOptions, "shouldStart" | "stretchRate">, roundTrip = 0) {
		this.#buffer.roundTrip = seconds(roundTrip);
		const report = (next: PlayoutReport) => {
			this.#report = { ...next };
		};
		this.#playout = new Playout({ contextRate: RATE, report, ...policies });
	}

	get #time(): Seconds {
		return seconds(this.#frame / RATE);
	}

	listen(arrivals: readonly Sent<SpokenPart>[]): SpeechResult {
		for (const [i, { at, message }] of arrivals.entries()) {
			const { utterance, part } = message;
			const begins = utterance !== arrivals[i - 1]?.message.utterance;
			// A listener hears a reply out before the next one begins: the session sees to that.
			const ended = () => this.#report === undefined || this.#report.state === "ended";
			while (!ended() && (begins || this.#time < at)) this.#render();
			if (this.#time < at) this.#skipSilence(at);
			if (begins) this.#begin(utterance);
			this.#buffer.received(utterance, part, this.#time);
			this.#forward();
		}
		while (this.#report?.state !== "ended") this.#render();
		return this.#result();
	}

	#skipSilence(until: number): void {
		this.#frame = Math.floor((until * RATE) / QUANTUM) * QUANTUM;
		this.#render();
	}

	#begin(utterance: number): void {
		this.#buffer.begin(utterance);
		this.#firstArrival = this.#time;
		this.#playout.receive({ type: "begin", utterance, ...this.#buffer.aim });
	}

	#forward(): void {
		for (const event of this.#buffer.poll(this.#time)) {
			const { utterance } = event;
			if (event.type === "part") {
				const { samples, sampleRate } = event.part;
				this.#playout.receive({ type: "samples", utterance, samples, sampleRate });
			} else if (event.type === "target") this.#playout.receive(event);
			else if (event.type === "end") this.#playout.receive({ type: "drain", utterance });
		}
	}

	#render(): void {
		this.#playout.render(this.#quantum, this.#frame);
		const report = this.#report;
		if (report?.state === "playing") {
			const mediaTime = report.mediaTime + (this.#time - report.contextTime) * report.rate;
			const delay = this.#time - this.#firstArrival - mediaTime;
			this.#all.played(delay, report);
			this.#known.played(delay, report);
		}
		this.#frame += QUANTUM;
	}

	#result(): SpeechResult {
		return { ...this.#all.part(this.#report), known: this.#known.part(this.#report) };
	}
}

type Counters = Pick<PlayoutReport, "underruns" | "concealedSamples" | "stretchedSamples">;

/** Sums up what is heard after the first `#uncounted` frames. */
class Tally {
	#uncounted: number;
	/** The playout's counters at that time. */
	#before: Counters = { underruns: 0, concealedSamples: 0, stretchedSamples: 0 };
	#quanta = 0;
	#delaySum = 0;

	constructor(uncounted: number) {
		this.#uncounted = uncounted;
	}

	/** A quantum was played `delay` seconds after its first arrival. */
	played(delay: number, counters: Counters): void {
		if (this.#uncounted > 0) {
			this.#uncounted -= QUANTUM;
			this.#before = counters;
			return;
		}
		this.#quanta++;
		this.#delaySum += delay;
	}

	part(now: Counters = this.#before): SpeechPart {
		const since = (counter: keyof Counters) => now[counter] - this.#before[counter];
		const frames = this.#quanta * QUANTUM;
		return {
			stalls: since("underruns"),
			lost: since("concealedSamples") / RATE,
			delay: this.#delaySum / this.#quanta,
			stretched: since("stretchedSamples") / frames,
			heard: frames / RATE,
		};
	}
}
