import { type VRM, VRMUtils } from "@pixiv/three-vrm";
import { Group, type Material, type Object3D } from "three";
import type { HeadBone } from "../lipsync/resolver/bones.ts";
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
	readonly #gaze: VrmGaze | undefined;
	readonly #movingMaterials: readonly MovingMaterial[];
	#disposed = false;

	/** Takes over `vrm`: unused morph targets are dropped, and `dispose` frees it. */
	constructor(vrm: VRM, { name, mapping }: AvatarOptions) {
		this.#vrm = vrm;
		// A VRM 0.x looks away from the viewer.
		VRMUtils.rotateVRM0(vrm);
		// Exporters give every primitive of a mesh all of its vertices, and every mesh a skeleton of its own.
		VRMUtils.removeUnnecessaryVertices(vrm.scene);
		VRMUtils.combineSkeletons(vrm.scene);
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
		rebindExpressions(vrm, renumber);
		const morphs = slots.flatMap((slot): WeightSink[] => {
			const index = renumber(slot.mesh, slot.index);
			const array = slot.mesh.morphTargetInfluences;
			if (reached.has(slot) || index === undefined || array === undefined) return [];
			return [{ target: place(slot), array, index }];
		});
		const expressionPlace = (name: string) => places.get(`expression ${name}`) ?? -1;
		this.#managed = areSimple(expressions)
			? undefined
			: new ManagedExpressions(plan.drives, expressions, expressionPlace);
		const bound = this.#managed === undefined ? expressionSinks(expressions, expressionPlace) : [];
		this.#drives = new FaceDrives(plan.drives, [...morphs, ...bound]);
		this.#bones = new FaceBones(
			plan,
			(bone) => (lookAt === "bone" && isEye(bone) ? undefined : boneOf(vrm, bone, plan.bones[bone])),
			mapping?.jawDegrees,
		);
		const gazes = lookAt === "bone" && plan.turning.some((shape) => shape.startsWith("eyeLook"));
		this.#gaze = gazes && vrm.lookAt ? new VrmGaze(vrm.lookAt) : undefined;
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
		this.#movingMaterials = (vrm.materials ?? []).filter(isMoving);
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

	setHeadPose(pitch: number, yaw: number, roll: number): void {
		this.#bones.pose(pitch, yaw, roll);
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
