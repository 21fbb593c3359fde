import type { Rig, RigMesh, RigTarget } from "../../../assets/light-head/rig.ts";
import { BLENDSHAPES, type BlendshapeName } from "../../../src/lipsync/blendshapes.ts";

/** Weights of ARKit shapes that make up one target. */
export type Recipe = Partial<Record<BlendshapeName, number>>;

const mapMeshes = (rig: Rig, change: (mesh: RigMesh) => RigMesh): Rig => ({
	...rig,
	meshes: rig.meshes.map(change),
});

/** Gives targets other names; `undefined` takes a target away. */
export const renameTargets = (rig: Rig, rename: (name: string) => string | undefined): Rig =>
	mapMeshes(rig, (mesh) => ({
		...mesh,
		targets: mesh.targets.flatMap(({ name, deltas }) => {
			const other = rename(name);
			return other === undefined ? [] : [{ name: other, deltas }];
		}),
	}));

/** Gives every mesh that morphs all 52 targets in ARKit's order, most of them empty. */
export const fillTargets = (rig: Rig): Rig =>
	mapMeshes(rig, (mesh) =>
		mesh.targets.length === 0
			? mesh
			: { ...mesh, targets: BLENDSHAPES.map((name) => mix(mesh, name, { [name]: 1 })) },
	);

/** Replaces the targets by mixtures of them; a mesh gets those that move it. */
export const mixTargets = (rig: Rig, recipes: Readonly<Record<string, Recipe>>): Rig =>
	mapMeshes(rig, (mesh) => ({
		...mesh,
		targets: Object.entries(recipes)
			.map(([name, recipe]) => mix(mesh, name, recipe))
			.filter(({ deltas }) => deltas.some((delta) => delta !== 0)),
	}));

function mix(mesh: RigMesh, name: string, recipe: Recipe): RigTarget {
	const deltas = new Float32Array(mesh.positions.length);
	for (const { name: source, deltas: own } of mesh.targets) {
		const share = recipe[source as BlendshapeName] ?? 0;
		for (let index = 0; index < deltas.length; index++) deltas[index]! += share * own[index]!;
	}
	return { name, deltas };
}

/** Turns a model round, as VRM 0.x has it: its face looks along −Z. */
export const turnRound = (rig: Rig): Rig => ({
	...rig,
	nodes: rig.nodes.map((node) =>
		node.translation === undefined
			? node
			: { ...node, translation: [-node.translation[0], node.translation[1], -node.translation[2]] },
	),
	meshes: rig.meshes.map((mesh) => ({
		...mesh,
		positions: turned(mesh.positions),
		targets: mesh.targets.map(({ name, deltas }) => ({ name, deltas: turned(deltas) })),
	})),
});

const turned = (vectors: Float32Array): Float32Array<ArrayBuffer> =>
	new Float32Array(vectors.map((value, index) => (index % 3 === 1 ? value : -value)));
