import {
	type Accessor,
	type Buffer,
	Document,
	Logger,
	type Material,
	type Mesh,
	type Node,
	NodeIO,
	type Scene,
	type Skin,
} from "@gltf-transform/core";
import { KHRMaterialsSheen, KHRMaterialsUnlit, KHRMeshQuantization } from "@gltf-transform/extensions";
import { BLENDSHAPES } from "../../../src/lipsync/blendshapes.ts";
import { type Bone, EYE_HEIGHT } from "../body/skeleton.ts";
import type { Detail } from "../detail.ts";
import { PRESETS } from "../expressions/presets.ts";
import { VISEMES } from "../expressions/visemes.ts";
import type { Look } from "../looks/look.ts";
import { at } from "../math/at.ts";
import { clamp } from "../math/scalar.ts";
import { subtract, type Vec3 } from "../math/vec3.ts";
import type { Morph, Part } from "../part.ts";
import { createMaterials } from "./materials.ts";
import { type MorphBind, VrmExtension } from "./vrm-extension.ts";

/** Metres in a centimetre. */
const METRE = 0.01;
/** Moves (metres) and turns (of a unit normal) smaller than these are left out of a morph target. */
const LEAST_MOVE = 3e-5;
const LEAST_TURN = 0.012;

/** Writes one avatar as a binary VRM 1.0. The same input gives the same bytes. */
export async function writeAvatar(
	look: Look,
	detail: Detail,
	bones: readonly Bone[],
	parts: readonly Part[],
): Promise<Uint8Array> {
	const document = new Document();
	document.getRoot().getAsset().generator = "Facewire avatar generator";
	document.createExtension(KHRMeshQuantization).setRequired(true);
	const writer = new AvatarWriter(document, bones);
	const materials = createMaterials(document, look, detail);
	for (const part of parts) {
		const material = materials.get(part.material);
		if (material !== undefined) writer.addPart(part, material);
	}
	for (const material of materials.values()) if (material.listParents().length < 2) material.dispose();
	for (const texture of document.getRoot().listTextures())
		if (texture.listParents().length < 2) texture.dispose();
	const head = at(
		bones,
		bones.findIndex((bone) => bone.name === "head"),
	);
	document.createExtension(VrmExtension).describe({
		name: look.title,
		bones: writer.bones,
		binds: writer.binds,
		presets: PRESETS,
		custom: {
			...Object.fromEntries(BLENDSHAPES.map((name) => [name, { [name]: 1 }])),
			...Object.fromEntries(Object.entries(VISEMES).map(([name, mixture]) => [`viseme_${name}`, mixture])),
		},
		eyeOffset: [0, -head.joint[1] * METRE, -head.joint[2] * METRE],
	});
	const io = new NodeIO().registerExtensions([
		KHRMaterialsSheen,
		KHRMaterialsUnlit,
		KHRMeshQuantization,
		VrmExtension,
	]);
	// Wide shapes such as jawOpen move most vertices; sparse is still right for the other fifty.
	io.setLogger(new Logger(Logger.Verbosity.ERROR));
	return io.writeBinary(document);
}

class AvatarWriter {
	readonly bones = new Map<string, Node>();
	readonly binds = new Map<string, MorphBind[]>();
	readonly #document: Document;
	readonly #buffer: Buffer;
	readonly #joints: readonly Bone[];
	readonly #root: Node;
	readonly #scene: Scene;
	readonly #skin: Skin;

	constructor(document: Document, bones: readonly Bone[]) {
		this.#document = document;
		this.#buffer = document.createBuffer();
		this.#joints = bones;
		this.#root = document.createNode("avatar");
		this.#scene = document.createScene("avatar").addChild(this.#root);
		document.getRoot().setDefaultScene(this.#scene);
		for (const bone of bones) this.#addBone(bone);
		this.#skin = this.#createSkin();
	}

	addPart(part: Part, material: Material): void {
		const mesh = this.#createMesh(part, material);
		const node = this.#document.createNode(part.name).setMesh(mesh);
		if ("bone" in part.bind) {
			const bone = this.#bone(part.bind.bone);
			const joint = this.#joint(part.bind.bone);
			node.setTranslation([-joint[0] * METRE, -joint[1] * METRE, -joint[2] * METRE]);
			bone.addChild(node);
		} else {
			node.setSkin(this.#skin);
			this.#scene.addChild(node);
		}
		part.morphs.forEach(({ name }, index) => {
			const list = this.binds.get(name) ?? [];
			list.push({ node, index });
			this.binds.set(name, list);
		});
	}

	#addBone({ name, parent, joint }: Bone): void {
		const node = this.#document.createNode(name);
		const from: Vec3 = parent === undefined ? [0, -EYE_HEIGHT, 0] : this.#joint(parent);
		const [x, y, z] = subtract(joint, from);
		node.setTranslation([x * METRE, y * METRE, z * METRE]);
		if (parent === undefined) this.#root.addChild(node);
		else this.#bone(parent).addChild(node);
		this.bones.set(name, node);
	}

	#createSkin(): Skin {
		const skin = this.#document.createSkin("body").setSkeleton(this.#bone("hips"));
		const inverse = new Float32Array(this.#joints.length * 16);
		this.#joints.forEach(({ name, joint }, i) => {
			skin.addJoint(this.#bone(name));
			const move = [-joint[0] * METRE, -(joint[1] + EYE_HEIGHT) * METRE, -joint[2] * METRE];
			inverse.set([1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, ...move, 1], i * 16);
		});
		return skin.setInverseBindMatrices(this.#accessor("MAT4", inverse));
	}

	#createMesh(part: Part, material: Material): Mesh {
		// A part on a bone keeps the eyes' origin; its node moves it there. A skin starts on the ground.
		const lift = "bone" in part.bind ? 0 : EYE_HEIGHT;
		const count = part.positions.length;
		const primitive = this.#document
			.createPrimitive()
			.setMaterial(material)
			.setIndices(this.#accessor("SCALAR", new Uint16Array(part.triangles)))
			.setAttribute(
				"POSITION",
				this.#accessor(
					"VEC3",
					new Float32Array(part.positions.flatMap(([x, y, z]) => [x * METRE, (y + lift) * METRE, z * METRE])),
				),
			)
			.setAttribute("NORMAL", this.#accessor("VEC3", new Float32Array(part.normals.flat())));
		if (part.colours !== undefined) {
			const bytes = new Uint8Array(count * 4);
			part.colours.forEach((colour, i) => {
				colour.forEach((c, k) => {
					bytes[i * 4 + k] = Math.round(clamp(c) * 255);
				});
				bytes[i * 4 + 3] = Math.round((part.alphas?.[i] ?? 1) * 255);
			});
			primitive.setAttribute("COLOR_0", this.#accessor("VEC4", bytes).setNormalized(true));
		}
		if (part.uvs !== undefined)
			primitive.setAttribute("TEXCOORD_0", this.#accessor("VEC2", new Float32Array(part.uvs.flat())));
		if ("weights" in part.bind) this.#addSkinAttributes(primitive, part.bind.weights);
		const mesh = this.#document.createMesh(part.name).addPrimitive(primitive);
		for (const morph of part.morphs) primitive.addTarget(this.#createTarget(part, morph));
		const extras: Record<string, unknown> = {};
		if (part.morphs.length > 0) {
			mesh.setWeights(part.morphs.map(() => 0));
			extras.targetNames = part.morphs.map(({ name }) => name);
		}
		if (part.landmarks !== undefined) extras.landmarks = part.landmarks;
		return mesh.setExtras(extras);
	}

	#createTarget(part: Part, morph: Morph) {
		const moves = new Float32Array(part.positions.length * 3);
		const turns = new Int8Array(part.positions.length * 3);
		morph.positions.forEach((p, i) => {
			subtract(p, at(part.positions, i)).forEach((d, k) => {
				const metres = d * METRE;
				if (Math.abs(metres) >= LEAST_MOVE) moves[i * 3 + k] = metres;
			});
		});
		morph.normals?.forEach((n, i) => {
			subtract(n, at(part.normals, i)).forEach((d, k) => {
				if (Math.abs(d) >= LEAST_TURN) turns[i * 3 + k] = Math.round(clamp(d, -1, 1) * 127);
			});
		});
		const target = this.#document
			.createPrimitiveTarget(morph.name)
			.setAttribute("POSITION", this.#accessor("VEC3", moves).setSparse(true));
		if (part.morphs.some(({ normals }) => normals !== undefined))
			target.setAttribute("NORMAL", this.#accessor("VEC3", turns).setNormalized(true).setSparse(true));
		return target;
	}

	#addSkinAttributes(
		primitive: ReturnType<Document["createPrimitive"]>,
		weights: Extract<Part["bind"], { weights: unknown }>["weights"],
	): void {
		const joints = new Uint8Array(weights.length * 4);
		const shares = new Uint8Array(weights.length * 4);
		const indexOf = new Map(this.#joints.map(({ name }, i) => [name, i]));
		weights.forEach((list, i) => {
			let left = 255;
			list.forEach(([bone, share], k) => {
				const index = indexOf.get(bone);
				if (index === undefined) throw new RangeError(`No bone "${bone}".`);
				const bytes = k === list.length - 1 ? left : Math.min(left, Math.round(share * 255));
				joints[i * 4 + k] = bytes === 0 ? 0 : index;
				shares[i * 4 + k] = bytes;
				left -= bytes;
			});
		});
		primitive.setAttribute("JOINTS_0", this.#accessor("VEC4", joints));
		primitive.setAttribute("WEIGHTS_0", this.#accessor("VEC4", shares).setNormalized(true));
	}

	#accessor(
		type: "SCALAR" | "VEC2" | "VEC3" | "VEC4" | "MAT4",
		array: Float32Array | Uint16Array | Uint8Array | Int16Array | Int8Array,
	): Accessor {
		// The arrays are fresh, so their buffers are plain ones.
		return this.#document
			.createAccessor()
			.setType(type)
			.setArray(array as Float32Array<ArrayBuffer>)
			.setBuffer(this.#buffer);
	}

	#bone(name: string): Node {
		const node = this.bones.get(name);
		if (node === undefined) throw new RangeError(`No bone "${name}".`);
		return node;
	}

	#joint(name: string): Vec3 {
		const bone = this.#joints.find((b) => b.name === name);
		if (bone === undefined) throw new RangeError(`No bone "${name}".`);
		return bone.joint;
	}
}
