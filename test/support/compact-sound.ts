import type { PacketDecoder } from "../../src/protocol/compact/read-compact-message.ts";
import { OpusPackets } from "../../src/runtime/opus-packets.ts";

/** The browser's own decoder. */
export const openDecoder = (): Promise<PacketDecoder> => OpusPackets.load();

/** Ratio of signal to what two sounds differ in, dB, over the samples that `chosen` admits. */
export function signalToNoise(
	sound: Float32Array,
	other: Float32Array,
	chosen: (index: number) => boolean = () => true,
): number {
	let signal = 0;
	let noise = 0;
	for (const [i, sample] of sound.entries()) {
		if (!chosen(i)) continue;
		signal += sample ** 2;
		noise += (sample - (other[i] ?? 0)) ** 2;
	}
	return 10 * Math.log10(signal / noise);
}
