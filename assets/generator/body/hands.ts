import type { Detail } from "../detail.ts";
import type { Look } from "../looks/look.ts";
import { at } from "../math/at.ts";
import { type Colour, multiply, tint } from "../math/colour.ts";
import { smoothstep } from "../math/scalar.ts";
import { add, distance, dot, mirror, normalize, subtract, type Vec3 } from "../math/vec3.ts";
import type { BoneWeights, Part } from "../part.ts";
import { gradient, occlusion } from "../sdf/march.ts";
import { ellipsoid, roundCone, type Sdf, smoothUnion } from "../sdf/primitives.ts";
import { surfaceNet } from "../sdf/surface-nets.ts";
import { tidyWeights } from "./body-weights.ts";
import { FINGER_SHAPES, type Finger, fingerBone, wristJoint } from "./skeleton.ts";

/** How far a joint's bend is spread along the finger, in centimetres on either side. */
const JOINT_SOFTNESS = 0.75;

/** Both hands with a piece of wrist, straight, in the T-pose. */
export function buildHands(
	look: Look,
	detail: Detail,
): Omit<Part, "bind" | "morphs"> & { weights: BoneWeights[] } {
	const net = surfaceNet(handField, [-4.5, -3.4, -4.6], [15.8, 2.6, 7.4], detail.handCell);
	const wrist = wristJoint(look.shoulders);
	const left = net.positions.map((p) => add(p, wrist));
	const normals = net.positions.map((p) => gradient(handField, p, 0.06));
	const colours = net.positions.map((p, i) => handColour(look, p, at(normals, i)));
	const count = left.length;
	const triangles = [...net.triangles];
	for (let i = 0; i < net.triangles.length; i += 3)
		triangles.push(
			count + at(net.triangles, i),
			count + at(net.triangles, i + 2),
			count + at(net.triangles, i + 1),
		);
	const weights = net.positions.map(handWeights);
	const sided = (side: string): BoneWeights[] =>
		weights.map((list) => list.map(([bone, share]) => [side + bone, share] as const));
	return {
		name: "hands",
		material: "skin",
		positions: [...left, ...left.map(mirror)],
		normals: [...normals, ...normals.map(mirror)],
		triangles,
		colours: [...colours, ...colours],
		weights: [...sided("left"), ...sided("right")],
	};
}

/** The left hand: x from the wrist to the tips, y up from its back, z towards the thumb. */
const handField: Sdf = (p) => {
	let d = roundCone(p, [-4, 0, 0], 1.95, [0.5, -0.1, 0], 1.75);
	d = smoothUnion(d, ellipsoid(p, [4.2, -0.25, 0.1], [4.6, 1.32, 3.6]), 1.6);
	d = smoothUnion(d, ellipsoid(p, [3, -0.75, 2.2], [2.4, 1.15, 1.5]), 1);
	for (const finger of FINGER_SHAPES)
		d = smoothUnion(d, fingerDistance(finger, p), finger.name === "Thumb" ? 0.9 : 0.45);
	return d;
};

function fingerDistance({ joints, tip, radii, name }: Finger, p: Vec3): number {
	const [a, b, c] = joints;
	const [root, end] = radii;
	const middle = (root + end) / 2;
	const start: Vec3 = name === "Thumb" ? a : [a[0] - 1.6, a[1] - 0.1, a[2] * 0.92];
	let d = roundCone(p, start, root, b, middle * 1.02);
	d = smoothUnion(d, roundCone(p, b, middle * 1.02, c, middle * 0.95), 0.2);
	const last: Vec3 = [tip[0] - end * 0.8 * Math.sign(tip[0] - c[0]), tip[1], tip[2]];
	return smoothUnion(d, roundCone(p, c, middle * 0.95, last, end), 0.2);
}

function handColour(look: Look, p: Vec3, normal: Vec3): Colour {
	const { palette } = look;
	let c = palette.skin;
	for (const { joints, tip, radii } of FINGER_SHAPES) {
		const knuckle = Math.min(...joints.map((joint) => distance(joint, p)));
		const top = smoothstep(0, 0.6, normal[1]);
		c = tint(c, palette.blush, 0.22 * palette.blushAmount * smoothstep(1.6, 0.4, knuckle) * top);
		c = tint(c, palette.blush, 0.3 * palette.blushAmount * smoothstep(1.5, 0.5, distance(tip, p)));
		const nail: Vec3 = [tip[0] - 0.55, tip[1] + radii[1], tip[2]];
		c = tint(c, palette.nail, smoothstep(0.62, 0.4, distance(nail, p)));
	}
	const dark = occlusion(handField, p, normal, [0.4, 1, 2], 0.26);
	return multiply(c, tint([1, 1, 1], palette.occlusion, dark));
}

/** Bones of a point of the hand, names without their side. */
function handWeights(p: Vec3): BoneWeights {
	if (p[0] < 0.5) {
		const hand = smoothstep(-2.5, 0.5, p[0]);
		return tidyWeights([
			["Hand", hand],
			["LowerArm", 1 - hand],
		]);
	}
	const finger = FINGER_SHAPES.reduce((best, f) =>
		fingerDistance(f, p) < fingerDistance(best, p) ? f : best,
	);
	const near = smoothstep(0.9, 0.15, fingerDistance(finger, p));
	const shares: [string, number][] = finger.joints.map((joint, i) => {
		const next = finger.joints[i + 1] ?? finger.tip;
		const t = dot(subtract(p, joint), normalize(subtract(next, joint)));
		const softness = finger.name === "Thumb" && i === 0 ? 1.6 : JOINT_SOFTNESS;
		return [fingerBone(finger.name, i), smoothstep(-softness, softness, t)];
	});
	// Each bone's share is what it takes over from the one before it.
	const first = at(shares, 0)[1] * near;
	const own = [
		1 - first,
		first * (1 - at(shares, 1)[1]),
		first * at(shares, 1)[1] * (1 - at(shares, 2)[1]),
		first * at(shares, 1)[1] * at(shares, 2)[1],
	];
	return tidyWeights([["Hand", at(own, 0)], ...shares.map(([bone], i) => [bone, at(own, i + 1)] as const)]);
}
