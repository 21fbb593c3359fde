import { IRIS_TEXTURE_REACH } from "../features/eyeballs.ts";
import type { Palette } from "../looks/look.ts";
import { type Colour, hex, multiply, tint, toSrgbByte } from "../math/colour.ts";
import { bell, DEGREE, mix, smoothstep } from "../math/scalar.ts";
import { scale } from "../math/vec3.ts";
import { lineNoise } from "./noise.ts";
import { encodePng } from "./png.ts";

/** Radius of the iris and of the pupil, as angles from the eye's centre. */
const IRIS = 27.5 * DEGREE;
const PUPIL = 12.5 * DEGREE;

const SCLERA = hex("#f7f1ec");
const SCLERA_EDGE = hex("#e3c3b6");

/** The eye's texture: pupil, fibres, a bright crescent below, dark limbal ring, warm white. */
export function paintIris(palette: Palette, pixels: number): Uint8Array {
	const dark = hex(palette.irisDark);
	const base = hex(palette.irisBase);
	const bright = hex(palette.irisBright);
	return encodePng(pixels, pixels, (px, py) => {
		const x = ((px + 0.5) / pixels) * 2 - 1;
		const y = 1 - ((py + 0.5) / pixels) * 2;
		const angle = Math.hypot(x, y) * IRIS_TEXTURE_REACH;
		const around = Math.atan2(y, x);
		const white = tint(SCLERA, SCLERA_EDGE, 0.8 * smoothstep(0.62, 0.95, angle));
		const c = tint(
			white,
			irisColour(angle / IRIS, around, y, dark, base, bright),
			smoothstep(IRIS + 0.012, IRIS - 0.012, angle),
		);
		return [toSrgbByte(c[0]), toSrgbByte(c[1]), toSrgbByte(c[2])];
	});
}

/** Colour at `r` (0 centre, 1 edge of the iris) and `y` (up) of the texture. */
function irisColour(
	r: number,
	around: number,
	y: number,
	dark: Colour,
	base: Colour,
	bright: Colour,
): Colour {
	const turn = (around / (2 * Math.PI) + 0.5) * 96;
	const fibre = 0.6 * lineNoise(turn, 96, 3) + 0.4 * lineNoise(turn * 2.5, 240, 900);
	const below = smoothstep(0.25, -0.45, y * (IRIS_TEXTURE_REACH / IRIS));
	let c = tint(base, dark, 0.55 * smoothstep(0.05, 0.9, y * (IRIS_TEXTURE_REACH / IRIS) + 0.25));
	c = tint(c, bright, below * bell(r - 0.72, 0.3) * mix(0.55, 1, fibre));
	c = tint(c, bright, 0.35 * bell(r - 0.52, 0.1) * fibre);
	c = multiply(c, scale([1, 1, 1], mix(0.82, 1.12, fibre)));
	c = tint(c, scale(dark, 0.45), 0.9 * smoothstep(0.8, 1, r));
	const pupil = smoothstep(PUPIL / IRIS + 0.05, PUPIL / IRIS - 0.03, r);
	return tint(c, [0.006, 0.004, 0.004], pupil);
}
