import { clamp } from "./scalar.ts";
import { lerp, type Vec3 } from "./vec3.ts";

/** Linear red, green, blue in 0…1, as glTF vertex colours want it. */
export type Colour = Vec3;

/** Linear colour of an sRGB `#rrggbb`. */
export function hex(code: string): Colour {
	const bits = Number.parseInt(code.slice(1), 16);
	const linear = (byte: number): number => {
		const c = byte / 255;
		return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
	};
	return [linear((bits >> 16) & 255), linear((bits >> 8) & 255), linear(bits & 255)];
}

/** sRGB byte of a linear component. */
export function toSrgbByte(linear: number): number {
	const c = clamp(linear);
	const s = c <= 0.0031308 ? c * 12.92 : 1.055 * c ** (1 / 2.4) - 0.055;
	return Math.round(s * 255);
}

/** `a` tinted towards `b` by `amount`, clamped to 0…1. */
export function tint(a: Colour, b: Colour, amount: number): Colour {
	return lerp(a, b, clamp(amount));
}

/** Component-wise product: `a` seen in light of colour `b`. */
export function multiply(a: Colour, b: Colour): Colour {
	return [a[0] * b[0], a[1] * b[1], a[2] * b[2]];
}
