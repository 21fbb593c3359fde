import type { VRM, VRMHumanBoneName } from "@pixiv/three-vrm";
import type { Object3D } from "three";
import type { ActionLayer } from "../motion/action-layers.ts";
import type { ActionFile } from "./action-file.ts";
import type { FittedAction } from "./fitted-action.ts";

/** Bones that nothing but files moves: no pose puts them back. */
const LEGS: readonly VRMHumanBoneName[] = [
	"leftUpperLeg",
	"leftLowerLeg",
	"leftFoot",
	"leftToes",
	"rightUpperLeg",
	"rightLowerLeg",
	"rightFoot",
	"rightToes",
];

/** Lays actions from files over the pose of one VRM. Render thread; {@link apply} allocates nothing. */
export class ActionOverlay {
	readonly #vrm: VRM;
	readonly #legs: readonly Object3D[];
	readonly #actions = new Map<string, FittedAction>();

	constructor(vrm: VRM) {
		this.#vrm = vrm;
		this.#legs = LEGS.map((bone) => vrm.humanoid.getNormalizedBoneNode(bone)).filter((bone) => bone !== null);
	}

	add(name: string, file: ActionFile): void {
		this.#actions.set(name, file.fit(this.#vrm));
	}

	/** To be called when the body has its pose of this frame. */
	apply(layers: readonly ActionLayer[]): void {
		if (this.#actions.size === 0) return;
		for (let i = 0; i < this.#legs.length; i++) this.#legs[i]?.quaternion.identity();
		for (let i = 0; i < layers.length; i++) {
			const layer = layers[i];
			if (layer !== undefined) this.#actions.get(layer.name)?.apply(layer.time, layer.weight);
		}
	}
}
