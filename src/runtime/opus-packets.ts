import type { OpusDecoder } from "opus-decoder";
import type { PacketDecoder } from "../protocol/compact/read-compact-message.ts";

/** Rates that the decoder gives; a gateway encodes no others. */
const RATES = [8000, 12_000, 16_000, 24_000, 48_000] as const;
type Rate = (typeof RATES)[number];

/** The smallest WebAssembly module: its magic number and version. */
const EMPTY_MODULE: Uint8Array<ArrayBuffer> = Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0);

/**
 * Session worker: decodes Opus, synchronously, so that messages stay in their order. The codec is WebAssembly
 * (docs/decisions/004) and is loaded when the first connection is made.
 */
export class OpusPackets implements PacketDecoder {
	readonly #decoders: ReadonlyMap<number, OpusDecoder<Rate>>;

	private constructor(decoders: readonly (readonly [Rate, OpusDecoder<Rate>])[]) {
		this.#decoders = new Map(decoders);
	}

	/** Loads the codec. Rejects if it does not load, or if the page's policy forbids WebAssembly. */
	static async load(): Promise<OpusPackets> {
		// Throws where the policy forbids it; the codec itself would wait for ever.
		new WebAssembly.Module(EMPTY_MODULE);
		const { OpusDecoder: Decoder } = await import("opus-decoder");
		const decoders = RATES.map(
			(sampleRate) => [sampleRate, new Decoder({ sampleRate, channels: 1 })] as const,
		);
		await Promise.all(decoders.map(([, decoder]) => decoder.ready));
		return new OpusPackets(decoders);
	}

	decode(packets: readonly Uint8Array[], sampleRate: number): Float32Array<ArrayBuffer> {
		const decoder = this.#decoders.get(sampleRate);
		if (decoder === undefined) throw new RangeError(`no Opus at ${sampleRate} Hz`);
		const { channelData, errors } = decoder.decodeFrames([...packets]);
		const [error] = errors;
		if (error !== undefined) throw new Error(error.message);
		const [samples = new Float32Array(0)] = channelData;
		return samples as Float32Array<ArrayBuffer>;
	}
}
