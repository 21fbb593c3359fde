import type { ClausePart } from "../protocol/driver-message.ts";

/** Weights that differ by less than a part in this many are the same. */
const STEPS = 32768;

const mix = (hash: number, value: number): number => Math.imul(hash ^ (value & 0xffffffff), 0x01000193) >>> 0;

/**
 * A number that is the same for the same sound and face frames, and almost surely another for others (32-bit FNV).
 * Tells a clause that is sent again from a new one under an old number.
 */
export function partSignature(part: ClausePart): number {
	let hash = mix(mix(0x811c9dc5, part.samples.length), part.face.count);
	for (const sample of part.samples) hash = mix(hash, sample);
	for (const weight of part.face.weights) hash = mix(hash, Math.round(weight * STEPS));
	return hash;
}
