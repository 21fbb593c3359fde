import { BLENDSHAPE_COUNT } from "../../src/lipsync/blendshapes.ts";
import { LayoutDetective } from "../../src/lipsync/layout-detective.ts";
import { measureLoudness } from "../../src/lipsync/loudness.ts";
import { ORDERS, type OrderName } from "../../src/lipsync/order-tables.ts";
import { orderPermutation, toWireOrder } from "../../src/lipsync/orders.ts";
import { faceOf } from "./rungs.ts";
import type { Recording } from "./speech.ts";

/** Share of all pairs (order sent, order in use) about which the layout detective is right. */
export function detectiveShare(recordings: readonly Recording[]): {
	readonly right: number;
	readonly pairs: number;
} {
	const names = Object.keys(ORDERS) as OrderName[];
	let right = 0;
	let pairs = 0;
	for (const sent of names)
		for (const used of names) {
			pairs++;
			if (isRight(sent, used, recordings)) right++;
		}
	return { right: right / pairs, pairs };
}

function isRight(sent: OrderName, used: OrderName, recordings: readonly Recording[]): boolean {
	const detective = new LayoutDetective(used);
	const permutation = orderPermutation(sent, ORDERS[sent].length);
	for (const recording of recordings) {
		const weights = faceOf("phonemes", recording);
		const count = weights.length / BLENDSHAPE_COUNT;
		const wire = new Float32Array(count * permutation.length);
		toWireOrder(weights, permutation, count, wire);
		detective.observe({
			face: { dimension: permutation.length, count, weights: wire },
			frameRate: 25,
			loudness: measureLoudness(recording.samples, recording.sampleRate),
			phonemes: recording.phonemes,
		});
	}
	const verdict = detective.verdict;
	if (verdict.verdict === "other") return verdict.alike.includes(sent);
	return verdict.verdict === "fits" && explainsAlike(used, sent, permutation);
}

/** Orders that differ only in channels that speech does not move cannot and need not be told apart. */
function explainsAlike(used: OrderName, sent: OrderName, permutation: Int8Array): boolean {
	const other = orderPermutation(used, permutation.length);
	const sideways = new Set(["jawLeft", "jawRight", "mouthLeft", "mouthRight"]);
	return permutation.every(
		(target, channel) =>
			target === other[channel] || sideways.has((ORDERS[sent] as readonly string[])[channel] ?? ""),
	);
}
