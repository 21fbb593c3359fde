import { AssetError } from "../protocol/errors.ts";
import { isPlainModel } from "./plain-model.ts";

/** What has to be known of a file before it is handed to the loader. */
export interface GltfFacts {
	/** Names in `extensionsUsed`. */
	readonly extensions: ReadonlySet<string>;
	/** Bytes of buffers that lie in other files. */
	readonly externalBytes: number;
	/** Skeletons. */
	readonly skins: number;
	/** Whether several meshes, or parts of one, have their vertices in common. */
	readonly sharesVertices: boolean;
	/** Whether an expression of a VRM 1.0 changes a colour or moves a picture. */
	readonly bindsMaterials: boolean;
	/** Whether it has nothing that is loaded on demand: see {@link isPlainModel}. */
	readonly isPlain: boolean;
}

const GLB_MAGIC = 0x46546c67;
const JSON_CHUNK = 0x4e4f534a;
const HEADER_BYTES = 20;

/**
 * Checks that bytes are a whole glTF 2.0 with something to draw.
 * @throws AssetError with what is wrong
 */
export function inspectGltf(bytes: ArrayBuffer, name: string): GltfFacts {
	const json = readVersion2(bytes, name);
	if (list(json.meshes).length === 0) throw new AssetError(name, `${name} has no meshes`);
	return factsOf(json);
}

/**
 * Checks that bytes are a whole glTF 2.0 that says it is a VRM animation.
 * @throws AssetError with what is wrong
 */
export function inspectVrma(bytes: ArrayBuffer, name: string): GltfFacts {
	const json = readVersion2(bytes, name);
	const facts = factsOf(json);
	if (!facts.extensions.has("VRMC_vrm_animation") || list(json.animations).length === 0)
		throw new AssetError(name, `${name} is no VRM animation`);
	return facts;
}

function readVersion2(bytes: ArrayBuffer, name: string): Record<string, unknown> {
	const json = readJson(bytes, name);
	const version = text(record(json.asset).version);
	if (version.startsWith("2")) return json;
	throw new AssetError(
		name,
		`${name} is glTF ${version || "of no stated version"}; only glTF 2 can be loaded`,
	);
}

const factsOf = (json: Record<string, unknown>): GltfFacts => ({
	extensions: new Set(list(json.extensionsUsed).map(text)),
	externalBytes: list(json.buffers)
		.map(record)
		.filter(({ uri }) => typeof uri === "string" && !uri.startsWith("data:"))
		.reduce((sum, { byteLength }) => sum + (typeof byteLength === "number" ? byteLength : 0), 0),
	skins: list(json.skins).length,
	sharesVertices: sharesVertices(json),
	bindsMaterials: bindsMaterials(json),
	isPlain: isPlainModel(json),
});

function bindsMaterials(json: Record<string, unknown>): boolean {
	const { preset, custom } = record(record(record(json.extensions).VRMC_vrm).expressions);
	return [preset, custom]
		.flatMap((expressions) => Object.values(record(expressions)).map(record))
		.some((one) => one.materialColorBinds !== undefined || one.textureTransformBinds !== undefined);
}

function sharesVertices(json: Record<string, unknown>): boolean {
	const parts = list(json.meshes).flatMap((mesh) => list(record(mesh).primitives));
	const positions = parts.map((part) => record(record(part).attributes).POSITION);
	return new Set(positions).size < positions.length;
}

function readJson(bytes: ArrayBuffer, name: string): Record<string, unknown> {
	const view = new DataView(bytes);
	if (bytes.byteLength >= 4 && view.getUint32(0, true) === GLB_MAGIC) return readGlb(view, name);
	const start = new TextDecoder()
		.decode(bytes.slice(0, 40))
		.replace(/^\uFEFF/, "")
		.trimStart();
	if (!start.startsWith("{")) {
		throw new AssetError(
			name,
			`${name} is not a glTF file: it begins with ${JSON.stringify(start.slice(0, 12))}`,
		);
	}
	return parse(new Uint8Array(bytes), name);
}

function readGlb(view: DataView, name: string): Record<string, unknown> {
	if (view.byteLength < HEADER_BYTES) throw truncated(name, HEADER_BYTES, view.byteLength);
	const length = view.getUint32(8, true);
	if (length > view.byteLength) throw truncated(name, length, view.byteLength);
	const chunk = view.getUint32(12, true);
	if (view.getUint32(16, true) !== JSON_CHUNK || HEADER_BYTES + chunk > length) {
		throw new AssetError(name, `${name} is not a glTF 2 file: its first chunk is no JSON`);
	}
	return parse(new Uint8Array(view.buffer, HEADER_BYTES, chunk), name);
}

const truncated = (name: string, expected: number, got: number): AssetError =>
	new AssetError(name, `${name} is truncated: ${expected} bytes expected, ${got} there`);

function parse(bytes: Uint8Array, name: string): Record<string, unknown> {
	try {
		return record(JSON.parse(new TextDecoder().decode(bytes)));
	} catch (cause) {
		throw new AssetError(name, `${name} is not a glTF file: its JSON cannot be read`, { cause });
	}
}

const record = (value: unknown): Record<string, unknown> =>
	typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};

const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

const text = (value: unknown): string => (typeof value === "string" ? value : "");
