import { Playout } from "../../src/audio/playout.ts";
import { clausePart } from "../../src/protocol/clause-part.ts";
import type { Subtitle } from "../../src/protocol/driver-message.ts";
import type { PlayoutReport, ToPlayout } from "../../src/protocol/playout-messages.ts";
import type { WireRequest } from "../../src/protocol/wire.ts";
import { HeardSound } from "../../src/runtime/heard-sound.ts";
import type { SessionEvent } from "../../src/session/session-event.ts";
import { SpeechSession } from "../../src/session/speech-session.ts";
import { type Seconds, seconds } from "../../src/util/time.ts";
import { SeededRandom } from "../../test/support/seeded-random.ts";

/** Hertz of context and sound: nothing here hears, and less sound is quicker. */
const RATE = 4_000;

/** Frames rendered at once: 4 ms. */
const QUANTUM = 16;

/** Seconds of a message, and face frames in it; seconds of a reply, in clauses of so many messages. */
const MESSAGE = 0.2;
const FACE_FRAMES = 5;
const REPLY = 60;
const CLAUSE_MESSAGES = 15;

/** The page's clock is faster than the sound card's by this share, and hears it so much later. */
const SKEW = 50e-6;
const LATENCY = 0.03;

/** Seconds between two readings of the output clock, and two looks at the offset. */
const CLOCK_INTERVAL = 0.1;
const LOOK_INTERVAL = 1;

/** Each sample says where in its second it stands: what is played can be told from how it sounds. */
const MARK_FLOOR = 3_000 / 32_768;
const MARK_RANGE = RATE / 32_768;

const marked = (from: number, length: number): Int16Array<ArrayBuffer> =>
	Int16Array.from({ length }, (_, i) => Math.round(32_768 * MARK_FLOOR) + ((from + i) % RATE));

const word = (index: number): Subtitle => {
	const text = `word${index}`;
	const start = seconds(index * MESSAGE);
	return { text, start, end: seconds(start + MESSAGE), textStart: 0, textEnd: text.length };
};

/** What a soak has seen so far. */
export interface SoakTotals {
	readonly utterances: number;
	readonly underruns: number;
	readonly failures: number;
}

/**
 * A conversation that never pauses, without a browser: the real session, jitter buffer, playout, output clock and
 * playhead, all on one simulated clock. A reply of a minute follows the other, sent in real time over a slightly uneven
 * line. What is heard is known from the sound itself, so the offset is exact.
 */
export class LongSpeech {
	/** Playhead minus what was heard, seconds: every second since {@link takeOffsets}. */
	#offsets: number[] = [];
	readonly #random = new SeededRandom(11);
	readonly #session: SpeechSession;
	readonly #playout: Playout;
	readonly #sound = new HeardSound();
	readonly #quantum = new Float32Array(QUANTUM);
	#report: PlayoutReport | undefined;
	#frame = 0;
	#alarm = Number.POSITIVE_INFINITY;
	#requestId = "";
	#sentParts = 0;
	#nextMessage = Number.POSITIVE_INFINITY;
	#replyBegan = 0;
	#nextReading = 0;
	#nextLook = 0;
	#ids = 0;
	#utterances = 0;
	#failures = 0;

	constructor() {
		this.#playout = new Playout({
			contextRate: RATE,
			report: (report) => {
				this.#report = { ...report };
				this.#sound.reported(report);
				this.#session.playout(this.#report, this.#now);
			},
		});
		this.#session = new SpeechSession(
			{
				connect: () => {},
				disconnect: () => {},
				send: ({ Payload }: WireRequest) => this.#asked(Payload.ReqId),
				playout: (message: ToPlayout) => this.#playout.receive(message),
				stage: () => {},
				emit: (event) => this.#told(event),
				wantPinyin: () => {},
				wantSpelling: () => {},
				wakeAt: (time) => {
					this.#alarm = time ?? Number.POSITIVE_INFINITY;
				},
			},
			{ random: () => this.#random.next(), newId: () => `id${++this.#ids}` },
		);
		this.#session.connect(this.#now);
		this.#session.opened(this.#now);
		this.#session.speak("On and on.", this.#now);
	}

	get totals(): SoakTotals {
		return {
			utterances: this.#utterances,
			underruns: this.#report?.underruns ?? 0,
			failures: this.#failures,
		};
	}

	/** Simulated time. */
	get #now(): Seconds {
		return seconds(this.#frame / RATE);
	}

	/** Lets so much simulated time pass. */
	run(duration: number): void {
		const end = this.#frame + duration * RATE;
		while (this.#frame < end) this.#step();
	}

	/** The offsets since the last call, seconds. */
	takeOffsets(): readonly number[] {
		const offsets = this.#offsets;
		this.#offsets = [];
		return offsets;
	}

	#step(): void {
		const now = this.#now;
		if (now >= this.#alarm) {
			this.#alarm = Number.POSITIVE_INFINITY;
			this.#session.tick(now);
		}
		while (now >= this.#nextMessage) this.#sendPart();
		this.#playout.render(this.#quantum, this.#frame);
		if (now >= this.#nextReading) this.#readClock(now);
		if (now >= this.#nextLook) this.#look(now);
		this.#frame += QUANTUM;
	}

	#asked(requestId: string): void {
		this.#requestId = requestId;
		this.#sentParts = 0;
		this.#replyBegan = this.#now + 0.3;
		this.#nextMessage = this.#replyBegan;
	}

	#told(event: SessionEvent): void {
		if (event.type !== "utterance-ended") return;
		this.#utterances++;
		if (event.end !== "spoken") this.#failures++;
		this.#session.speak("On and on.", this.#now);
	}

	#sendPart(): void {
		const index = this.#sentParts++;
		const count = REPLY / MESSAGE;
		const inClause = index % CLAUSE_MESSAGES;
		const isLast = index === count - 1;
		const ends = inClause === CLAUSE_MESSAGES - 1 || isLast;
		const start = index * MESSAGE;
		const part = clausePart({
			sequence: 1 + Math.floor(index / CLAUSE_MESSAGES),
			samples: marked(index * MESSAGE * RATE, MESSAGE * RATE),
			sampleRate: RATE,
			face: { dimension: 52, count: FACE_FRAMES, weights: new Float32Array(52 * FACE_FRAMES).fill(0.1) },
			// A word a clause: finding the sounds of more would be most of what a soak does.
			subtitles: inClause === 0 ? [word(index)] : [],
			clauseStart: inClause === 0,
			clauseFinal: ends,
			faceFinal: ends,
			final: isLast,
		});
		this.#nextMessage = isLast
			? Number.POSITIVE_INFINITY
			: this.#replyBegan + start + MESSAGE + this.#random.between(0, 0.008);
		const message = { type: "speech", requestId: this.#requestId, streamId: "id1", part } as const;
		this.#session.received(message, this.#now);
	}

	#readClock(now: number): void {
		this.#nextReading = now + CLOCK_INTERVAL;
		// Read as a page does it: a little late, and not always equally so.
		const contextTime = seconds(now - this.#random.between(0, 0.003));
		this.#sound.clock({ type: "clock", contextTime, performanceTime: heardAt(contextTime), running: true });
	}

	#look(now: number): void {
		const mark = this.#quantum[0] ?? 0;
		this.#sound.time = heardAt(now);
		this.#sound.follow();
		const { state, rate, mediaTime } = this.#sound.reading;
		// Stretched sound is joined from pieces, and at its edges it is faded: its marks say little.
		if (state !== "playing" || rate !== 1 || mediaTime < 1) return;
		this.#nextLook = now + LOOK_INTERVAL;
		const heard = (mark - MARK_FLOOR) / MARK_RANGE;
		const off = mediaTime - heard;
		this.#offsets.push(off - Math.round(off));
	}
}

/** When a context time is heard, on the page's clock. */
const heardAt = (contextTime: number): Seconds => seconds(contextTime * (1 + SKEW) + LATENCY);
