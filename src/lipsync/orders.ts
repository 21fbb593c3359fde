import { BLENDSHAPE_COUNT, BLENDSHAPE_INDEX } from "./blendshapes.ts";
import { ORDERS, type OrderName } from "./order-tables.ts";

/** What a driver sends until told otherwise. */
export const DEFAULT_ORDER: OrderName = "tencent";

/** Marks a channel that has no place among the 52: a head or eye rotation, MediaPipe's `_neutral`. */
export const IGNORED = -1;

/** `permutation[d]` is the place in `BLENDSHAPES` of wire channel `d`, or {@link IGNORED}. */
export type OrderPermutation = Int8Array;

/**
 * The channel names of an order: a preset's name, or a list of one's own. Names of a list are accepted as Apple,
 * Unreal (`JawOpen`) and Maya-like tools (`jaw_open`, `mouthSmile_L`) spell them.
 * @throws {TypeError} for an unknown preset, an empty list, an unnamed or a repeated channel.
 */
export function orderChannels(order: OrderName | readonly string[]): readonly string[] {
	if (typeof order === "string") {
		if (!Object.hasOwn(ORDERS, order))
			throw new TypeError(`order: expected ${Object.keys(ORDERS).join(", ")} or a list, got "${order}"`);
		return ORDERS[order];
	}
	if (order.length === 0) throw new TypeError("order: expected at least one channel name");
	const channels = order.map(channelName);
	for (const [index, name] of channels.entries()) {
		if (name === "") throw new TypeError(`order[${index}]: expected a channel name, got ""`);
		if (channels.indexOf(name) !== index) throw new TypeError(`order[${index}]: "${name}" stands twice`);
	}
	return channels;
}

/** `JawOpen`, `jaw_open`, `mouthSmile_L` → `jawOpen`, `mouthSmileLeft`; a name that is none of ours keeps its shape. */
function channelName(name: string): string {
	const joined = name
		.trim()
		.replace(/_L$/i, "Left")
		.replace(/_R$/i, "Right")
		.replace(/(?<=.)_([a-z])/gi, (_, letter: string) => letter.toUpperCase());
	const camel = joined.charAt(0).toLowerCase() + joined.slice(1);
	return Object.hasOwn(BLENDSHAPE_INDEX, camel) ? camel : name.trim();
}

/**
 * Where each of the `dimension` channels of a wire frame goes. Frames shorter than the order hold its first names;
 * channels beyond its end are ignored. A dimension of 0 (absent) means 52, as the vendor's own client takes it.
 */
export function orderPermutation(
	order: OrderName | readonly string[] = DEFAULT_ORDER,
	dimension = 0,
): OrderPermutation {
	const channels = orderChannels(order);
	const index: Readonly<Record<string, number>> = BLENDSHAPE_INDEX;
	return Int8Array.from({ length: dimension === 0 ? BLENDSHAPE_COUNT : dimension }, (_, channel) => {
		const name = channels[channel];
		return name !== undefined && Object.hasOwn(index, name) ? (index[name] ?? IGNORED) : IGNORED;
	});
}

/** Names of the channels among the first `dimension` that {@link reorder} leaves out, to be shown. */
export function ignoredChannels(order: OrderName | readonly string[], dimension: number): string[] {
	const channels = orderChannels(order);
	return [...orderPermutation(order, dimension)].flatMap((target, channel) =>
		target === IGNORED ? [channels[channel] ?? `channel ${channel}`] : [],
	);
}

/**
 * Brings `count` wire frames (frame-major, `permutation.length` channels each) into the order of `BLENDSHAPES`, 52
 * weights each, into `out`. Allocates nothing. Weights that the wire does not carry become 0; values are passed
 * through as they are. `wire` and `out` must not overlap.
 * @throws {RangeError} if either array is too short.
 */
export function reorder(
	wire: ArrayLike<number>,
	permutation: OrderPermutation,
	count: number,
	out: Float32Array,
): void {
	const dimension = permutation.length;
	if (wire.length < count * dimension)
		throw new RangeError(
			`${count} frames of ${dimension} need ${count * dimension} values, got ${wire.length}`,
		);
	if (out.length < count * BLENDSHAPE_COUNT)
		throw new RangeError(`${count} frames need room for ${count * BLENDSHAPE_COUNT}, got ${out.length}`);
	out.fill(0, 0, count * BLENDSHAPE_COUNT);
	for (let frame = 0; frame < count; frame++) {
		for (let channel = 0; channel < dimension; channel++) {
			const target = permutation[channel] ?? IGNORED;
			if (target !== IGNORED) out[frame * BLENDSHAPE_COUNT + target] = wire[frame * dimension + channel] ?? 0;
		}
	}
}

/**
 * The way back, for producers: `count` frames in the order of `BLENDSHAPES` into wire frames of
 * `permutation.length` channels. Channels without a blendshape become 0. Allocates nothing.
 */
export function toWireOrder(
	weights: ArrayLike<number>,
	permutation: OrderPermutation,
	count: number,
	out: Float32Array | number[],
): void {
	const dimension = permutation.length;
	for (let frame = 0; frame < count; frame++) {
		for (let channel = 0; channel < dimension; channel++) {
			const source = permutation[channel] ?? IGNORED;
			out[frame * dimension + channel] =
				source === IGNORED ? 0 : (weights[frame * BLENDSHAPE_COUNT + source] ?? 0);
		}
	}
}
