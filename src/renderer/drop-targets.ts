import type { Mesh, Object3D } from "three";
import { type MorphSlot, meshesOf } from "./morph-targets.ts";

/**
 * Takes away the morph targets that `keep` rejects: three's vertex shader runs through every target of a mesh, at
 * weight 0 too, so a hairdo with 52 empty ones costs as much as a face. Call before the first render.
 * @returns the new index of an old slot; `undefined` if it is gone
 */
export function dropTargets(
	root: Object3D,
	slots: readonly MorphSlot[],
	keep: (slot: MorphSlot) => boolean,
): (mesh: Mesh, index: number) => number | undefined {
	const meshes = meshesOf(root);
	const keptOf = new Map<object, Set<number>>();
	for (const slot of slots) {
		const kept = keptOf.get(slot.mesh.geometry) ?? new Set<number>();
		if (keep(slot)) kept.add(slot.index);
		keptOf.set(slot.mesh.geometry, kept);
	}
	const renumbered = new Map<object, ReadonlyMap<number, number>>();
	for (const [geometry, kept] of keptOf) {
		renumbered.set(geometry, new Map([...kept].sort((a, b) => a - b).map((old, index) => [old, index])));
	}
	// Names and influences belong to a mesh, offsets to a geometry that several meshes may share.
	for (const mesh of meshes) renumberMesh(mesh, renumbered.get(mesh.geometry));
	for (const geometry of new Set(meshes.map((mesh) => mesh.geometry))) {
		const numbers = renumbered.get(geometry);
		if (numbers !== undefined) renumberGeometry(geometry, numbers);
	}
	return (mesh, index) => renumbered.get(mesh.geometry)?.get(index);
}

function renumberMesh(mesh: Mesh, numbers: ReadonlyMap<number, number> | undefined): void {
	if (numbers === undefined) return;
	const named = Object.entries(mesh.morphTargetDictionary ?? {}).flatMap(([name, old]) => {
		const index = numbers.get(old);
		return index === undefined ? [] : [[name, index] as const];
	});
	const before = mesh.morphTargetInfluences ?? [];
	mesh.morphTargetDictionary = Object.fromEntries(named);
	mesh.morphTargetInfluences = [...numbers.keys()].map((old) => before[old] ?? 0);
}

function renumberGeometry(geometry: Mesh["geometry"], numbers: ReadonlyMap<number, number>): void {
	const attributes = geometry.morphAttributes;
	for (const name of Object.keys(attributes) as (keyof typeof attributes)[]) {
		const kept = (attributes[name] ?? []).filter((_, index) => numbers.has(index));
		if (kept.length === 0) delete attributes[name];
		else attributes[name] = kept;
	}
}
