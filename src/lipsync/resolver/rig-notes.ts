import { BLENDSHAPE_COUNT } from "../blendshapes.ts";
import type { AvatarMapping } from "./avatar-mapping.ts";
import { findNode } from "./bones.ts";
import type { RigInventory } from "./rig-inventory.ts";

/** Sentences for the user: what was assumed, what is offered, what a mapping names in vain. */
export function rigNotes(
	inventory: RigInventory,
	mapping: AvatarMapping | undefined,
	assumed: boolean,
): readonly string[] {
	const { unnamedCount, targets, nodes } = inventory;
	const notes: string[] = [];
	if (assumed) {
		const taken = Math.min(unnamedCount, BLENDSHAPE_COUNT);
		notes.push(`The targets have no names: ${taken} of ${unnamedCount} are taken in ARKit's order.`);
	} else if (unnamedCount > 0) {
		notes.push(
			`${unnamedCount} targets have no names: "assumeArkitOrder" in a mapping takes them in ARKit's order.`,
		);
	}
	const known = new Set(targets.map(({ name }) => name));
	for (const [shape, list] of Object.entries(mapping?.shapes ?? {})) {
		for (const { target } of list ?? []) {
			if (!known.has(target))
				notes.push(`The mapping gives ${shape} the target "${target}", which the model lacks.`);
		}
	}
	for (const [bone, name] of Object.entries(mapping?.bones ?? {})) {
		if (findNode(nodes, name) === undefined)
			notes.push(`The mapping gives the ${bone} the bone "${name}", which the model lacks.`);
	}
	return notes;
}
