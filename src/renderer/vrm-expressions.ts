import type { VRM } from "@pixiv/three-vrm";
import { VRMExpressionMorphTargetBind } from "@pixiv/three-vrm-core";
import type { Mesh } from "three";
import type { Drive } from "../lipsync/resolver/rig-plan.ts";
import { FaceDrives, type WeightSink } from "./face-drives.ts";
import type { MorphSlot } from "./morph-targets.ts";

export type Expression = NonNullable<VRM["expressionManager"]>["expressions"][number];

/** By its shape: the reader of whole VRMs brings a class of its own, of the same name. */
const isMorphBind = (bind: Expression["binds"][number]): bind is VRMExpressionMorphTargetBind =>
	"primitives" in bind;

/** Which morph targets the expressions of a VRM reach, and which expressions move something. */
export class ReachedSlots {
	readonly #reached = new Map<Mesh, Map<number, Set<string>>>();
	readonly #moving = new Map<Mesh, Set<number>>();

	constructor(expressions: readonly Expression[], slots: readonly MorphSlot[]) {
		for (const { mesh, index, moves } of slots) if (moves) addTo(this.#moving, mesh, index);
		for (const expression of expressions) {
			for (const { mesh, index } of morphBinds(expression)) {
				const names = this.#reached.get(mesh) ?? new Map<number, Set<string>>();
				this.#reached.set(mesh, names);
				names.set(index, (names.get(index) ?? new Set()).add(expression.expressionName));
			}
		}
	}

	/** Names of the expressions that reach a target. */
	by({ mesh, index }: MorphSlot): readonly string[] {
		return [...(this.#reached.get(mesh)?.get(index) ?? [])];
	}

	/** An expression moves something if a bound target does, or if it changes a material. */
	moves(expression: Expression): boolean {
		const others = expression.binds.some((bind) => !isMorphBind(bind));
		return (
			others || morphBinds(expression).some(({ mesh, index }) => this.#moving.get(mesh)?.has(index) === true)
		);
	}
}

function addTo(map: Map<Mesh, Set<number>>, mesh: Mesh, index: number): void {
	const set = map.get(mesh) ?? new Set<number>();
	map.set(mesh, set.add(index));
}

const morphBinds = (expression: Expression): readonly { mesh: Mesh; index: number }[] =>
	expression.binds.flatMap((bind) =>
		isMorphBind(bind) ? bind.primitives.map((mesh) => ({ mesh, index: bind.index })) : [],
	);

/** Points the expressions at the new numbers of the targets that are left. */
export function rebindExpressions(
	expressions: readonly Expression[],
	renumber: (mesh: Mesh, index: number) => number | undefined,
): void {
	for (const expression of expressions) {
		for (const bind of [...expression.binds]) {
			if (!isMorphBind(bind)) continue;
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

/**
 * Whether expressions do nothing but move morph targets, in proportion and without silencing each other: then the
 * library's own update, which goes through all of them and allocates, has nothing to add.
 */
export const areSimple = (expressions: readonly Expression[]): boolean =>
	expressions.every(
		({ binds, isBinary, overrideBlink, overrideLookAt, overrideMouth }) =>
			!isBinary &&
			[overrideBlink, overrideLookAt, overrideMouth].every((override) => override === "none") &&
			binds.every((bind) => isMorphBind(bind)),
	);

/** The morph targets behind simple expressions. */
export const expressionSinks = (
	expressions: readonly Expression[],
	placeOf: (name: string) => number,
): readonly WeightSink[] =>
	expressions.flatMap(({ expressionName, binds }) =>
		binds.flatMap((bind) => {
			if (!isMorphBind(bind)) return [];
			const { primitives, index, weight: share } = bind;
			return primitives.flatMap(({ morphTargetInfluences: array }) =>
				array === undefined ? [] : [{ target: placeOf(expressionName), array, index, share }],
			);
		}),
	);

/** Gives expressions their weights and leaves the rest to the library. Render thread. */
export class ManagedExpressions {
	readonly #expressions: readonly Expression[];
	readonly #weights: number[];
	readonly #drives: FaceDrives;

	constructor(
		drives: readonly Drive[],
		expressions: readonly Expression[],
		placeOf: (name: string) => number,
	) {
		this.#expressions = expressions;
		this.#weights = expressions.map(() => 0);
		this.#drives = new FaceDrives(
			drives,
			expressions.map(({ expressionName }, index) => ({
				target: placeOf(expressionName),
				array: this.#weights,
				index,
			})),
		);
	}

	/** Takes the sources of a frame; `VRMExpressionManager.update` brings them to the meshes. */
	apply(sources: Float32Array): void {
		this.#drives.write(sources);
		for (let index = 0; index < this.#expressions.length; index++) {
			const expression = this.#expressions[index];
			if (expression !== undefined) expression.weight = this.#weights[index] ?? 0;
		}
	}
}
