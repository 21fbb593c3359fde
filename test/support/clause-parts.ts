import type { ClausePart } from "../../src/protocol/driver-message.ts";

export { clausePart } from "../../src/protocol/clause-part.ts";

/** `length` samples of one value (full scale 1), which names the part in assertions. */
export const level = (value: number, length = 2_400): Int16Array =>
	new Int16Array(length).fill(Math.round(32_768 * value));

/** `count` face frames with one value. */
export const faceFrames = (value: number, count: number): ClausePart["face"] => ({
	dimension: 52,
	count,
	weights: new Float32Array(count * 52).fill(value),
});
