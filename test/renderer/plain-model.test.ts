import { readdir, readFile } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import { inspectGltf } from "../../src/renderer/inspect-gltf.ts";
import { isPlainModel } from "../../src/renderer/plain-model.ts";

const AVATARS = new URL("../../assets/public/avatars/", import.meta.url);
const models = (await readdir(AVATARS)).filter((file) => /\.(vrm|glb)$/.test(file));

const PLAIN = {
	asset: { version: "2.0" },
	extensionsUsed: ["VRMC_vrm", "KHR_materials_sheen", "KHR_materials_unlit", "KHR_mesh_quantization"],
	buffers: [{ byteLength: 8 }],
	images: [{ bufferView: 0, mimeType: "image/png" }],
	textures: [{ source: 0, sampler: 0 }],
	materials: [
		{
			name: "skin",
			doubleSided: true,
			alphaMode: "BLEND",
			emissiveFactor: [0, 0, 0],
			normalTexture: { index: 0, scale: 0.5 },
			pbrMetallicRoughness: { baseColorTexture: { index: 0 }, metallicFactor: 0, roughnessFactor: 1 },
			extensions: { KHR_materials_sheen: { sheenColorFactor: [1, 1, 1], sheenRoughnessFactor: 1 } },
		},
	],
	meshes: [
		{
			primitives: [
				{ mode: 4, attributes: { POSITION: 0, COLOR_0: 1, JOINTS_0: 2 }, targets: [{ NORMAL: 3 }] },
			],
		},
	],
};
const withMaterial = (more: object) => ({ ...PLAIN, materials: [{ ...PLAIN.materials[0], ...more }] });
const withPart = (more: object) => ({
	...PLAIN,
	meshes: [{ primitives: [{ ...PLAIN.meshes[0]?.primitives[0], ...more }] }],
});

describe("a plain model", () => {
	it("has base colours, bumps, sheen, skin and morph targets in one file", () => {
		expect(isPlainModel(PLAIN)).toBe(true);
	});

	it.each(models)("is each of ours: %s", async (file) => {
		const { buffer, byteOffset, byteLength } = await readFile(new URL(file, AVATARS));
		expect(inspectGltf(buffer.slice(byteOffset, byteOffset + byteLength) as ArrayBuffer, file).isPlain).toBe(
			true,
		);
	});

	it.each<[string, object]>([
		["another extension", { ...PLAIN, extensionsUsed: ["KHR_materials_clearcoat"] }],
		["an animation", { ...PLAIN, animations: [{}] }],
		["a camera", { ...PLAIN, cameras: [{}] }],
		["vertices in another file", { ...PLAIN, buffers: [{ uri: "more.bin" }] }],
		["a picture in another file", { ...PLAIN, images: [{ uri: "skin.png" }] }],
		["a texture of a kind of its own", { ...PLAIN, textures: [{ extensions: {} }] }],
		["edges that are cut out", withMaterial({ alphaMode: "MASK" })],
		["a picture of what glows", withMaterial({ emissiveTexture: { index: 0 } })],
		["a picture of what is rough", withMaterial({ pbrMetallicRoughness: { metallicRoughnessTexture: {} } })],
		["a second set of coordinates", withMaterial({ normalTexture: { index: 0, texCoord: 1 } })],
		[
			"a picture of its sheen",
			withMaterial({ extensions: { KHR_materials_sheen: { sheenColorTexture: {} } } }),
		],
		["lines", withPart({ mode: 1 })],
		["tangents", withPart({ attributes: { POSITION: 0, TANGENT: 1 } })],
		["colours that are morphed", withPart({ targets: [{ COLOR_0: 1 }] })],
		["parts that are compressed", withPart({ extensions: { KHR_draco_mesh_compression: {} } })],
	])("is none that has %s", (_, json) => {
		expect(isPlainModel(json as Record<string, unknown>)).toBe(false);
	});
});
