/** Pixels of a canvas, RGBA. Call in the task that drew it: the drawing buffer is not kept. */
export function pixelsOf(canvas: HTMLCanvasElement | OffscreenCanvas): Uint8ClampedArray {
	const copy = new OffscreenCanvas(canvas.width, canvas.height);
	const context = copy.getContext("2d", { willReadFrequently: true });
	if (context === null) throw new TypeError("No 2D context.");
	context.drawImage(canvas, 0, 0);
	return context.getImageData(0, 0, canvas.width, canvas.height).data;
}

/** A step of a channel that nobody takes for noise. */
const VISIBLE_STEP = 24;

/** How many pixels differ visibly between two pictures of the same size. */
export function changedPixels(a: Uint8ClampedArray, b: Uint8ClampedArray): number {
	let changed = 0;
	for (let index = 0; index < a.length; index += 4) {
		const step = Math.max(
			...[0, 1, 2, 3].map((channel) => Math.abs(a[index + channel]! - b[index + channel]!)),
		);
		if (step > VISIBLE_STEP) changed++;
	}
	return changed;
}

/** Where the changes are: mean x and y, −1 … 1 from the left and the lower edge. */
export function centreOfChange(
	a: Uint8ClampedArray,
	b: Uint8ClampedArray,
	width: number,
): { x: number; y: number } {
	const height = a.length / 4 / width;
	let [count, x, y] = [0, 0, 0];
	for (let pixel = 0; pixel < a.length / 4; pixel++) {
		if (changedPixels(a.subarray(4 * pixel, 4 * pixel + 4), b.subarray(4 * pixel, 4 * pixel + 4)) === 0)
			continue;
		count++;
		x += (2 * (pixel % width)) / width - 1;
		y += 1 - (2 * Math.floor(pixel / width)) / height;
	}
	return { x: x / count, y: y / count };
}
