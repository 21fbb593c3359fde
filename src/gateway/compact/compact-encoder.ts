import type { FastifyBaseLogger } from "fastify";
import { areWholeTicks } from "../../protocol/compact/compact-cues.ts";
import type { CompactSound } from "../../protocol/compact/compact-sound.ts";
import { encodeCompactSpeech } from "../../protocol/compact/compact-speech.ts";
import type { ClausePart, DriverMessage } from "../../protocol/driver-message.ts";
import { WireError } from "../../protocol/errors.ts";
import { parseDriverText } from "../../protocol/parse-driver-message.ts";
import { fromPcm16, pcm16Bytes } from "../../protocol/pcm16.ts";
import { ToleranceCounts } from "../../protocol/tolerance.ts";
import { OpusSpeech } from "./opus-speech.ts";

/**
 * Writes the vendor's SPEECH messages in the compact form, once for all browsers of a session. What it cannot write
 * without a loss of more than sound and weights (other messages, nonsense) stays as the vendor wrote it.
 */
export class CompactEncoder {
	readonly #logger: Pick<FastifyBaseLogger, "warn">;
	/** By sample rate; while one is being made, and where Opus has none, sound goes as PCM. */
	readonly #codecs = new Map<number, OpusSpeech | undefined>();
	/** Request of the last message that was encoded, by codec: its sound goes on in the next. */
	readonly #speaking = new Map<OpusSpeech, string>();
	#disposed = false;

	constructor(logger: Pick<FastifyBaseLogger, "warn">) {
		this.#logger = logger;
	}

	/** Makes what takes time beforehand: the codec for the sample rate of the vendor's voices. */
	prepare(sampleRate = 24_000): void {
		if (this.#codecs.has(sampleRate)) return;
		this.#codecs.set(sampleRate, undefined);
		OpusSpeech.create(sampleRate).then(
			(codec) => {
				if (this.#disposed) codec?.dispose();
				else this.#codecs.set(sampleRate, codec);
			},
			(error) => this.#logger.warn({ err: error }, "no Opus: sound goes as PCM"),
		);
	}

	/** The message as a binary frame; `undefined` if it has to go as it is. */
	encode(frame: Buffer): Buffer | undefined {
		const counts = new ToleranceCounts();
		const message = read(frame, counts);
		if (message?.type !== "speech" || !areWholeTicks(message.part)) return undefined;
		const { requestId, streamId, part } = message;
		const sound = this.#encodeSound(part, requestId);
		return Buffer.from(
			encodeCompactSpeech({ requestId, streamId, part, sound, tolerated: counts.toObject() }),
		);
	}

	/** Idempotent. */
	dispose(): void {
		if (this.#disposed) return;
		this.#disposed = true;
		for (const codec of this.#codecs.values()) codec?.dispose();
		this.#codecs.clear();
	}

	#encodeSound({ samples, sampleRate }: ClausePart, requestId: string): CompactSound {
		this.prepare(sampleRate);
		const codec = this.#codecs.get(sampleRate);
		const count = samples.length;
		if (codec === undefined || count === 0)
			return { codec: "pcm16", sampleRate, count, bytes: pcm16Bytes(samples) };
		const continues = this.#speaking.get(codec) === requestId;
		this.#speaking.set(codec, requestId);
		return { codec: "opus", sampleRate, count, ...codec.encode(fromPcm16(samples), continues) };
	}
}

/** `undefined` for nonsense: the browser is to count it as the vendor sent it. */
function read(frame: Buffer, counts: ToleranceCounts): DriverMessage | undefined {
	try {
		return parseDriverText(frame.toString(), counts);
	} catch (error) {
		if (error instanceof WireError) return undefined;
		throw error;
	}
}
