import type { BlendshapeName } from "../../src/lipsync/blendshapes.ts";
import { EYE, type Part, type Point } from "./head-parts.ts";
import { MOUTH, onFace, type Vector } from "./surface.ts";

/** Offset of a point at weight 1, centimetres. */
export type Field = (point: Point) => Vector;

const NONE: Vector = [0, 0, 0];

const clamp01 = (value: number): number => Math.min(1, Math.max(0, value));

function smoothstep(from: number, to: number, value: number): number {
	const t = clamp01((value - from) / (to - from));
	return t * t * (3 - 2 * t);
}

const bell = (distance: number, width: number): number => Math.exp(-((distance / width) ** 2));

const isFace = (part: Part): boolean => part === "skin" || part === "lip" || part === "cavity";

/** Distance from the closed mouth's line, as seen from the front. */
function fromMouth({ position: [x, y] }: Point): number {
	const beyond = Math.max(0, Math.abs(x) - MOUTH.halfWidth);
	return Math.hypot(beyond, y - MOUTH.y);
}

/** How much of a bilateral shape belongs to a side: 0 … 1 across the middle of the face. */
const half = (side: Side, { position: [x] }: Point): number => smoothstep(-0.8, 0.8, side * x);

/** +1 is the character's left. */
type Side = 1 | -1;

const JAW = { y: -2, z: -1, angle: (17 * Math.PI) / 180 } as const;
/** How far the mouth's corners follow the jaw. */
const CORNER_SHARE = 0.46;
/** Ring beyond which the jaw's pull depends on height alone. */
const LAST_MOUTH_RING = 2;

/** Share of the jaw's turn that a point takes, 0 … 1; the head's skin weights for a jaw bone as well. */
export function jawShare(point: Point): number {
	const { part, position, ring, height } = point;
	if (part === "lowerTeeth" || part === "tongue") return 1;
	if (part === "cavity" && ring > 0) return CORNER_SHARE;
	if (!isFace(part)) return 0;
	if (ring <= LAST_MOUTH_RING) {
		const middle = Math.abs(height) ** 0.75;
		const share = height < 0 ? CORNER_SHARE + (1 - CORNER_SHARE) * middle : CORNER_SHARE * (1 - middle);
		return ring === LAST_MOUTH_RING && height > 0 ? share * 0.6 : share;
	}
	return smoothstep(-3.6, -7.6, position[1]) * smoothstep(-3.5, 2, position[2]);
}

/** Offset of a point that turns by `share` of the open jaw. */
function jawTurn({ position: [, y, z] }: Point, share: number): Vector {
	// A straight line to the end of the arc, so that a morph and its weight stay proportional.
	const [dy, dz] = [y - JAW.y, z - JAW.z];
	const [sin, cos] = [Math.sin(JAW.angle), Math.cos(JAW.angle)];
	return [0, (dy * cos - dz * sin - dy) * share, (dy * sin + dz * cos - dz) * share];
}

const jawOpen: Field = (point) => jawTurn(point, jawShare(point));

/** Brings both lips to the height of the corners when the jaw is open by the same weight. */
const mouthClose: Field = (point) => {
	if (!isFace(point.part) || point.ring > LAST_MOUTH_RING) return NONE;
	if (point.part === "cavity" && point.ring > 0) return NONE;
	const amount = point.ring === LAST_MOUTH_RING ? 0.5 : 1;
	return jawTurn(point, (CORNER_SHARE - jawShare(point)) * amount);
};

const jawSlide =
	(offset: Vector): Field =>
	(point) =>
		scale(offset, jawShare(point));

const scale = ([x, y, z]: Vector, factor: number): Vector => [x * factor, y * factor, z * factor];

/** A field of the mouth's skin that fades with the distance from the lips. */
function mouth(width: number, field: (point: Point, amount: number) => Vector): Field {
	return (point) => {
		if (!isFace(point.part) || (point.part === "cavity" && point.ring > 0)) return NONE;
		return field(point, bell(fromMouth(point), width));
	};
}

/** How far towards a corner of the mouth a point lies, −1 … 1. */
const towardsCorner = ({ position: [x] }: Point): number => Math.min(1, Math.max(-1, x / MOUTH.halfWidth));

/** Moves one corner of the mouth; `out` points away from the middle. */
function corner(side: Side, out: number, up: number, forward = 0): Field {
	return mouth(2.2, (point, amount) => {
		const share = amount * half(side, point) * Math.abs(towardsCorner(point)) ** 1.4;
		return [side * out * share, up * share, forward * share];
	});
}

/** Moves the upper (+1) or lower (−1) lip as a whole or one side of it. */
function lips(row: 1 | -1, offset: Vector, side?: Side): Field {
	return mouth(1.5, (point, amount) => {
		const middle = clamp01(row * (point.part === "skin" && point.ring > 3 ? 0 : point.height));
		const share = amount * middle ** 0.7 * (side === undefined ? 1 : half(side, point));
		return scale(offset, share);
	});
}

const pucker = mouth(2.4, (point, amount) => {
	const across = towardsCorner(point);
	return [-1.25 * across * amount, 0, 1.1 * (1 - 0.4 * across * across) * amount];
});

const funnel = mouth(2.2, (point, amount) => {
	const across = towardsCorner(point);
	const open = Math.sign(point.height) * Math.abs(point.height) ** 0.8 * 0.75;
	return [-0.7 * across * amount, point.ring < 3 ? open * amount : 0, 0.9 * amount];
});

/** A bulge of the skin around a place, mirrored by `side`. */
function bump(side: Side, at: readonly [number, number], width: number, offset: Vector): Field {
	return ({ part, position: [x, y, z] }) => {
		if ((part !== "skin" && part !== "lip") || z < 0) return NONE;
		const amount = bell(Math.hypot(side * x - at[0], y - at[1]), width);
		return [side * offset[0] * amount, offset[1] * amount, offset[2] * amount];
	};
}

const both = (make: (side: Side) => Field): Field => sum(make(1), make(-1));

function sum(...fields: readonly Field[]): Field {
	return (point) =>
		fields.reduce<Vector>((total, field) => {
			const offset = field(point);
			return [total[0] + offset[0], total[1] + offset[1], total[2] + offset[2]];
		}, NONE);
}

const onSide = (side: Side, { position: [x] }: Point): boolean => side * x > 0;

/** Moves a lid's rim by a share of the eye's radius; corners stay. */
function lid(side: Side, part: "upperLid" | "lowerLid", travel: number): Field {
	return (point) =>
		point.part === part && onSide(side, point) ? [0, travel * EYE.radius * point.height, 0] : NONE;
}

const lids = (side: Side, upper: number, lower: number): Field =>
	sum(lid(side, "upperLid", upper), lid(side, "lowerLid", lower));

function look(side: Side, x: number, y: number): Field {
	const gaze: Field = (point) => {
		if (point.part !== "iris" || !onSide(side, point)) return NONE;
		// The iris slides over the face's surface, or it would sink into the white.
		const [fromX, fromY] = point.position;
		const depth = onFace(fromX + x * side, fromY + y)[2] - onFace(fromX, fromY)[2];
		return [x * side, y, depth];
	};
	return y === 0 ? gaze : sum(gaze, lid(side, "upperLid", y * 0.22));
}

/** Moves a brow; `inner` and `outer` are how far its ends go up. */
function brow(side: Side, inner: number, outer: number, inwards = 0): Field {
	return (point) => {
		if (point.part !== "brow" || !onSide(side, point)) return NONE;
		const along = clamp01((side * point.position[0] - 1.5) / 3.6);
		return [-side * inwards * (1 - along), inner * (1 - along) + outer * along, 0];
	};
}

const tongueOut: Field = ({ part, height }) => (part === "tongue" && height > 0 ? [0, -0.5, 3.4] : NONE);

function nostril(side: Side): Field {
	const wing: Field = (point) =>
		point.part === "nose" && side * point.position[0] > 0.5 ? [side * 0.25, 0.6, 0] : NONE;
	return sum(wing, bump(side, [1.6, -4], 1.2, [0, 0.4, 0.25]), lips(1, [0, 0.2, 0], side));
}

/** Fields of a left and right pair, by the name without its side. */
const PAIRS = {
	eyeBlink: (side) => lids(side, -1.4, 0.24),
	eyeLookDown: (side) => look(side, 0, -0.62),
	eyeLookIn: (side) => look(side, -0.7, 0),
	eyeLookOut: (side) => look(side, 0.7, 0),
	eyeLookUp: (side) => look(side, 0, 0.55),
	eyeSquint: (side) => lids(side, -0.25, 0.5),
	eyeWide: (side) => lids(side, 0.24, -0.2),
	mouthSmile: (side) =>
		sum(
			corner(side, 0.9, 1.25, -0.4),
			bump(side, [4.2, -3.6], 1.8, [0.3, 0.4, 0.3]),
			lid(side, "lowerLid", 0.14),
		),
	mouthFrown: (side) => corner(side, 0.1, -1.2),
	mouthDimple: (side) => corner(side, 0.45, 0.25, -0.5),
	mouthStretch: (side) => corner(side, 1.15, -0.25, -0.4),
	mouthPress: (side) => sum(lips(1, [0, -0.28, -0.2], side), lips(-1, [0, 0.28, -0.2], side)),
	mouthLowerDown: (side) => lips(-1, [0, -0.9, 0.1], side),
	mouthUpperUp: (side) => lips(1, [0, 0.8, 0.1], side),
	browDown: (side) => brow(side, -0.85, -0.4, 0.3),
	browOuterUp: (side) => brow(side, 0.15, 1.05),
	cheekSquint: (side) => sum(bump(side, [4.1, -2.6], 1.8, [0.1, 0.6, 0.5]), lid(side, "lowerLid", 0.3)),
	noseSneer: nostril,
} satisfies Record<string, (side: Side) => Field>;

const SINGLES: Partial<Record<BlendshapeName, Field>> = {
	jawForward: jawSlide([0, 0, 0.9]),
	jawLeft: jawSlide([1, 0, 0]),
	jawRight: jawSlide([-1, 0, 0]),
	jawOpen,
	mouthClose,
	mouthFunnel: funnel,
	mouthPucker: pucker,
	mouthLeft: mouth(2.6, (_, amount) => [1.1 * amount, 0.1 * amount, 0]),
	mouthRight: mouth(2.6, (_, amount) => [-1.1 * amount, 0.1 * amount, 0]),
	mouthRollLower: lips(-1, [0, 0.45, -0.6]),
	mouthRollUpper: lips(1, [0, -0.4, -0.55]),
	mouthShrugLower: lips(-1, [0, 0.5, 0.4]),
	mouthShrugUpper: lips(1, [0, 0.5, 0.45]),
	browInnerUp: both((side) => brow(side, 1.1, 0.1)),
	cheekPuff: both((side) => bump(side, [4.6, -5.2], 2.2, [1.1, 0, 0.9])),
	tongueOut,
};

/** The deformation of one of the 52 shapes. */
export function fieldOf(name: BlendshapeName): Field {
	const single = SINGLES[name];
	if (single !== undefined) return single;
	const base = name.replace(/(Left|Right)$/, "");
	if (!(base in PAIRS)) throw new TypeError(`The light head has no field for ${name}.`);
	return PAIRS[base as keyof typeof PAIRS](name.endsWith("Left") ? 1 : -1);
}
