import { jawShare } from "../../../assets/light-head/fields.ts";
import { lightHeadParts, verticesOf } from "../../../assets/light-head/light-head.ts";
import type { Rig, RigMesh } from "../../../assets/light-head/rig.ts";

/** Skins the light head to its head and a jaw bone, so that a turn of the jaw opens the mouth. */
export function skinJaw(rig: Rig, head: string, jaw: string): Rig {
	const parts = new Map(lightHeadParts().map(({ mesh, faces }) => [mesh, verticesOf(faces)]));
	const skinned = (mesh: RigMesh): RigMesh => {
		const shares = (parts.get(mesh.name) ?? []).map(jawShare);
		return {
			...mesh,
			skin: {
				joints: [head, jaw],
				jointIndices: new Uint8Array(shares.flatMap(() => [0, 1, 0, 0])),
				weights: new Float32Array(shares.flatMap((share) => [1 - share, share, 0, 0])),
			},
			// Skinned vertices stand where the model has them, not where their node is.
			positions: mesh.positions.map((value, index) => (index % 3 === 1 ? value + HEAD_HEIGHT : value)),
		};
	};
	return { ...rig, meshes: rig.meshes.map((mesh) => (mesh.name === "Neck" ? mesh : skinned(mesh))) };
}

/** Height of the light head's joint over its ground. */
const HEAD_HEIGHT = 0.09;
