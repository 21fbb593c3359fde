import { BLENDSHAPES } from "../lipsync/blendshapes.ts";
import type { OrderName } from "../lipsync/order-tables.ts";
import { ignoredChannels, type OrderPermutation, orderPermutation, reorder } from "../lipsync/orders.ts";
import type { FaceFrames } from "../protocol/driver-message.ts";

/** Brings wire frames into the order of `BLENDSHAPES`; keeps one permutation per number of channels seen. */
export class FaceOrderer {
	readonly #order: OrderName | readonly string[];
	readonly #permutations = new Map<number, OrderPermutation>();

	/** @throws {TypeError} if `order` is no preset and no list of channel names. */
	constructor(order: OrderName | readonly string[]) {
		this.#order = order;
		orderPermutation(order);
	}

	/** A new array of `face.count` × 52 weights; the caller owns it. */
	reorder(face: FaceFrames): Float32Array<ArrayBuffer> {
		const out = new Float32Array(face.count * BLENDSHAPES.length);
		reorder(face.weights, this.#permutation(face.dimension), face.count, out);
		return out;
	}

	/** Channels of a frame of `dimension` that have no place, the first time that this dimension is asked for; else none. */
	newlyIgnored(dimension: number): readonly string[] {
		return this.#permutations.has(dimension) ? [] : ignoredChannels(this.#order, dimension);
	}

	#permutation(dimension: number): OrderPermutation {
		const known = this.#permutations.get(dimension) ?? orderPermutation(this.#order, dimension);
		this.#permutations.set(dimension, known);
		return known;
	}
}
