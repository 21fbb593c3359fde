import type { GltfJson } from "../../../assets/light-head/write-rig.ts";
import { HUMANOID_BONES } from "./humanoid.ts";

interface NamedNode {
	readonly name?: string;
	readonly mesh?: number;
}

interface MeshJson {
	readonly extras?: { readonly targetNames?: readonly string[] };
}

interface Bind {
	readonly node: number;
	readonly mesh: number;
	readonly index: number;
}

const nodesOf = (json: GltfJson) => json.nodes as readonly NamedNode[];
const meshesOf = (json: GltfJson) => json.meshes as readonly MeshJson[];

/** Every place where a morph target of that name is. */
function bindsOf(json: GltfJson, target: string): readonly Bind[] {
	return nodesOf(json).flatMap(({ mesh }, node) => {
		if (mesh === undefined) return [];
		const index = meshesOf(json)[mesh]?.extras?.targetNames?.indexOf(target) ?? -1;
		return index < 0 ? [] : [{ node, mesh, index }];
	});
}

const humanBones = (json: GltfJson): readonly (readonly [string, number])[] =>
	Object.entries(HUMANOID_BONES).map(([bone, name]) => [
		bone,
		nodesOf(json).findIndex((node) => node.name === name),
	]);

function addExtension(json: GltfJson, name: string, value: unknown): void {
	json.extensionsUsed = [...((json.extensionsUsed as string[] | undefined) ?? []), name];
	json.extensions = { ...(json.extensions as object | undefined), [name]: value };
}

export interface Vrm1Options {
	/** Expression → morph target of the same movement. */
	readonly preset?: Readonly<Record<string, string>>;
	readonly custom?: Readonly<Record<string, string>>;
	/** More fields of an expression, by its name: `{ JawOpen: { isBinary: true } }`. */
	readonly fields?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
	readonly lookAt?: "bone" | "expression";
	/** A bone that the file forgets. */
	readonly without?: string;
	readonly meta?: Readonly<Record<string, unknown>>;
}

/** Makes a glTF a VRM 1.0. */
export function addVrm1(
	json: GltfJson,
	{ preset = {}, custom = {}, fields = {}, lookAt, without, meta }: Vrm1Options,
): void {
	const expressions = (table: Readonly<Record<string, string>>) =>
		Object.fromEntries(
			Object.entries(table).map(([name, target]) => [
				name,
				{
					...fields[name],
					morphTargetBinds: bindsOf(json, target).map(({ node, index }) => ({ node, index, weight: 1 })),
				},
			]),
		);
	const range = { inputMaxValue: 90, outputScale: lookAt === "bone" ? 10 : 1 };
	addExtension(json, "VRMC_vrm", {
		specVersion: "1.0",
		meta: {
			name: "Light head",
			authors: ["Facewire"],
			licenseUrl: "https://vrm.dev/licenses/1.0/",
			...meta,
		},
		humanoid: {
			humanBones: Object.fromEntries(
				humanBones(json).flatMap(([bone, node]) => (bone === without ? [] : [[bone, { node }]])),
			),
		},
		expressions: { preset: expressions(preset), custom: expressions(custom) },
		...(lookAt === undefined
			? {}
			: {
					lookAt: {
						type: lookAt,
						offsetFromHeadBone: [0, 0.06, 0],
						rangeMapHorizontalInner: range,
						rangeMapHorizontalOuter: range,
						rangeMapVerticalDown: range,
						rangeMapVerticalUp: range,
					},
				}),
	});
}

const LOOK_RANGES = [
	"lookAtHorizontalInner",
	"lookAtHorizontalOuter",
	"lookAtVerticalDown",
	"lookAtVerticalUp",
];
/** Time, value, in and out tangent of two keys. */
const LINEAR = [0, 0, 0, 1, 1, 1, 1, 0];

/** Makes a glTF a VRM 0.x with the given presets (`a`, `blink_l` …) bound to morph targets. */
export function addVrm0(json: GltfJson, presets: Readonly<Record<string, string>>): void {
	addExtension(json, "VRM", {
		exporterVersion: "Facewire",
		specVersion: "0.0",
		meta: {
			title: "Light head",
			author: "Facewire",
			allowedUserName: "Everyone",
			commercialUssageName: "Disallow",
			licenseName: "CC_BY_NC",
		},
		humanoid: {
			humanBones: humanBones(json).map(([bone, node]) => ({ bone, node, useDefaultValues: true })),
		},
		firstPerson: {
			lookAtTypeName: "Bone",
			meshAnnotations: [],
			...Object.fromEntries(LOOK_RANGES.map((name) => [name, { curve: LINEAR, xRange: 90, yRange: 10 }])),
		},
		blendShapeMaster: {
			blendShapeGroups: Object.entries(presets).map(([presetName, target]) => ({
				name: presetName,
				presetName,
				binds: bindsOf(json, target).map(({ mesh, index }) => ({ mesh, index, weight: 100 })),
				materialValues: [],
			})),
		},
		secondaryAnimation: { boneGroups: [], colliderGroups: [] },
		materialProperties: [],
	});
}
