import type { Object3D } from "three";
import type { RigInventory, RigTarget, TargetKind } from "../lipsync/resolver/rig-inventory.ts";
import type { MorphSlot } from "./morph-targets.ts";

const isUnnamed = (name: string): boolean => /^\d+$/.test(name);

/** The inventory of a loaded model: its expressions, its morph targets, its nodes. */
export function rigInventoryOf(
	root: Object3D,
	slots: readonly MorphSlot[],
	expressions: readonly { readonly name: string; readonly moves: boolean }[] = [],
	lookAt?: "bone" | "expression",
): RigInventory {
	const nodes: string[] = [];
	root.traverse((object) => {
		// A mesh that is called "Head" is no bone: turned, it would leave its body.
		if (!("isMesh" in object)) nodes.push(object.name);
	});
	return {
		targets: [...byName("expression", expressions), ...byName("morph", slots)],
		unnamedCount: unnamedCount(slots),
		nodes,
		...(lookAt === undefined ? {} : { lookAt }),
	};
}

/** Each name once; it moves if it moves anything anywhere. */
function byName(
	kind: TargetKind,
	found: readonly { readonly name: string; readonly moves: boolean }[],
): readonly RigTarget[] {
	const moves = new Map<string, boolean>();
	for (const target of found) moves.set(target.name, target.moves || moves.get(target.name) === true);
	return [...moves].map(([name, moving]) => ({ name, kind, moves: moving }));
}

/** The largest number of unnamed targets on one mesh. */
function unnamedCount(slots: readonly MorphSlot[]): number {
	const counts = new Map<object, number>();
	for (const { mesh, name } of slots) if (isUnnamed(name)) counts.set(mesh, (counts.get(mesh) ?? 0) + 1);
	return Math.max(0, ...counts.values());
}
