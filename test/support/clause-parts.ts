import type { ClausePart } from "../../src/protocol/driver-message.ts";

export { clausePart } from "../../src/protocol/clause-part.ts";

/** `length` samples of one value, which names the part in assertions. */
export const level = (value: number, length = 2_400): Float32Array => new Float32Array(length).fill(value);

/** `count` face frames with one value. */
export const faceFrames = (value: number, count: number): ClausePart["face"] => ({
	dimension: 52,
	count,
	weights: new Float32Array(count * 52).fill(value),
});
