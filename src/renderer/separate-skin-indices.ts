import { BufferAttribute, InterleavedBufferAttribute, type Object3D, SkinnedMesh } from "three";

/** How many bones may hold a vertex. */
const BONES_PER_VERTEX = 4;

/**
 * Gives every skinned mesh under `root` bone indices in a buffer of their own. three-vrm copies them when it joins
 * skeletons, and a copy of an interleaved one makes three complain on the console.
 */
export function separateSkinIndices(root: Object3D): void {
	root.traverse((object) => {
		if (!(object instanceof SkinnedMesh)) return;
		const indices = object.geometry.getAttribute("skinIndex");
		if (indices instanceof InterleavedBufferAttribute)
			object.geometry.setAttribute("skinIndex", plainCopy(indices));
	});
}

function plainCopy(indices: InterleavedBufferAttribute): BufferAttribute {
	const plain = new BufferAttribute(new Uint16Array(indices.count * BONES_PER_VERTEX), BONES_PER_VERTEX);
	for (let vertex = 0; vertex < indices.count; vertex++)
		plain.setXYZW(
			vertex,
			indices.getX(vertex),
			indices.getY(vertex),
			indices.getZ(vertex),
			indices.getW(vertex),
		);
	return plain;
}
