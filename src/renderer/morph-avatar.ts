import { Group, type Object3D } from "three";
import { type CoverageCard, coverageCard } from "../lipsync/resolver/coverage-card.ts";
import { resolveRig } from "../lipsync/resolver/resolve-rig.ts";
import type { HeadPose } from "../motion/head-pose.ts";
import type { Avatar } from "./avatar.ts";
import type { AvatarAnchors } from "./avatar-anchors.ts";
import { disposeObject } from "./dispose-object.ts";
import { dropTargets } from "./drop-targets.ts";
import { FaceBones } from "./face-bones.ts";
import { FaceDrives } from "./face-drives.ts";
import { measureAnchors } from "./measure-anchors.ts";
import { morphSlots } from "./morph-targets.ts";
import type { AvatarOptions } from "./prepare-meshes.ts";
import { prepareMeshes } from "./prepare-meshes.ts";
import { armBonesOf, relaxArms } from "./rest-pose.ts";
import { rigInventoryOf } from "./rig-inventory-of.ts";
import { morphSinks, TargetPlaces } from "./target-places.ts";
import { WeightInput, type WeightStats } from "./weight-input.ts";

/** A plain glTF driven by the morph targets of all its meshes, and by jaw and eye bones where it has no targets. */
export class MorphAvatar implements Avatar {
	readonly object = new Group();
	readonly coverage: CoverageCard;
	readonly anchors: AvatarAnchors;
	readonly #input = new WeightInput();
	readonly #drives: FaceDrives;
	readonly #bones: FaceBones;
	#disposed = false;

	/** Takes over `root`: its unused morph targets are dropped, and `dispose` frees it. */
	constructor(root: Object3D, { name, mapping, notes = [] }: AvatarOptions) {
		this.object.add(root);
		root.updateWorldMatrix(true, true);
		const slots = morphSlots(root);
		const inventory = rigInventoryOf(root, slots);
		const plan = resolveRig(inventory, mapping);
		const places = new TargetPlaces(inventory, plan);
		const renumber = dropTargets(root, slots, (slot) => slot.moves && places.isDriven("morph", slot.name));
		this.#drives = new FaceDrives(plan.drives, morphSinks(slots, places, renumber));
		const node = (wanted: string | undefined) =>
			wanted === undefined ? undefined : root.getObjectByName(wanted);
		this.#bones = new FaceBones(plan, (bone) => node(plan.bones[bone]), mapping?.jawDegrees);
		this.coverage = coverageCard(plan, name, "gltf", slots.length === 0 ? [...notes, NO_FACE] : notes);
		const head = node(plan.bones.head);
		this.anchors = measureAnchors(this.object, head === undefined ? {} : { head });
		relaxArms(armBonesOf(root));
		prepareMeshes(root);
	}

	get stats(): WeightStats {
		return this.#input.stats;
	}

	apply(weights: Float32Array): void {
		this.#input.take(weights);
		this.#drives.write(this.#input.values);
		this.#bones.apply(this.#input.values);
	}

	setHeadPose(pose: Readonly<HeadPose>): void {
		this.#bones.pose(pose);
	}

	lookAt(yaw: number, pitch: number): void {
		this.#input.look(yaw, pitch);
	}

	update(): void {
		// Weights and bones are written straight to the meshes; nothing here moves by itself.
	}

	dispose(): void {
		if (this.#disposed) return;
		this.#disposed = true;
		disposeObject(this.object);
	}
}

const NO_FACE = "The model has no morph targets.";
