/** Luma below which a pixel belongs to the open mouth of a stand-in's face: its throat, after a lossy codec. */
const DARK = 38;

/** A picture's luma plane. */
export interface LumaPlane {
	readonly width: number;
	readonly height: number;
	readonly data: { readonly [index: number]: number };
}

/** Pixels of the face's dark opening, looked for where the mouth is drawn; `step` bytes from pixel to pixel. */
export function mouthArea({ width, height, data }: LumaPlane, step = 1): number {
	let count = 0;
	for (let y = Math.floor(height * 0.57); y < height * 0.75; y++)
		for (let x = Math.floor(width * 0.36); x < width * 0.64; x++)
			if ((data[(y * width + x) * step] ?? 255) < DARK) count++;
	return count;
}
