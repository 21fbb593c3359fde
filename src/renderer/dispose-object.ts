import type { Material, Object3D, Skeleton, Texture } from "three";
import { meshesOf } from "./morph-targets.ts";

/** Frees everything on the graphics card that belongs to `root` and its descendants, decoded images included. */
export function disposeObject(root: Object3D): void {
	const textures = new Set<Texture>();
	for (const mesh of meshesOf(root)) {
		mesh.geometry.dispose();
		if ("skeleton" in mesh) (mesh.skeleton as Skeleton).dispose();
		for (const material of [mesh.material].flat()) {
			for (const texture of texturesOf(material)) textures.add(texture);
			material.dispose();
		}
	}
	for (const texture of textures) {
		texture.dispose();
		const image: unknown = texture.source.data;
		if (typeof ImageBitmap !== "undefined" && image instanceof ImageBitmap) image.close();
	}
	root.removeFromParent();
}

function* texturesOf(material: Material): Generator<Texture> {
	for (const value of Object.values(material)) if (isTexture(value)) yield value;
	const uniforms: unknown = "uniforms" in material ? material.uniforms : undefined;
	for (const uniform of Object.values(uniforms ?? {}) as { value?: unknown }[]) {
		if (isTexture(uniform?.value)) yield uniform.value;
	}
}

const isTexture = (value: unknown): value is Texture =>
	typeof value === "object" && value !== null && "isTexture" in value;
