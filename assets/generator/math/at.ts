/** Element `index` of `list`. Throws `RangeError` outside it: a wrong index is a fault of the generator. */
export function at<T>(list: ArrayLike<T>, index: number): T {
	const item = list[index];
	if (item === undefined) throw new RangeError(`No element ${index} in a list of ${list.length}.`);
	return item;
}

/** `from`, `from + 1`, … `to`, both included. */
export function range(from: number, to: number): number[] {
	return Array.from({ length: Math.max(0, to - from + 1) }, (_, i) => from + i);
}
