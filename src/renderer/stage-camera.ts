import { PerspectiveCamera, Vector3 } from "three";
import type { AvatarAnchors } from "./avatar-anchors.ts";
import { FIELD_OF_VIEW, type Framing, placeCamera } from "./framing.ts";

const HALF_HEIGHT = Math.tan((FIELD_OF_VIEW * Math.PI) / 360);
/** Share of a head's height, from the chin up, where its eyes are. */
const EYE_LEVEL = 0.55;

/** Shows a framing of an avatar, from the front or from around it. */
export class StageCamera {
	readonly object = new PerspectiveCamera(FIELD_OF_VIEW, 1);
	readonly #target = new Vector3();
	#eyes = 0;
	#yaw = 0;
	#distance = 1;

	/** @param orbit radians; yaw > 0 shows the character's left side, pitch > 0 looks down on it */
	place(
		anchors: AvatarAnchors,
		framing: Framing,
		aspect: number,
		orbit: { yaw: number; pitch: number },
	): void {
		const { x, y, targetZ, distance } = placeCamera(anchors, framing, aspect);
		const { yaw, pitch } = orbit;
		const camera = this.object;
		this.#target.set(x, y, targetZ);
		this.#eyes = anchors.chin + EYE_LEVEL * (anchors.crown - anchors.chin);
		this.#yaw = yaw;
		this.#distance = distance;
		camera.position
			.set(Math.sin(yaw) * Math.cos(pitch), Math.sin(pitch), Math.cos(yaw) * Math.cos(pitch))
			.multiplyScalar(distance)
			.add(this.#target);
		camera.aspect = aspect;
		camera.near = distance / 20;
		camera.far = distance * 20;
		camera.lookAt(this.#target);
		camera.updateProjectionMatrix();
	}

	/** Radians from the avatar's eyes to a point of the picture (−1 … 1 from the left and the lower edge). */
	gazeAt(x: number, y: number): { readonly yaw: number; readonly pitch: number } {
		const half = this.#distance * HALF_HEIGHT;
		return {
			yaw: Math.atan2(x * half * this.object.aspect, this.#distance) + this.#yaw,
			pitch: Math.atan2(this.#eyes - (this.#target.y + y * half), this.#distance),
		};
	}
}
