import type { Document, Material, Texture } from "@gltf-transform/core";
import { KHRMaterialsSheen, KHRMaterialsUnlit } from "@gltf-transform/extensions";
import type { Detail } from "../detail.ts";
import type { Look } from "../looks/look.ts";
import type { MaterialName } from "../part.ts";
import { paintIris } from "../textures/iris.ts";
import { paintKnitNormals } from "../textures/knit.ts";
import { paintStrandNormals, paintStrands } from "../textures/strands.ts";

/** Slope of the strands' normals: enough to break the highlight, not to sparkle. */
const STRAND_DEPTH = 2.2;

/** Slope of the stitches: seen from near, gone from afar. */
const KNIT_DEPTH = 3;

/** Creates the avatar's materials; colours come from the vertices. */
export function createMaterials(
	document: Document,
	look: Look,
	detail: Detail,
): ReadonlyMap<MaterialName, Material> {
	const texture = (name: string, image: Uint8Array): Texture =>
		document.createTexture(name).setImage(image).setMimeType("image/png");
	const plain = (name: MaterialName, roughness: number): Material =>
		document.createMaterial(name).setMetallicFactor(0).setRoughnessFactor(roughness);
	const sheen = (colour: [number, number, number], roughness: number) =>
		document
			.createExtension(KHRMaterialsSheen)
			.createSheen()
			.setSheenColorFactor(colour)
			.setSheenRoughnessFactor(roughness);
	const strands = texture("strands", paintStrands(detail.strandPixels));
	const strandNormals = texture("strandNormals", paintStrandNormals(detail.strandPixels, STRAND_DEPTH));
	const hairy = (name: MaterialName, roughness: number, normalScale: number): Material =>
		plain(name, roughness)
			.setBaseColorTexture(strands)
			.setNormalTexture(strandNormals)
			.setNormalScale(normalScale);
	const iris = plain("eye", 0.4).setBaseColorTexture(
		texture("iris", paintIris(look.palette, detail.irisPixels)),
	);
	iris.getBaseColorTextureInfo()?.setWrapS(33071).setWrapT(33071);
	const knit = texture("knit", paintKnitNormals(detail.knitPixels, KNIT_DEPTH));
	const unlit = document.createExtension(KHRMaterialsUnlit).createUnlit();
	return new Map<MaterialName, Material>([
		[
			"skin",
			plain("skin", 0.5)
				.setEmissiveFactor([0.03, 0.011, 0.007])
				.setExtension("KHR_materials_sheen", sheen([0.3, 0.11, 0.075], 0.5)),
		],
		["eye", iris],
		["catchLight", plain("catchLight", 1).setAlphaMode("BLEND").setExtension("KHR_materials_unlit", unlit)],
		["lash", plain("lash", 0.75).setDoubleSided(true)],
		["brow", hairy("brow", 0.7, 0.6)],
		["mouth", plain("mouth", 0.28)],
		["hair", hairy("hair", look.hairRoughness, 1)],
		[
			"cloth",
			plain("cloth", 0.9)
				.setNormalTexture(knit)
				.setNormalScale(0.7)
				.setExtension("KHR_materials_sheen", sheen([0.16, 0.17, 0.17], 0.6)),
		],
		["trim", plain("trim", 0.9).setExtension("KHR_materials_sheen", sheen([0.12, 0.11, 0.1], 0.6))],
	]);
}
