import type { VRMHumanBoneName } from "@pixiv/three-vrm";
import {
	LinearInterpolant,
	type Object3D,
	Quaternion,
	type QuaternionKeyframeTrack,
	QuaternionLinearInterpolant,
	Vector3,
	type VectorKeyframeTrack,
} from "three";

/** Tracks by bone, of one body's size and axes. */
export interface BodyTracks {
	readonly translation: ReadonlyMap<"hips", VectorKeyframeTrack>;
	readonly rotation: ReadonlyMap<VRMHumanBoneName, QuaternionKeyframeTrack>;
}

/** These belong to the face, which goes with the words. */
const FACE: ReadonlySet<string> = new Set(["jaw", "leftEye", "rightEye"]);

const turn = new Quaternion();
const place = new Vector3();

/** An action from a file on the bones of one body. Render thread; {@link apply} allocates nothing. */
export class FittedAction {
	readonly #turns: readonly { readonly bone: Object3D; readonly turn: QuaternionLinearInterpolant }[];
	readonly #places: readonly { readonly bone: Object3D; readonly place: LinearInterpolant }[];

	/** @param find the node that stands for a bone; tracks of bones that are missing are left out */
	constructor(tracks: BodyTracks, find: (bone: VRMHumanBoneName) => Object3D | null) {
		this.#turns = [...tracks.rotation].flatMap(([name, { times, values }]) => {
			const bone = FACE.has(name) ? null : find(name);
			return bone === null ? [] : [{ bone, turn: new QuaternionLinearInterpolant(times, values, 4) }];
		});
		this.#places = [...tracks.translation].flatMap(([name, { times, values }]) => {
			const bone = find(name);
			return bone === null ? [] : [{ bone, place: new LinearInterpolant(times, values, 3) }];
		});
	}

	/** Takes each bone from where it is towards where the action has it at `time`, by `weight` of the shorter way. */
	apply(time: number, weight: number): void {
		for (let i = 0; i < this.#turns.length; i++) {
			const track = this.#turns[i];
			track?.bone.quaternion.slerp(turn.fromArray(track.turn.evaluate(time)), weight);
		}
		for (let i = 0; i < this.#places.length; i++) {
			const track = this.#places[i];
			track?.bone.position.lerp(place.fromArray(track.place.evaluate(time)), weight);
		}
	}
}
