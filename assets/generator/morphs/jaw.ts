import { contactY } from "../face/mouth-curve.ts";
import { bell, DEGREE, mix, smoothstep } from "../math/scalar.ts";
import { add, lerp, scale, subtract, type Vec3 } from "../math/vec3.ts";
import type { FieldPoint } from "./field-point.ts";

/** Axis of the jaw, through both joints before the ears. */
const HINGE: Vec3 = [0, -2.2, -1.2];
/** How far `jawOpen` turns the jaw: a wide film-character yawn, not an anatomical limit. */
const OPEN_ANGLE = 19 * DEGREE;
/** Share of the jaw's turn that the corners of the mouth follow. */
const CORNER_SHARE = 0.46;
/** How far the jaw stays open behind lips that `mouthClose` seals: less would look stiff, more long-faced. */
const SEALED_OPENING = 0.45;
/** Travel of `jawForward` and `jawLeft`/`jawRight`, in centimetres. */
const FORWARD = 0.6;
const SIDEWAYS = 0.6;

/** `p` turned with the fully open jaw. */
export function openJaw(p: Vec3): Vec3 {
	const y = p[1] - HINGE[1];
	const z = p[2] - HINGE[2];
	const c = Math.cos(OPEN_ANGLE);
	const s = Math.sin(OPEN_ANGLE);
	return [p[0], HINGE[1] + y * c - z * s, HINGE[2] + y * s + z * c];
}

/** What something hung rigidly on the jaw (lower teeth, tongue) does under a jaw shape; `undefined` if nothing. */
export function jawRigid(name: string, p: Vec3): Vec3 | undefined {
	if (name === "jawOpen") return openJaw(p);
	if (name === "mouthClose") return lerp(p, openJaw(p), SEALED_OPENING - 1);
	if (name === "jawForward") return add(p, [0, 0, FORWARD]);
	if (name === "jawLeft") return add(p, [SIDEWAYS, 0, 0]);
	if (name === "jawRight") return add(p, [-SIDEWAYS, 0, 0]);
	return undefined;
}

/** Weights of the lips on the jaw: each follows its own bone, the corners agree. */
function partedLips(point: FieldPoint): number {
	const q = point.middle ** 0.75;
	if (point.upper && point.lower) return CORNER_SHARE;
	return point.upper ? CORNER_SHARE * (1 - q) : CORNER_SHARE + (1 - CORNER_SHARE) * q;
}

/** Weight of both lips alike: whatever moves with it keeps the mouth shut. */
function sealedLips(point: FieldPoint): number {
	return CORNER_SHARE + 0.06 * point.middle;
}

/** Weight of the skin away from the lips: 1 on the chin, 0 on the upper jaw, soft over the cheeks. */
function skinShare({ position: [x, y, z], shape }: FieldPoint): number {
	const line = contactY(shape, x);
	const softness = mix(0.25, 3.6, smoothstep(1.6, 5.2, Math.abs(x)));
	const below = smoothstep(line + softness, line - softness, y);
	const ahead = smoothstep(-3.2, 2.6, z);
	const underChin = mix(smoothstep(-12.5, -8.8, y), 1, smoothstep(1.8, 5, z));
	return below * ahead * underChin;
}

/** How much of the jaw's turn a point takes, given what the lips take. */
function share(point: FieldPoint, lips: number): number {
	if (point.vertex.zone === "lid") return 0;
	if (point.outside === 0) {
		// The bag's floor goes with the lower teeth, its roof stays.
		const deep = 1 - point.inner;
		const bone = point.lower && !point.upper ? 1 : point.upper && !point.lower ? 0 : CORNER_SHARE;
		return mix(lips, mix(lips, bone, 0.75), smoothstep(0.3, 0.9, deep));
	}
	return mix(lips, skinShare(point), smoothstep(0, 2.4, point.fromMouth));
}

function turned(point: FieldPoint, amount: number): Vec3 {
	return scale(subtract(openJaw(point.position), point.position), amount);
}

const nearLips = (point: FieldPoint): number => bell(point.fromMouth, 1.6) * point.front * point.inner;

/** The jaw's shapes as displacements; `undefined` for any other name. */
export function jawField(name: string, point: FieldPoint): Vec3 | undefined {
	const parted = (): number => share(point, partedLips(point));
	const sealed = (): number => share(point, sealedLips(point));
	// The lips round a little as they part: the upper one rises, the corners draw in.
	const lift = (): number => 0.1 * point.upper * point.middle * nearLips(point);
	switch (name) {
		case "jawOpen": {
			const narrow = -0.22 * point.across * point.aside * nearLips(point);
			return add(turned(point, parted()), [narrow, lift(), 0]);
		}
		case "mouthClose":
			return add(turned(point, sealed() * SEALED_OPENING - parted()), [
				0.22 * 0.6 * point.across * point.aside * nearLips(point),
				-lift(),
				0,
			]);
		case "jawForward":
			return [0, 0, FORWARD * sealed()];
		case "jawLeft":
			return [SIDEWAYS * sealed(), 0, 0];
		case "jawRight":
			return [-SIDEWAYS * sealed(), 0, 0];
		case "tongueOut":
			return add(turned(point, parted() * TONGUE_OPENING), [0, lift() * TONGUE_OPENING, 0]);
		default:
			return undefined;
	}
}

/** `tongueOut` opens the jaw this far by itself, so that the tongue passes between teeth and lips. */
export const TONGUE_OPENING = 0.46;
