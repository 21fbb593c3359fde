import type { ByteReader } from "./byte-reader.ts";
import type { ByteWriter } from "./byte-writer.ts";

/** Sound as it travels in a compact message. `count` samples at `sampleRate` hertz are what the message holds. */
export type CompactSound =
	/** 16-bit little-endian samples, two bytes for each of `count`. */
	| {
			readonly codec: "pcm16";
			readonly sampleRate: number;
			readonly count: number;
			readonly bytes: Uint8Array;
	  }
	/**
	 * Opus packets, in the order in which one encoder made them. Decoded at `sampleRate`, they give more than `count`:
	 * the first `skip` samples are what the codec needs to swing in, and what comes behind is what it needs to swing
	 * out. Both are to be dropped.
	 */
	| {
			readonly codec: "opus";
			readonly sampleRate: number;
			readonly count: number;
			readonly skip: number;
			readonly packets: readonly Uint8Array[];
	  };

const PCM16 = 0;
const OPUS = 1;

/** As `read-sound.ts` takes them; and ten minutes, more than any message holds. */
const MAX_RATE = 48_000;
const MAX_SAMPLES = 600 * MAX_RATE;

/** A packet holds at most 120 ms, and Opus's own limit is 1275 bytes for each of at most 48 frames. */
const MAX_PACKET = 61_298;

export function writeSound(writer: ByteWriter, sound: CompactSound): void {
	writer.byte(sound.codec === "opus" ? OPUS : PCM16);
	writer.count(sound.sampleRate);
	writer.count(sound.count);
	if (sound.codec === "pcm16") writer.raw(sound.bytes);
	else {
		writer.count(sound.skip);
		writer.list(sound.packets, (packet) => writer.block(packet));
	}
}

/** Reads what {@link writeSound} wrote. Bytes are views of the message. @throws {WireError} */
export function readSound(reader: ByteReader): CompactSound {
	const codec = reader.byte("codec");
	const sampleRate = reader.count("sampleRate", MAX_RATE);
	const count = reader.count("count", MAX_SAMPLES);
	if (codec === PCM16) return { codec: "pcm16", sampleRate, count, bytes: reader.raw("samples", count * 2) };
	if (codec !== OPUS) throw reader.fault("codec", `expected ${PCM16} or ${OPUS}, got ${codec}`);
	const skip = reader.count("skip", MAX_RATE);
	const packets = reader.list("packets", () => {
		const packet = reader.block("bytes");
		if (packet.length === 0 || packet.length > MAX_PACKET)
			throw reader.fault("bytes", `expected 1 to ${MAX_PACKET} bytes, got ${packet.length}`);
		return packet;
	});
	return { codec: "opus", sampleRate, count, skip, packets };
}
