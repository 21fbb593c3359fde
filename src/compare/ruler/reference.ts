import { toUnit, withoutDrift } from "./cell-signals.ts";
import { ENVELOPE_RATE, type SpeechEnvelope } from "./speech-envelope.ts";

/** The envelope at `time`; silent outside. */
export function envelopeAt({ start, values }: SpeechEnvelope, time: number): number {
	const at = (time - start) * ENVELOPE_RATE;
	const index = Math.floor(at);
	const before = values[index] ?? 0;
	return before + ((values[index + 1] ?? 0) - before) * (at - index);
}

/** What a mouth would do that comes `lag` seconds after its sound: at each frame, drift taken out, length 1. */
export function envelopeAtFrames(
	envelope: SpeechEnvelope,
	times: Float64Array,
	lag: number,
	target: Float32Array,
): void {
	for (let frame = 0; frame < times.length; frame++)
		target[frame] = envelopeAt(envelope, (times[frame] ?? 0) - lag);
	withoutDrift(target, times);
	toUnit(target);
}
