import { readFile } from "node:fs/promises";
import { Logger, NodeIO } from "@gltf-transform/core";
import { ALL_EXTENSIONS } from "@gltf-transform/extensions";

/** Weights of blendshapes by name. */
export type Weights = Readonly<Record<string, number>>;

/** One mesh of a shipped avatar as plain numbers. Millimetres from the ground's middle, y up, z forward. */
export interface AvatarMesh {
	name: string;
	rest: Float64Array;
	triangles: Uint32Array;
	/** Displacement of every vertex at weight 1. */
	targets: Map<string, Float64Array>;
	landmarks: Readonly<Record<string, readonly number[]>>;
}

/** What the tests need of a VRM's JSON. */
export interface VrmJson {
	meta: Readonly<Record<string, unknown>>;
	humanoid: { humanBones: Readonly<Record<string, { node: number }>> };
	expressions: Record<"preset" | "custom", Readonly<Record<string, VrmExpression>>>;
}

export interface VrmExpression {
	morphTargetBinds: readonly { node: number; index: number; weight: number }[];
}

export interface AvatarFile {
	bytes: Uint8Array;
	meshes: Map<string, AvatarMesh>;
	vrm: VrmJson;
	/** Weights of an expression by the names of the blendshapes that it drives. */
	expression(name: string): Weights;
}

const MILLIMETRES = 1000;

const read = new Map<string, Promise<AvatarFile>>();

/** A shipped file, read once; spoil only copies. */
export function readAvatar(path: string): Promise<AvatarFile> {
	const known = read.get(path) ?? parseAvatar(path);
	read.set(path, known);
	return known;
}

async function parseAvatar(path: string): Promise<AvatarFile> {
	const bytes = new Uint8Array(await readFile(path));
	const json = glbJson(bytes);
	// The reader knows nothing of VRMC_vrm and need not: the JSON is read above.
	const io = new NodeIO().registerExtensions(ALL_EXTENSIONS).setLogger(new Logger(Logger.Verbosity.ERROR));
	const document = await io.readBinary(bytes);
	const meshes = new Map<string, AvatarMesh>();
	for (const node of document.getRoot().listNodes()) {
		const mesh = node.getMesh();
		const primitive = mesh?.listPrimitives()[0];
		if (!mesh || !primitive) continue;
		const offset = node.getSkin() === null ? node.getWorldTranslation() : [0, 0, 0];
		const position = primitive.getAttribute("POSITION")!;
		const rest = new Float64Array(position.getCount() * 3);
		for (let i = 0; i < position.getCount(); i++)
			position.getElement(i, []).forEach((value, k) => {
				rest[i * 3 + k] = (value + offset[k]!) * MILLIMETRES;
			});
		const { targetNames = [], landmarks = {} } = mesh.getExtras() as {
			targetNames?: string[];
			landmarks?: Record<string, number[]>;
		};
		const targets = new Map<string, Float64Array>();
		primitive.listTargets().forEach((target, t) => {
			const moves = target.getAttribute("POSITION")!;
			targets.set(
				targetNames[t]!,
				Float64Array.from(moves.getArray() as Float32Array, (value) => value * MILLIMETRES),
			);
		});
		const triangles = Uint32Array.from(primitive.getIndices()!.getArray()!);
		meshes.set(mesh.getName(), { name: mesh.getName(), rest, triangles, targets, landmarks });
	}
	const vrm = json.extensions.VRMC_vrm;
	return { bytes, meshes, vrm, expression: (name) => expressionWeights(json, name) };
}

/** A deep copy whose targets may be spoilt. */
export function copyAvatar(avatar: AvatarFile): AvatarFile {
	return { ...avatar, meshes: structuredClone(avatar.meshes) };
}

/** Positions of a mesh under `weights`; shapes that it lacks leave it alone. */
export function posed(mesh: AvatarMesh, weights: Weights): Float64Array {
	const result = mesh.rest.slice();
	for (const [name, weight] of Object.entries(weights)) {
		const target = mesh.targets.get(name);
		if (target === undefined || weight === 0) continue;
		for (let i = 0; i < result.length; i++) result[i]! += target[i]! * weight;
	}
	return result;
}

interface GlbJson {
	nodes: { mesh?: number }[];
	meshes: { extras?: { targetNames?: string[] } }[];
	extensions: { VRMC_vrm: VrmJson };
}

function glbJson(bytes: Uint8Array): GlbJson {
	const length = new DataView(bytes.buffer, bytes.byteOffset).getUint32(12, true);
	return JSON.parse(new TextDecoder().decode(bytes.subarray(20, 20 + length))) as GlbJson;
}

function expressionWeights(json: GlbJson, name: string): Weights {
	const { preset, custom } = json.extensions.VRMC_vrm.expressions;
	const weights: Record<string, number> = {};
	for (const { node, index, weight } of (preset[name] ?? custom[name])!.morphTargetBinds)
		weights[json.meshes[json.nodes[node]!.mesh!]!.extras!.targetNames![index]!] = weight;
	return weights;
}
