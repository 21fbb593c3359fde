import type { DriverMessage } from "../driver-message.ts";
import { WireError } from "../errors.ts";
import { readPcm16, toPcm16 } from "../pcm16.ts";
import { isTolerance, type ToleranceCounts } from "../tolerance.ts";
import type { CompactSound } from "./compact-sound.ts";
import { decodeCompactSpeech } from "./compact-speech.ts";

/** Turns Opus packets back into sound. It hears all packets of a connection, in the order in which they came. */
export interface PacketDecoder {
	/** All samples that the packets hold, −1 … 1, at `sampleRate` hertz. Throws if they are no Opus packets. */
	decode(packets: readonly Uint8Array[], sampleRate: number): Float32Array<ArrayBuffer>;
}

/**
 * Reads a binary frame of `facewire.bin.v1`: the same message as its JSON form gives, its weights to 1/510 and its
 * sound as the codec leaves it; every time, text and sample position is exact.
 * @throws {WireError}
 */
export function readCompactMessage(
	frame: Uint8Array,
	counts: ToleranceCounts,
	decoder: PacketDecoder | undefined,
): DriverMessage {
	const { requestId, streamId, part, sound, tolerated } = decodeCompactSpeech(frame);
	const { sampleRate } = sound;
	const samples = samplesOf(sound, decoder);
	for (const [name, times] of Object.entries(tolerated)) if (isTolerance(name)) counts.add(name, times);
	return { type: "speech", requestId, streamId, part: { ...part, samples, sampleRate } };
}

function samplesOf(sound: CompactSound, decoder: PacketDecoder | undefined): Int16Array<ArrayBuffer> {
	if (sound.codec === "pcm16") return readPcm16(sound.bytes);
	if (decoder === undefined) throw new WireError("$.sound.codec", "expected PCM, got Opus without a decoder");
	const { packets, sampleRate, skip, count } = sound;
	const samples = decode(decoder, packets, sampleRate);
	if (samples.length < skip + count)
		throw new WireError("$.sound.packets", `expected ${skip + count} samples, got ${samples.length}`);
	return toPcm16(samples.subarray(skip, skip + count));
}

function decode(
	decoder: PacketDecoder,
	packets: readonly Uint8Array[],
	sampleRate: number,
): Float32Array<ArrayBuffer> {
	try {
		return decoder.decode(packets, sampleRate);
	} catch (cause) {
		const reason = cause instanceof Error ? cause.message : String(cause);
		throw new WireError("$.sound.packets", `expected Opus packets (${reason})`, { cause });
	}
}
