import { bell } from "../math/scalar.ts";
import { encodePng } from "./png.ts";

/** Stitches across and down one repeat of the knit. */
const KNIT_STITCHES = 4;

/** Height of stocking stitch at (u, v), 0…1 and repeating: two leaning strands a stitch. */
function stitchHeight(u: number, v: number): number {
	const x = (u * KNIT_STITCHES) % 1;
	const y = (v * KNIT_STITCHES * 1.25) % 1;
	const right = x < 0.5 ? -1 : 1;
	const inStrand = Math.abs(x - 0.5) * 2;
	// Each strand climbs away from the middle; the one above it starts where it ends.
	const along = (((y - 0.55 * inStrand + 1) % 1) + 1) % 1;
	return bell(along - 0.5, 0.34) * bell(inStrand - 0.5, 0.5) + 0.001 * right;
}

/** Tangent-space normals of a knit. */
export function paintKnitNormals(pixels: number, depth: number): Uint8Array {
	const step = 1 / pixels;
	return encodePng(pixels, pixels, (px, py) => {
		const [u, v] = [px / pixels, py / pixels];
		const h = (du: number, dv: number): number => stitchHeight((u + du + 1) % 1, (v + dv + 1) % 1);
		const nx = -(h(step, 0) - h(-step, 0)) * depth;
		const ny = (h(0, step) - h(0, -step)) * depth;
		const size = Math.hypot(nx, ny, 1);
		return [
			Math.round((nx / size) * 127.5 + 127.5),
			Math.round((ny / size) * 127.5 + 127.5),
			Math.round((1 / size) * 127.5 + 127.5),
		];
	});
}
