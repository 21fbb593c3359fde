import type { BufferAttribute, InterleavedBufferAttribute, Mesh, Object3D } from "three";

/** One morph target of one mesh. */
export interface MorphSlot {
	readonly mesh: Mesh;
	/** Index in the mesh's `morphTargetInfluences`. */
	readonly index: number;
	readonly name: string;
	/** Whether any vertex has an offset. */
	readonly moves: boolean;
}

type Attribute = BufferAttribute | InterleavedBufferAttribute;

/** Offsets below this share of the mesh's radius cannot be seen. */
const NEGLIGIBLE = 1e-5;

/** Every mesh below `root`. */
export function meshesOf(root: Object3D): readonly Mesh[] {
	const meshes: Mesh[] = [];
	root.traverse((object) => {
		if ("isMesh" in object) meshes.push(object as Mesh);
	});
	return meshes;
}

/** All morph targets below `root`. Primitives that share a geometry are measured once. */
export function morphSlots(root: Object3D): readonly MorphSlot[] {
	const measured = new Map<object, boolean>();
	return meshesOf(root).flatMap((mesh) => {
		const targets = mesh.geometry.morphAttributes.position ?? [];
		const names = namesOf(mesh, targets.length);
		const least = NEGLIGIBLE * radiusOf(mesh);
		return targets.map((target, index): MorphSlot => {
			const moves = measured.get(target) ?? hasOffset(target, least);
			measured.set(target, moves);
			return { mesh, index, name: names[index] ?? String(index), moves };
		});
	});
}

/** Names by index: the dictionary of the mesh the other way round. */
function namesOf(mesh: Mesh, count: number): readonly string[] {
	const names = Array.from({ length: count }, (_, index) => String(index));
	for (const [name, index] of Object.entries(mesh.morphTargetDictionary ?? {})) {
		// An empty name is as good as none.
		if (name !== "") names[index] = name;
	}
	return names;
}

function radiusOf(mesh: Mesh): number {
	if (mesh.geometry.boundingSphere === null) mesh.geometry.computeBoundingSphere();
	const radius = mesh.geometry.boundingSphere?.radius ?? 1;
	return Number.isFinite(radius) && radius > 0 ? radius : 1;
}

function hasOffset(target: Attribute, least: number): boolean {
	for (let index = 0; index < target.count; index++) {
		if (
			Math.abs(target.getX(index)) > least ||
			Math.abs(target.getY(index)) > least ||
			Math.abs(target.getZ(index)) > least
		) {
			return true;
		}
	}
	return false;
}
