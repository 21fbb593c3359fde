import type { Mesh } from "three";
import type { RigInventory, TargetKind } from "../lipsync/resolver/rig-inventory.ts";
import type { RigPlan } from "../lipsync/resolver/rig-plan.ts";
import type { WeightSink } from "./face-drives.ts";
import type { MorphSlot } from "./morph-targets.ts";

/** Where the targets of a rig stand in its inventory, and which of them its plan drives. */
export class TargetPlaces {
	readonly #places: ReadonlyMap<string, number>;
	readonly #driven: ReadonlySet<number>;

	constructor({ targets }: RigInventory, { drives }: RigPlan) {
		this.#places = new Map(targets.map(({ kind, name }, index) => [`${kind} ${name}`, index]));
		this.#driven = new Set(drives.map(({ target }) => target));
	}

	/** Index of a target; −1 if the inventory lacks it. */
	of(kind: TargetKind, name: string): number {
		return this.#places.get(`${kind} ${name}`) ?? -1;
	}

	isDriven(kind: TargetKind, name: string): boolean {
		return this.#driven.has(this.of(kind, name));
	}
}

/**
 * The places of morph targets that are driven by their own names.
 * @param renumber gives a target's index after `dropTargets`
 */
export const morphSinks = (
	slots: readonly MorphSlot[],
	places: TargetPlaces,
	renumber: (mesh: Mesh, index: number) => number | undefined,
): readonly WeightSink[] =>
	slots.flatMap(({ mesh, index: old, name }) => {
		const index = renumber(mesh, old);
		const array = mesh.morphTargetInfluences;
		return index === undefined || array === undefined
			? []
			: [{ target: places.of("morph", name), array, index }];
	});
