import type { VRM, VRMHumanBoneName } from "@pixiv/three-vrm";
import { Group, type Material, type Object3D } from "three";
import type { AvatarMapping } from "../lipsync/resolver/avatar-mapping.ts";
import type { HeadBone } from "../lipsync/resolver/bones.ts";
import { type CoverageCard, coverageCard } from "../lipsync/resolver/coverage-card.ts";
import { resolveRig } from "../lipsync/resolver/resolve-rig.ts";
import type { RigPlan } from "../lipsync/resolver/rig-plan.ts";
import type { ActionLayer } from "../motion/action-layers.ts";
import { AT_EASE, type BodyPose, solvePosture } from "../motion/body-pose.ts";
import type { HeadPose } from "../motion/head-pose.ts";
import type { Seconds } from "../util/time.ts";
import type { ActionFile } from "./action-file.ts";
import { ActionOverlay } from "./action-overlay.ts";
import type { Avatar } from "./avatar.ts";
import type { AvatarAnchors } from "./avatar-anchors.ts";
import { type AvatarLicence, licenceOf, type VrmMeta } from "./avatar-licence.ts";
import { BodyRig } from "./body-rig.ts";
import { disposeObject } from "./dispose-object.ts";
import { dropTargets } from "./drop-targets.ts";
import { FaceBones } from "./face-bones.ts";
import { FaceDrives } from "./face-drives.ts";
import { measureAnchors } from "./measure-anchors.ts";
import { type MorphSlot, morphSlots } from "./morph-targets.ts";
import { type AvatarOptions, prepareMeshes } from "./prepare-meshes.ts";
import { rigInventoryOf } from "./rig-inventory-of.ts";
import { morphSinks, TargetPlaces } from "./target-places.ts";
import {
	areSimple,
	expressionSinks,
	ManagedExpressions,
	ReachedSlots,
	rebindExpressions,
} from "./vrm-expressions.ts";
import { lookAtKind, VrmGaze } from "./vrm-gaze.ts";
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
	/** Morph targets, and those that simple expressions are bound to. */
	readonly #drives: FaceDrives;
	/** Present if the expressions do more than moving morph targets. */
	readonly #managed: ManagedExpressions | undefined;
	readonly #bones: FaceBones;
	readonly setBodyPose?: (pose: BodyPose, breath: number) => void;
	readonly addAction?: (name: string, file: ActionFile) => void;
	readonly applyActions?: (layers: readonly ActionLayer[]) => void;
	readonly #gaze: VrmGaze | undefined;
	readonly #movingMaterials: readonly MovingMaterial[];
	#disposed = false;

	/** Takes over `vrm`: unused morph targets are dropped, and `dispose` frees it. */
	constructor(vrm: VRM, { name, mapping }: AvatarOptions) {
		this.#vrm = vrm;
		this.object.add(vrm.scene);
		// The gaze comes with the weights, not from a target in the scene.
		if (vrm.lookAt) vrm.lookAt.autoUpdate = false;
		vrm.scene.updateWorldMatrix(true, true);
		const { plan, drives, managed } = bindFace(vrm, mapping);
		this.#drives = drives;
		this.#managed = managed;
		const lookAt = lookAtKind(vrm);
		const find = (bone: HeadBone) =>
			lookAt === "bone" && isEye(bone) ? undefined : boneOf(vrm, bone, plan.bones[bone]);
		this.#bones = new FaceBones(plan, find, mapping?.jawDegrees);
		const gazes = lookAt === "bone" && plan.turning.some((shape) => shape.startsWith("eyeLook"));
		this.#gaze = gazes && vrm.lookAt ? new VrmGaze(vrm.lookAt) : undefined;
		this.#movingMaterials = (vrm.materials ?? []).filter(isMoving);
		this.licence = licenceOf(vrm.meta as VrmMeta);
		this.coverage = coverageCard(plan, name, vrm.meta.metaVersion === "0" ? "vrm0" : "vrm1");
		const [head, hips] = [vrm.humanoid.getRawBoneNode("head"), vrm.humanoid.getRawBoneNode("hips")];
		this.anchors = measureAnchors(this.object, { ...(head ? { head } : {}), ...(hips ? { hips } : {}) });
		const body = bodyOf(vrm);
		if (body.hasArms) {
			const overlay = new ActionOverlay(vrm);
			this.setBodyPose = (pose, breath) => body.apply(pose, breath);
			this.addAction = (action, file) => overlay.add(action, file);
			this.applyActions = (layers) => overlay.apply(layers);
		}
		body.apply(solvePosture(AT_EASE), 0);
		settle(vrm);
		prepareMeshes(vrm.scene);
	}

	get stats(): WeightStats {
		return this.#input.stats;
	}

	apply(weights: Float32Array): void {
		this.#input.take(weights);
		this.#managed?.apply(this.#input.values);
		this.#bones.apply(this.#input.values);
		this.#gaze?.apply(this.#input.values);
	}

	setHeadPose(pose: Readonly<HeadPose>): void {
		this.#bones.pose(pose);
	}

	lookAt(yaw: number, pitch: number): void {
		this.#input.look(yaw, pitch);
	}

	update(delta: Seconds): void {
		const vrm = this.#vrm;
		vrm.humanoid.update();
		vrm.lookAt?.update(delta);
		if (this.#managed !== undefined) vrm.expressionManager?.update();
		vrm.nodeConstraintManager?.update();
		vrm.springBoneManager?.update(delta);
		for (const material of this.#movingMaterials) material.update(delta);
		// After the expressions, which reset every morph target that they reach.
		this.#drives.write(this.#input.values);
	}

	dispose(): void {
		if (this.#disposed) return;
		this.#disposed = true;
		disposeObject(this.object);
	}
}

const bodyOf = (vrm: VRM): BodyRig =>
	new BodyRig(
		(bone) => vrm.humanoid.getNormalizedBoneNode(bone as VRMHumanBoneName) ?? undefined,
		vrm.meta.metaVersion === "0",
	);

interface FaceBinding {
	readonly plan: RigPlan;
	readonly drives: FaceDrives;
	readonly managed: ManagedExpressions | undefined;
}

/** Resolves what the file offers, drops the morph targets that are not needed, and lays out the drives. */
function bindFace(vrm: VRM, mapping: AvatarMapping | undefined): FaceBinding {
	const slots = morphSlots(vrm.scene);
	const expressions = vrm.expressionManager?.expressions ?? [];
	const reached = new ReachedSlots(expressions, slots);
	const bare = slots.filter((slot) => reached.by(slot).length === 0);
	const offered = expressions.map((expression) => ({
		name: expression.expressionName,
		moves: reached.moves(expression),
	}));
	const inventory = rigInventoryOf(vrm.scene, bare, offered, lookAtKind(vrm));
	const plan = resolveRig(inventory, mapping);
	const places = new TargetPlaces(inventory, plan);
	const isNeeded = (slot: MorphSlot): boolean =>
		places.isDriven("morph", slot.name) ||
		reached.by(slot).some((name) => places.isDriven("expression", name));
	const renumber = dropTargets(vrm.scene, slots, (slot) => slot.moves && isNeeded(slot));
	rebindExpressions(expressions, renumber);

	const placeOf = (name: string) => places.of("expression", name);
	const managed = areSimple(expressions)
		? undefined
		: new ManagedExpressions(plan.drives, expressions, placeOf);
	const bound = managed === undefined ? expressionSinks(expressions, placeOf) : [];
	return {
		plan,
		managed,
		drives: new FaceDrives(plan.drives, [...morphSinks(bare, places, renumber), ...bound]),
	};
}

/** Springs swing from where the pose puts them, not from where the file has them. */
function settle(vrm: VRM): void {
	vrm.humanoid.update();
	vrm.scene.updateWorldMatrix(true, true);
	vrm.springBoneManager?.reset();
}

const isEye = (bone: HeadBone): boolean => bone === "leftEye" || bone === "rightEye";

/** A bone of the humanoid, which the library copies to the skeleton, or one that it does not know. */
const boneOf = (vrm: VRM, bone: HeadBone, name: string | undefined): Object3D | undefined =>
	vrm.humanoid.getNormalizedBoneNode(bone) ??
	(name === undefined ? undefined : vrm.scene.getObjectByName(name));

/** MToon scrolls its textures. */
interface MovingMaterial {
	update(delta: number): void;
}

const isMoving = (material: object): material is Material & MovingMaterial => "update" in material;
