import { bell, smoothstep } from "../math/scalar.ts";
import type { FieldPoint, Slide } from "./field-point.ts";

/** Bell round the mouth, `width` centimetres wide. */
function around(p: FieldPoint, width: number): number {
	return bell(p.fromMouth, width) * p.front * p.inner;
}

/** 0 on the line where the lips meet, 1 on their flesh: a field times this can never part or cross the lips. */
function flesh(p: FieldPoint): number {
	return smoothstep(0, 0.3, p.fromMouth) * p.outside;
}

const halfSign = (p: FieldPoint): number => p.upper - p.lower;

/** Fields that act on both halves of the mouth at once. */
export const LIP_FIELDS: Readonly<Record<string, (p: FieldPoint) => Slide>> = {
	mouthPucker: (p) => {
		const width = p.shape.form.mouthHalfWidth;
		const b = around(p, 1.9);
		return [
			-p.across * width * 0.44 * b,
			-0.26 * p.aside ** 2 * b + halfSign(p) * 0.12 * bell(p.fromMouth - 0.4, 0.35) * flesh(p) * b,
			(0.78 * Math.exp(-1.1 * p.across ** 2) + 0.04) * around(p, 1.3) + 0.1 * p.lip * p.middle * p.outside,
		];
	},
	mouthFunnel: (p) => {
		const width = p.shape.form.mouthHalfWidth;
		const opening = (p.upper ? 0.28 : 0) - (p.lower ? 0.44 : 0);
		return [
			-p.across * width * 0.34 * around(p, 1.7),
			opening * p.middle ** 0.8 * around(p, 1.3) - 0.24 * p.aside ** 2 * around(p, 1.7),
			(0.78 * Math.exp(-1.1 * p.across ** 2) + 0.04) * around(p, 1.25),
		];
	},
	mouthRollUpper: (p) => {
		const k = p.upper * p.middle * p.front;
		const curl = -0.34 * p.lip * p.inner * p.upper * Math.sqrt(p.middle);
		return [
			0,
			-0.08 * p.lip * p.inner * p.upper * p.middle - 0.27 * bell(p.fromMouth - 0.5, 0.45) * k * flesh(p),
			curl - 0.06 * bell(p.fromMouth, 0.6) * k * p.inner,
		];
	},
	mouthRollLower: (p) => {
		const k = p.lower * p.middle * p.front;
		const curl = -0.38 * p.lip * p.inner * p.lower * Math.sqrt(p.middle);
		return [
			0,
			0.32 * bell(p.fromMouth - 0.6, 0.5) * k * flesh(p),
			curl - 0.06 * bell(p.fromMouth, 0.6) * k * p.inner,
		];
	},
	// Both shrugs lift the whole seam: the lips stay shut.
	mouthShrugUpper: (p) => {
		const seam = p.middle ** 1.3 * bell(p.fromMouth, 1) * p.front * p.inner;
		return [0, 0.27 * seam, 0.15 * seam * p.outside];
	},
	mouthShrugLower: (p) => {
		const seam = p.middle ** 1.3 * bell(p.fromMouth, 1.1) * p.front * p.inner;
		const chin = bell(p.position[0], 1.7) * bell(p.position[1] + 8.2, 1.5) * p.front * p.outside;
		const pout = 0.16 * bell(p.fromMouth - 0.4, 0.4) * p.lower * p.middle * flesh(p) * p.front;
		return [0, 0.24 * seam + 0.34 * chin, pout + 0.04 * seam * p.outside + 0.14 * chin];
	},
	mouthLeft: (p) => [0.78 * around(p, 2), 0.05 * p.across * around(p, 2), 0],
	mouthRight: (p) => [-0.78 * around(p, 2), -0.05 * p.across * around(p, 2), 0],
};

/** Fields of one side each: `…Left` and `…Right` share them out across the middle. */
export const LIP_SIDE_FIELDS: Readonly<Record<string, (p: FieldPoint) => Slide>> = {
	mouthSmile: (p) => {
		const b = around(p, 1.7);
		const cheek = cheekApple(p);
		const fold = nasolabialFold(p);
		return [
			0.6 * p.across * b + 0.16 * p.side * cheek,
			(0.58 * p.aside ** 1.8 + 0.02) * b + 0.44 * cheek,
			-(0.1 * p.aside ** 2 + 0.05 * (1 - p.aside ** 2)) * b + 0.38 * cheek - 0.1 * fold,
		];
	},
	mouthFrown: (p) => {
		const b = around(p, 1.6);
		const a = p.aside ** 2;
		const chin = bell(p.position[0], 1.6) * bell(p.position[1] + 8, 1.3) * p.front * p.outside;
		return [0.06 * p.across * b, (-0.92 * a + 0.1 * (1 - a)) * b + 0.14 * chin, -0.06 * a * b + 0.1 * chin];
	},
	mouthStretch: (p) => {
		const b = around(p, 1.7);
		const thin = -halfSign(p) * 0.08 * p.middle * flesh(p);
		return [0.8 * p.across * b, (-0.24 * p.aside ** 2 + thin) * b, -0.12 * b];
	},
	mouthDimple: (p) => {
		const b = around(p, 1.2);
		const a = p.aside ** 2;
		return [0.36 * p.across * p.aside * b, 0.08 * a * b, -0.32 * a * b];
	},
	mouthUpperUp: (p) => {
		const k =
			bell(p.fromMouth, 1.4) * p.front * p.inner * p.upper * p.middle ** 0.7 * bell(p.aside - 0.45, 0.71);
		return [0, 0.58 * k, 0.1 * k];
	},
	mouthLowerDown: (p) => {
		const k = bell(p.fromMouth, 1.4) * p.front * p.inner * p.lower * p.middle ** 0.7;
		return [0.05 * p.across * k, -0.56 * k, 0.06 * k];
	},
	mouthPress: (p) => {
		const thin = -halfSign(p) * 0.2 * bell(p.fromMouth - 0.45, 0.4) * p.middle * flesh(p) * p.front;
		const pad = 0.12 * bell(p.fromMouth - 0.95, 0.4) * p.front * p.outside;
		return [0.08 * p.across * around(p, 0.9), thin, -0.25 * p.lip * p.middle * p.inner + pad];
	},
};

/** The ball of the cheek that a smile lifts. */
function cheekApple(p: FieldPoint): number {
	const far = Math.hypot(Math.abs(p.position[0]) - 4.1, p.position[1] + 3.3);
	return bell(far, 1.9) * p.front * (p.vertex.zone === "lid" ? 0 : 1) * p.outside;
}

/** The fold from the nose's wing to the corner of the mouth. */
function nasolabialFold(p: FieldPoint): number {
	if (p.outside === 0 || p.vertex.zone === "lid" || p.lip > 0) return 0;
	const [fromX, fromY, toX, toY] = [1.45, -3.5, 3.2, -5.7];
	const x = Math.abs(p.position[0]) - fromX;
	const y = p.position[1] - fromY;
	const [ax, ay] = [toX - fromX, toY - fromY];
	const h = Math.min(1, Math.max(0, (x * ax + y * ay) / (ax * ax + ay * ay)));
	return (
		bell(Math.hypot(x - ax * h, y - ay * h), 0.36) * p.front * Math.sin(Math.PI * Math.min(1, 0.15 + h * 0.8))
	);
}
