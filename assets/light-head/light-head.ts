import { BLENDSHAPES } from "../../src/lipsync/blendshapes.ts";
import { fieldOf } from "./fields.ts";
import {
	brow,
	cavity,
	eye,
	type Face,
	lid,
	neck,
	nose,
	type Point,
	skull,
	teeth,
	tongue,
} from "./head-parts.ts";
import { linearColor, type Paint } from "./palette.ts";
import type { Rig, RigMesh, RigTarget } from "./rig.ts";

/** Offsets below this many centimetres are left out. */
const NEGLIGIBLE = 0.003;
const CENTIMETRE = 0.01;
/** Height of the base of the skull, where the head turns: over the model's ground, and below the eyes. Metres. */
const HEAD_JOINT = 0.09;
const HEAD_JOINT_BELOW_EYES = 0.07;

/** Names of the light head's meshes and the points that each is made of. */
export function lightHeadParts(): readonly { readonly mesh: string; readonly faces: readonly Face[] }[] {
	return [
		{
			mesh: "Face",
			faces: [
				...skull(),
				...cavity(),
				...nose(),
				...([1, -1] as const).flatMap((side) => [
					...lid(side, "upperLid"),
					...lid(side, "lowerLid"),
					...brow(side),
				]),
			],
		},
		{ mesh: "Eyes", faces: [...eye(1), ...eye(-1)] },
		{ mesh: "Mouth", faces: [...teeth("upperTeeth"), ...teeth("lowerTeeth"), ...tongue()] },
		{ mesh: "Neck", faces: neck() },
	];
}

/**
 * A head of fewer than 300 vertices with the 52 shapes: the fixture that software rendering can afford.
 * Flat shaded (no normals), coloured by vertex, +X is the character's left.
 */
export function lightHead(): Rig {
	return {
		name: "Light head",
		nodes: [{ name: "Neck" }, { name: "Head", parent: "Neck", translation: [0, HEAD_JOINT, 0] }],
		meshes: lightHeadParts().map(({ mesh, faces }) => meshOf(mesh, faces)),
	};
}

interface Corner {
	readonly point: Point;
	readonly paint: Paint;
}

function meshOf(name: string, faces: readonly Face[]): RigMesh {
	const { corners, indices } = weld(faces);
	return {
		name,
		node: "Head",
		positions: new Float32Array(corners.flatMap(({ point }) => fromJoint(point))),
		colors: new Uint8Array(corners.flatMap(({ paint }) => linearColor(paint))),
		indices: new Uint16Array(indices),
		targets: targetsOf(corners),
	};
}

/** The points of a mesh in the order of its vertices. */
export const verticesOf = (faces: readonly Face[]): readonly Point[] =>
	weld(faces).corners.map(({ point }) => point);

/** One vertex for each point and paint, so that colours do not bleed over an edge. */
function weld(faces: readonly Face[]): { corners: readonly Corner[]; indices: readonly number[] } {
	const corners: Corner[] = [];
	const known = new Map<string, number>();
	const indices = faces.flatMap(({ points, paint }) =>
		points.map((point) => {
			const key = JSON.stringify([paint, point.part, point.ring, point.height, point.position]);
			const index = known.get(key) ?? corners.push({ point, paint }) - 1;
			known.set(key, index);
			return index;
		}),
	);
	return { corners, indices };
}

const fromJoint = ({ position: [x, y, z] }: Point): readonly number[] => [
	x * CENTIMETRE,
	y * CENTIMETRE + HEAD_JOINT_BELOW_EYES,
	z * CENTIMETRE,
];

/** A mesh carries the shapes that move it and no others. */
function targetsOf(corners: readonly Corner[]): RigTarget[] {
	return BLENDSHAPES.flatMap((name) => {
		const field = fieldOf(name);
		const deltas = corners.flatMap(({ point }) => field(point).map(round));
		return deltas.some((delta) => delta !== 0) ? [{ name, deltas: new Float32Array(deltas) }] : [];
	});
}

const round = (centimetres: number): number =>
	Math.abs(centimetres) < NEGLIGIBLE ? 0 : Math.round(centimetres * 1e4) * 1e-4 * CENTIMETRE;
