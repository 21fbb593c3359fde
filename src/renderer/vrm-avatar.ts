import { type VRM, VRMExpressionMorphTargetBind, VRMLookAtBoneApplier, VRMUtils } from "@pixiv/three-vrm";
import { Group, type Mesh } from "three";
import { BLENDSHAPE_INDEX as AT } from "../lipsync/blendshapes.ts";
import { type CoverageCard, coverageCard } from "../lipsync/resolver/coverage-card.ts";
import { resolveRig } from "../lipsync/resolver/resolve-rig.ts";
import type { Seconds } from "../util/time.ts";
import type { Avatar } from "./avatar.ts";
import { type AvatarAnchors, measureAnchors } from "./avatar-anchors.ts";
import { type AvatarLicence, licenceOf, type VrmMeta } from "./avatar-licence.ts";
import { disposeObject } from "./dispose-object.ts";
import { dropTargets } from "./drop-targets.ts";
import { FaceBones } from "./face-bones.ts";
import { FaceDrives, type WeightSink } from "./face-drives.ts";
import { type AvatarOptions, prepareMeshes } from "./morph-avatar.ts";
import { type MorphSlot, morphSlots } from "./morph-targets.ts";
import { relaxArms } from "./rest-pose.ts";
import { rigInventoryOf } from "./rig-inventory-of.ts";
import { WeightInput, type WeightStats } from "./weight-input.ts";

/**
 * A VRM 0.x or 1.0, driven by its expressions: Perfect Sync's 52 where it has them, else its vowels, blinks and gaze;
 * morph targets that no expression reaches are driven directly.
 */
export class VrmAvatar implements Avatar {
	readonly object = new Group();
	readonly coverage: CoverageCard;
	readonly anchors: AvatarAnchors;
	readonly licence: AvatarLicence;
	readonly #vrm: VRM;
	readonly #input = new WeightInput();
	/** Weights of the expressions between `apply` and `update`, in the manager's order. */
	readonly #expressionWeights: number[];
	readonly #expressions: readonly { weight: number }[];
	readonly #expressionDrives: FaceDrives;
	readonly #morphDrives: FaceDrives;
	readonly #bones: FaceBones;
	readonly #gaze: GazeLimits | undefined;
	#disposed = false;

	/** Takes over `vrm`: unused morph targets are dropped, and `dispose` frees it. */
	constructor(vrm: VRM, { name, mapping }: AvatarOptions) {
		this.#vrm = vrm;
		// A VRM 0.x looks away from the viewer.
		VRMUtils.rotateVRM0(vrm);
		this.object.add(vrm.scene);
		vrm.scene.updateWorldMatrix(true, true);
		const slots = morphSlots(vrm.scene);
		const reached = new ReachedSlots(vrm, slots);
		const expressions = vrm.expressionManager?.expressions ?? [];
		const lookAt = lookAtKind(vrm);
		const inventory = rigInventoryOf(
			vrm.scene,
			slots.filter((slot) => !reached.has(slot)),
			expressions.map((expression) => ({
				name: expression.expressionName,
				moves: reached.moves(expression),
			})),
			lookAt,
		);
		const plan = resolveRig(inventory, mapping);
		const places = new Map(
			inventory.targets.map(({ kind, name: target }, index) => [`${kind} ${target}`, index]),
		);
		const driven = new Set(plan.drives.map(({ target }) => target));
		const place = (slot: MorphSlot) => places.get(`morph ${slot.name}`) ?? -1;

		const renumber = dropTargets(
			vrm.scene,
			slots,
			(slot) => slot.moves && (reached.has(slot) || driven.has(place(slot))),
		);
		rebind(vrm, renumber);
		this.#expressions = expressions;
		this.#expressionWeights = expressions.map(() => 0);
		this.#expressionDrives = new FaceDrives(
			plan.drives,
			expressions.map((expression, index) => ({
				target: places.get(`expression ${expression.expressionName}`) ?? -1,
				array: this.#expressionWeights,
				index,
			})),
		);
		this.#morphDrives = new FaceDrives(
			plan.drives,
			slots.flatMap((slot): WeightSink[] => {
				const index = renumber(slot.mesh, slot.index);
				const array = slot.mesh.morphTargetInfluences;
				if (reached.has(slot) || index === undefined || array === undefined) return [];
				return [{ target: place(slot), array, index }];
			}),
		);
		this.#bones = new FaceBones(
			{ ...plan, turnsEyes: false },
			(bone) =>
				(bone === "leftEye" || bone === "rightEye" ? undefined : vrm.humanoid.getNormalizedBoneNode(bone)) ??
				undefined,
			mapping?.jawDegrees,
		);
		this.#gaze = plan.turnsEyes && lookAt === "bone" ? gazeLimits(vrm) : undefined;
		if (vrm.lookAt) vrm.lookAt.autoUpdate = false;
		this.licence = licenceOf(vrm.meta as VrmMeta);
		this.coverage = coverageCard(plan, name, vrm.meta.metaVersion === "0" ? "vrm0" : "vrm1");
		const [head, hips] = [vrm.humanoid.getRawBoneNode("head"), vrm.humanoid.getRawBoneNode("hips")];
		this.anchors = measureAnchors(this.object, { ...(head ? { head } : {}), ...(hips ? { hips } : {}) });
		relaxArms((bone) => vrm.humanoid.getNormalizedBoneNode(bone) ?? undefined);
		// Springs swing from where the pose puts them, not from where the file has them.
		vrm.humanoid.update();
		vrm.scene.updateWorldMatrix(true, true);
		vrm.springBoneManager?.reset();
		prepareMeshes(vrm.scene);
	}

	get stats(): WeightStats {
		return this.#input.stats;
	}

	apply(weights: Float32Array): void {
		this.#input.take(weights);
		this.#expressionDrives.write(this.#input.values);
		for (let index = 0; index < this.#expressions.length; index++) {
			const expression = this.#expressions[index];
			if (expression !== undefined) expression.weight = this.#expressionWeights[index] ?? 0;
		}
		this.#bones.apply(this.#input.values);
		const { lookAt } = this.#vrm;
		if (lookAt && this.#gaze) this.#gaze.aim(lookAt, this.#input.values);
	}

	setHeadPose(pitch: number, yaw: number, roll: number): void {
		this.#bones.pose(pitch, yaw, roll);
	}

	lookAt(yaw: number, pitch: number): void {
		this.#input.look(yaw, pitch);
	}

	update(delta: Seconds): void {
		this.#vrm.update(delta);
		// After the expressions, which reset every morph target that they reach.
		this.#morphDrives.write(this.#input.values);
	}

	dispose(): void {
		if (this.#disposed) return;
		this.#disposed = true;
		disposeObject(this.object);
	}
}

type Expression = NonNullable<VRM["expressionManager"]>["expressions"][number];

/** Which morph targets the expressions of a VRM reach, and which expressions move something. */
class ReachedSlots {
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
function rebind(vrm: VRM, renumber: (mesh: Mesh, index: number) => number | undefined): void {
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

function lookAtKind({ lookAt }: VRM): "bone" | "expression" | undefined {
	if (!lookAt) return undefined;
	return lookAt.applier instanceof VRMLookAtBoneApplier ? "bone" : "expression";
}

interface GazeLimits {
	aim(lookAt: NonNullable<VRM["lookAt"]>, weights: Float32Array): void;
}

/** Turns the eyes by the file's own ranges: an eye shape at weight 1 is the end of its range. */
function gazeLimits({ lookAt }: VRM): GazeLimits | undefined {
	const applier = lookAt?.applier;
	if (!(applier instanceof VRMLookAtBoneApplier)) return undefined;
	const sideways = applier.rangeMapHorizontalOuter.inputMaxValue;
	// The library reads the two vertical ranges the other way round: below zero it takes the one for down.
	const [down, up] = [applier.rangeMapVerticalUp.inputMaxValue, applier.rangeMapVerticalDown.inputMaxValue];
	const at = (weights: Float32Array, index: number) => weights[index] ?? 0;
	return {
		aim(target, weights) {
			const left = at(weights, AT.eyeLookOutLeft) + at(weights, AT.eyeLookInRight);
			const right = at(weights, AT.eyeLookInLeft) + at(weights, AT.eyeLookOutRight);
			target.yaw = ((left - right) / 2) * sideways;
			const lowered = (at(weights, AT.eyeLookDownLeft) + at(weights, AT.eyeLookDownRight)) / 2;
			const raised = (at(weights, AT.eyeLookUpLeft) + at(weights, AT.eyeLookUpRight)) / 2;
			target.pitch = lowered * down - raised * up;
		},
	};
}
