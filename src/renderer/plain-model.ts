/** What a plain model may use. VRM's own extensions beside its core (springs, toon) come with readers of their own. */
const EXTENSIONS = new Set([
	"VRMC_vrm",
	"KHR_materials_sheen",
	"KHR_materials_unlit",
	"KHR_mesh_quantization",
]);
const ATTRIBUTES = new Set(["POSITION", "NORMAL", "COLOR_0", "TEXCOORD_0", "JOINTS_0", "WEIGHTS_0"]);
const MORPHED = new Set(["POSITION", "NORMAL"]);
const MATERIAL = new Set([
	"name",
	"extras",
	"extensions",
	"alphaMode",
	"doubleSided",
	"emissiveFactor",
	"normalTexture",
	"pbrMetallicRoughness",
]);
const SURFACE = new Set(["baseColorFactor", "baseColorTexture", "metallicFactor", "roughnessFactor"]);
const SHEEN = new Set(["sheenColorFactor", "sheenRoughnessFactor"]);
const TEXTURE_USE = new Set(["index", "scale"]);
const TEXTURE = new Set(["name", "source", "sampler"]);
/** glTF's number for triangles, which is also the default. */
const TRIANGLES = 4;

/**
 * Whether a glTF uses nothing but triangles with a base colour, a normal map, sheen, skin and morph targets, all in one
 * file, as our own avatars do. What else three can draw is loaded with the first model that needs it: a list of what is
 * allowed, so that what nobody thought of is drawn too.
 */
export function isPlainModel(json: Readonly<Record<string, unknown>>): boolean {
	const { extensionsUsed, animations, cameras, buffers, images, textures, materials, meshes } = json;
	return (
		list(extensionsUsed).every((name) => EXTENSIONS.has(name as string)) &&
		list(animations).length + list(cameras).length === 0 &&
		records(buffers).every(({ uri }) => uri === undefined) &&
		records(images).every(({ bufferView }) => bufferView !== undefined) &&
		records(textures).every((texture) => has(texture, TEXTURE)) &&
		records(materials).every(isPlainMaterial) &&
		records(meshes).every(({ primitives }) => records(primitives).every(isPlainPart))
	);
}

function isPlainMaterial(material: Fields): boolean {
	const { alphaMode, normalTexture, pbrMetallicRoughness, extensions } = material;
	const surface = record(pbrMetallicRoughness);
	return (
		has(material, MATERIAL) &&
		alphaMode !== "MASK" &&
		has(surface, SURFACE) &&
		[normalTexture, surface.baseColorTexture].every((use) => has(record(use), TEXTURE_USE)) &&
		has(record(record(extensions).KHR_materials_sheen), SHEEN)
	);
}

function isPlainPart({ mode = TRIANGLES, attributes, targets, extensions }: Fields): boolean {
	return (
		mode === TRIANGLES &&
		extensions === undefined &&
		has(record(attributes), ATTRIBUTES) &&
		records(targets).every((target) => has(target, MORPHED))
	);
}

type Fields = Readonly<Record<string, unknown>>;

const has = (fields: Fields, only: ReadonlySet<string>): boolean =>
	Object.keys(fields).every((name) => only.has(name));

const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
const records = (value: unknown): readonly Fields[] => list(value).map(record);
const record = (value: unknown): Fields =>
	typeof value === "object" && value !== null ? (value as Fields) : {};
