import { Box3, type Object3D, Vector3 } from "three";
import type { AvatarAnchors } from "./avatar-anchors.ts";
import { meshesOf } from "./morph-targets.ts";

/** Bones that anchors are read from, as far as a model has them. */
export interface AnchorBones {
	readonly head?: Object3D;
	readonly hips?: Object3D;
}

/** Share of the way from a head bone (base of the skull) to the crown by which the chin lies below the bone. */
const CHIN_BELOW_HEAD_BONE = 0.1;
/** Share of a model without bones that is taken for a neck. */
const NECK_SHARE = 0.15;
/** Width of a head with hair in head heights. */
const HEAD_WIDTH = 0.85;
/** Head heights from the chin to the waist. */
const CHIN_TO_WAIST = 2.1;

/** Measures a model that stands in its final place. Skinned vertices are taken where their bones have them. */
export function measureAnchors(root: Object3D, { head, hips }: AnchorBones): AvatarAnchors {
	root.updateWorldMatrix(true, true);
	const box = boxOf(root);
	const crown = box.max.y;
	const headBone = head?.getWorldPosition(new Vector3());
	const usable = headBone !== undefined && headBone.y < crown && headBone.y >= box.min.y;
	const chin = usable
		? headBone.y - CHIN_BELOW_HEAD_BONE * (crown - headBone.y)
		: box.min.y + NECK_SHARE * (crown - box.min.y);
	const headHeight = crown - chin;
	const hipsHeight = hips?.getWorldPosition(new Vector3()).y;
	const front = usable ? headBone.z + 0.45 * headHeight : box.max.z;
	return {
		crown,
		chin,
		ground: box.min.y,
		waist: Math.max(box.min.y, hipsHeight ?? chin - CHIN_TO_WAIST * headHeight),
		x: usable ? headBone.x : (box.min.x + box.max.x) / 2,
		front: Math.min(front, box.max.z),
		headWidth: Math.min(box.max.x - box.min.x, HEAD_WIDTH * headHeight),
		width: box.max.x - box.min.x,
	};
}

/** Rest box of all meshes; a unit box where there is nothing to measure. */
function boxOf(root: Object3D): Box3 {
	const box = new Box3();
	const own = new Box3();
	for (const mesh of meshesOf(root)) {
		if ("isSkinnedMesh" in mesh) {
			(mesh as unknown as { computeBoundingBox(): void; boundingBox: Box3 | null }).computeBoundingBox();
			const bounds = (mesh as unknown as { boundingBox: Box3 | null }).boundingBox;
			if (bounds !== null) box.union(own.copy(bounds).applyMatrix4(mesh.matrixWorld));
			continue;
		}
		// Without morph targets, which three would add at full weight.
		const positions = mesh.geometry.getAttribute("position");
		if (positions !== undefined)
			box.union(
				own
					.makeEmpty()
					.setFromBufferAttribute(positions as never)
					.applyMatrix4(mesh.matrixWorld),
			);
	}
	return box.isEmpty() ? box.set(new Vector3(-0.5, 0, -0.5), new Vector3(0.5, 1, 0.5)) : box;
}
