/** sRGB colours of the light head's parts. */
export const PALETTE = {
	skin: 0xf0c2a2,
	nose: 0xe9b090,
	lip: 0xc2605c,
	cavity: 0x2a090c,
	tooth: 0xf6f1e6,
	tongue: 0xd0706a,
	white: 0xf7f5f0,
	iris: 0x4d7ea8,
	pupil: 0x11141a,
	lid: 0xd99a84,
	brow: 0x4a2a1c,
	hair: 0x5a3524,
	neck: 0xe2b090,
} as const;

export type Paint = keyof typeof PALETTE;

const toLinear = (channel: number): number =>
	channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;

/** Linear red, green, blue and opaque alpha, 0 … 255, as glTF wants vertex colours. */
export function linearColor(paint: Paint): readonly [number, number, number, number] {
	const channel = (shift: number) => Math.round(toLinear(((PALETTE[paint] >> shift) & 255) / 255) * 255);
	return [channel(16), channel(8), channel(0), 255];
}
