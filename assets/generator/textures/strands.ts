import { clamp, mix } from "../math/scalar.ts";
import { lineNoise } from "./noise.ts";
import { encodePng } from "./png.ts";

/** Height of the strands across a lock at (u, v), both 0…1 and repeating; strands run along v and waver a little. */
function strandHeight(u: number, v: number): number {
	const waver = 0.012 * Math.sin(2 * Math.PI * v) + 0.006 * Math.sin(4 * Math.PI * v + 1.3);
	const x = u + waver;
	const coarse = lineNoise(x * 14, 14, 11);
	const middle = lineNoise(x * 38, 38, 211);
	const fine = lineNoise(x * 90, 90, 617);
	return 0.5 * coarse + 0.32 * middle + 0.18 * fine;
}

/** Lightness of the strands: multiplies the hair's vertex colours. */
export function paintStrands(pixels: number): Uint8Array {
	return encodePng(pixels, pixels / 4, (px, py) => {
		const h = strandHeight(px / pixels, py / (pixels / 4));
		const level = Math.round(255 * clamp(mix(0.72, 1.06, h)));
		return [level, level, level];
	});
}

/** Tangent-space normals of the same strands. */
export function paintStrandNormals(pixels: number, depth: number): Uint8Array {
	const rows = pixels / 4;
	return encodePng(pixels, rows, (px, py) => {
		const step = 1 / pixels;
		const slope = strandHeight(px / pixels + step, py / rows) - strandHeight(px / pixels - step, py / rows);
		const nx = -slope * depth;
		const size = Math.hypot(nx, 1);
		return [Math.round((nx / size) * 127.5 + 127.5), 128, Math.round((1 / size) * 127.5 + 127.5)];
	});
}
