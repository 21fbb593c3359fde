import { Document, Format, type Node, type Skin, WebIO } from "@gltf-transform/core";
import { packGlb } from "./pack-glb.ts";
import type { Rig, RigMesh } from "./rig.ts";

/** The JSON of a glTF; extensions may be added before it is packed. */
export type GltfJson = Record<string, unknown>;

export interface WriteRigOptions {
	/** Changes the JSON chunk just before packing: extensions that the writer does not know. */
	readonly patch?: (json: GltfJson) => void;
	/** Leaves out the names of the morph targets, as some converters do. */
	readonly unnamed?: boolean;
}

/** A rig as GLB bytes; the same rig gives the same bytes. Runs in Node and in browsers. */
export async function writeRig(rig: Rig, options: WriteRigOptions = {}): Promise<Uint8Array<ArrayBuffer>> {
	const { json, resources } = await new WebIO().writeJSON(toDocument(rig), { format: Format.GLB });
	if (options.unnamed === true) for (const mesh of json.meshes ?? []) delete mesh.extras;
	options.patch?.(json as unknown as GltfJson);
	const binary = Object.values(resources)[0] ?? new Uint8Array();
	return packGlb(json, binary);
}

function toDocument(rig: Rig): Document {
	const document = new Document();
	document.getRoot().getAsset().generator = "Facewire";
	document.createBuffer();
	const scene = document.createScene(rig.name);
	const nodes = new Map<string, Node>();
	for (const { name, parent, translation } of rig.nodes) {
		const node = document.createNode(name).setTranslation([...(translation ?? [0, 0, 0])]);
		if (parent === undefined) scene.addChild(node);
		else known(nodes, parent).addChild(node);
		nodes.set(name, node);
	}
	const material = document.createMaterial("Painted").setRoughnessFactor(0.7).setMetallicFactor(0);
	for (const mesh of rig.meshes) {
		const primitive = primitiveOf(document, mesh).setMaterial(material);
		const built = document.createMesh(mesh.name).addPrimitive(primitive);
		built.setWeights(mesh.targets.map(() => 0));
		const node = document.createNode(mesh.name).setMesh(built);
		known(nodes, mesh.node).addChild(node);
		if (mesh.skin !== undefined) node.setSkin(skinOf(document, mesh, mesh.skin.joints, nodes));
	}
	return document;
}

function known(nodes: ReadonlyMap<string, Node>, name: string): Node {
	const node = nodes.get(name);
	if (node === undefined) throw new TypeError(`The rig has no node ${name}.`);
	return node;
}

/** Above this share of vertices that move, a dense list is shorter than a sparse one. */
const SPARSE_LIMIT = 0.4;

function isSparse(deltas: Float32Array): boolean {
	const moving = new Set<number>();
	deltas.forEach((delta, index) => {
		if (delta !== 0) moving.add(Math.floor(index / 3));
	});
	return moving.size < (SPARSE_LIMIT * deltas.length) / 3;
}

function primitiveOf(document: Document, { positions, colors, indices, targets, skin }: RigMesh) {
	const accessor = (type: "VEC3" | "VEC4" | "SCALAR", array: Float32Array | Uint8Array | Uint16Array) =>
		document
			.createAccessor()
			.setType(type)
			.setArray(array as Float32Array<ArrayBuffer>);
	const primitive = document
		.createPrimitive()
		.setIndices(accessor("SCALAR", indices))
		.setAttribute("POSITION", accessor("VEC3", positions))
		.setAttribute("COLOR_0", accessor("VEC4", colors).setNormalized(true));
	for (const { name, deltas } of targets) {
		const offsets = accessor("VEC3", deltas).setSparse(isSparse(deltas));
		// The library writes the names of targets into the mesh's extras, where loaders look for them.
		primitive.addTarget(document.createPrimitiveTarget(name).setAttribute("POSITION", offsets));
	}
	if (skin !== undefined) {
		primitive.setAttribute("JOINTS_0", accessor("VEC4", skin.jointIndices));
		primitive.setAttribute("WEIGHTS_0", accessor("VEC4", skin.weights));
	}
	return primitive;
}

function skinOf(
	document: Document,
	mesh: RigMesh,
	joints: readonly string[],
	nodes: ReadonlyMap<string, Node>,
): Skin {
	const skin = document.createSkin(`${mesh.name} skin`);
	const inverses = joints.flatMap((name) => {
		const joint = known(nodes, name);
		skin.addJoint(joint);
		const [x, y, z] = joint.getWorldTranslation();
		return [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, -x, -y, -z, 1];
	});
	return skin.setInverseBindMatrices(
		document.createAccessor().setType("MAT4").setArray(new Float32Array(inverses)),
	);
}
