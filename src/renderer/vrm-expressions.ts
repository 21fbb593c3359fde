import { type VRM, VRMExpressionMorphTargetBind } from "@pixiv/three-vrm";
import type { Mesh } from "three";
import type { MorphSlot } from "./morph-targets.ts";

type Expression = NonNullable<VRM["expressionManager"]>["expressions"][number];

/** Which morph targets the expressions of a VRM reach, and which expressions move something. */
export class ReachedSlots {
	readonly #reached = new Map<Mesh, Set<number>>();
	readonly #moving = new Map<Mesh, Set<number>>();

	constructor(vrm: VRM, slots: readonly MorphSlot[]) {
		for (const { mesh, index, moves } of slots) if (moves) addTo(this.#moving, mesh, index);
		for (const { mesh, index } of (vrm.expressionManager?.expressions ?? []).flatMap(morphBinds)) {
			addTo(this.#reached, mesh, index);
		}
	}

	has({ mesh, index }: MorphSlot): boolean {
		return this.#reached.get(mesh)?.has(index) === true;
	}

	/** An expression moves something if a bound target does, or if it changes a material. */
	moves(expression: Expression): boolean {
		const morphs = morphBinds(expression);
		const others = expression.binds.some((bind) => !(bind instanceof VRMExpressionMorphTargetBind));
		return others || morphs.some(({ mesh, index }) => this.#moving.get(mesh)?.has(index) === true);
	}
}

function addTo(map: Map<Mesh, Set<number>>, mesh: Mesh, index: number): void {
	const set = map.get(mesh) ?? new Set<number>();
	map.set(mesh, set.add(index));
}

const morphBinds = (expression: Expression): readonly { mesh: Mesh; index: number }[] =>
	expression.binds.flatMap((bind) =>
		bind instanceof VRMExpressionMorphTargetBind
			? bind.primitives.map((mesh) => ({ mesh, index: bind.index }))
			: [],
	);

/** Points the expressions at the new numbers of the targets that are left. */
export function rebindExpressions(
	vrm: VRM,
	renumber: (mesh: Mesh, index: number) => number | undefined,
): void {
	for (const expression of vrm.expressionManager?.expressions ?? []) {
		for (const bind of [...expression.binds]) {
			if (!(bind instanceof VRMExpressionMorphTargetBind)) continue;
			expression.deleteBind(bind);
			for (const mesh of bind.primitives) {
				const index = renumber(mesh, bind.index);
				if (index === undefined) continue;
				expression.addBind(
					new VRMExpressionMorphTargetBind({ primitives: [mesh], index, weight: bind.weight }),
				);
			}
		}
	}
}
