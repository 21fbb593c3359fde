import { Application, createEncoder, type OpusEncoderHandle, type SampleRate, Signal } from "libopus-wasm";

/** Speech at this rate is hard to tell from the original; bits a second. */
const BIT_RATE = 24_000;

/** Of 10: beyond it, a second of speech takes much longer and sounds the same. */
const COMPLEXITY = 5;

/** Frames of 20 ms, the codec's best between overhead and delay. */
const FRAMES_PER_SECOND = 50;

/** Sound before a message's own that the codec hears again at least, seconds: it swings in on that. */
const LEAD = 0.005;

/** Messages of 200 ms that a codec is tried out on. */
const TRIALS = 5;

/** All codecs of a process run the same compiled code: one trial serves them all. */
let isTriedOut = false;

/** The rates that Opus knows. Sound of another one is not resampled here: its positions would no longer be whole. */
const RATES: ReadonlySet<number> = new Set([8000, 12_000, 16_000, 24_000, 48_000]);

/** Packets whose decoded sound holds, after `skip` samples, the samples that were put in. */
export interface OpusPackets {
	readonly skip: number;
	readonly packets: readonly Uint8Array[];
}

/**
 * Encodes sound message by message, so that each gives back exactly its own samples: before them the codec hears the
 * end of the message before once more, behind them their own mirror image, and the decoder drops both.
 */
export class OpusSpeech {
	readonly #encoder: OpusEncoderHandle;
	readonly sampleRate: number;
	/** The end of the last message, for the lead of the next. */
	#past: Float32Array = new Float32Array(0);

	private constructor(encoder: OpusEncoderHandle) {
		this.#encoder = encoder;
		this.sampleRate = encoder.sampleRate;
	}

	/** `undefined` for a rate that Opus does not know. */
	static async create(sampleRate: number): Promise<OpusSpeech | undefined> {
		if (!RATES.has(sampleRate)) return undefined;
		const make = async () =>
			new OpusSpeech(
				await createEncoder({
					sampleRate: sampleRate as SampleRate,
					channels: 1,
					application: Application.Voip,
					signal: Signal.Voice,
					bitrate: BIT_RATE,
					complexity: COMPLEXITY,
					frameSize: sampleRate / FRAMES_PER_SECOND,
				}),
			);
		if (!isTriedOut) {
			isTriedOut = true;
			const tried = await make();
			tried.#tryOut();
			tried.dispose();
		}
		return make();
	}

	/**
	 * The engine compiles a codec as it is first used. On noise, then: first words that are late by it make the browser's
	 * buffer expect the like for minutes.
	 */
	#tryOut(): void {
		const noise = Float32Array.from({ length: this.sampleRate / 5 }, (_, i) => ((i * 7919) % 1000) / 4000);
		for (let i = 0; i < TRIALS; i++) this.encode(noise, i > 0);
	}

	/** `continues`: the sound goes on where the last one ended. */
	encode(samples: Float32Array, continues: boolean): OpusPackets {
		const frame = this.#encoder.frameSize;
		const tail = this.#encoder.getLookahead();
		const least = Math.round(LEAD * this.sampleRate) + samples.length + tail;
		const total = Math.ceil(least / frame) * frame;
		const lead = total - samples.length - tail;
		const heard = new Float32Array(total);
		if (continues) heard.set(this.#past.subarray(-lead), Math.max(0, lead - this.#past.length));
		heard.set(samples, lead);
		mirror(heard, lead + samples.length, lead);
		const packets: Uint8Array[] = [];
		for (let at = 0; at < total; at += frame)
			packets.push(this.#encoder.encodeFloat(heard.subarray(at, at + frame)));
		this.#past = samples.slice(-2 * frame);
		return { skip: lead + tail, packets };
	}

	/** Idempotent. */
	dispose(): void {
		this.#encoder.free();
	}
}

/** Fills `sound` from `end` on with what stands before it, backwards and fading; not further back than `start`. */
function mirror(sound: Float32Array, end: number, start: number): void {
	const length = sound.length - end;
	for (let i = 0; i < length; i++) {
		const from = Math.max(start, end - 1 - i);
		sound[end + i] = (sound[from] ?? 0) * (1 - i / length);
	}
}
