/**
 * A hand's fingers: how far each is bent (0 straight … 1 a fist), how far the thumb lies across the palm (−1 stretched
 * away … 1 across), and how far the fingers are spread (−1 crossed … 1 wide).
 */
export type HandShape = readonly [
	across: number,
	thumb: number,
	index: number,
	middle: number,
	ring: number,
	little: number,
	spread: number,
];

/** Hands that gestures are made of. */
export const HAND_SHAPES = {
	relaxed: [0.25, 0.15, 0.2, 0.26, 0.32, 0.38, 0],
	open: [0, 0, 0.04, 0.03, 0.04, 0.07, 0.15],
	flat: [0.2, 0.05, 0.02, 0.02, 0.02, 0.02, -0.15],
	spread: [-0.3, 0, 0, 0, 0, 0.03, 0.75],
	offer: [-0.1, 0.05, 0.04, 0.12, 0.17, 0.2, 0.2],
	fist: [0.75, 0.5, 0.95, 0.98, 0.98, 0.98, 0],
	point: [0.72, 0.5, 0, 0.92, 0.96, 0.98, 0],
	thumbUp: [-0.75, -0.1, 0.95, 0.97, 0.98, 0.98, 0],
	ok: [0.66, -0.15, 0.53, 0.16, 0.1, 0.06, 0.35],
	heart: [0.64, -0.1, 0.5, 0.95, 0.98, 0.98, 0],
	chin: [0.1, 0.15, 0.35, 0.7, 0.8, 0.85, 0],
} as const satisfies Readonly<Record<string, HandShape>>;

export type HandShapeName = keyof typeof HAND_SHAPES;
