import { describe, expect, it } from "vitest";
import { lightHead } from "../../assets/light-head/light-head.ts";
import { writeRig } from "../../assets/light-head/write-rig.ts";
import { BLENDSHAPE_COUNT, BLENDSHAPES, type BlendshapeName } from "../../src/lipsync/blendshapes.ts";
import { parseAvatarMapping } from "../../src/lipsync/resolver/avatar-mapping.ts";
import { AssetError } from "../../src/protocol/errors.ts";
import type { Avatar } from "../../src/renderer/avatar.ts";
import { type LoadAvatarOptions, loadAvatar } from "../../src/renderer/load-avatar.ts";
import { meshesOf } from "../../src/renderer/morph-targets.ts";
import { seconds } from "../../src/util/time.ts";
import {
	arkitRig,
	characterCreatorRig,
	facelessRig,
	pascalVrm1,
	presetsVrm0,
	type RigBytes,
	sidedRig,
	unnamedRig,
	visemeRig,
} from "../support/rigs/rigs.ts";

const load = async (bytes: RigBytes, options?: LoadAvatarOptions) =>
	loadAvatar((await bytes).buffer, options);

type Pose = Partial<Record<BlendshapeName, number>>;

function weightsOf(pose: Pose): Float32Array {
	const weights = new Float32Array(BLENDSHAPE_COUNT);
	for (const [name, weight] of Object.entries(pose))
		weights[BLENDSHAPES.indexOf(name as BlendshapeName)] = weight;
	return weights;
}

function show(avatar: Avatar, pose: Pose): void {
	avatar.apply(weightsOf(pose));
	avatar.update(seconds(1 / 60));
}

/** Influences by mesh and target, those at 0 left out. */
function influencesOf(avatar: Avatar): Record<string, number> {
	return Object.fromEntries(
		meshesOf(avatar.object).flatMap((mesh) =>
			Object.entries(mesh.morphTargetDictionary ?? {}).flatMap(([name, index]) => {
				const influence = mesh.morphTargetInfluences?.[index] ?? 0;
				return influence === 0 ? [] : [[`${mesh.name} ${name}`, Number(influence.toFixed(3))]];
			}),
		),
	);
}

describe("rigs that people bring", () => {
	it.each<[string, () => RigBytes, string, string, Partial<Record<string, number>>]>([
		["ARKit names", arkitRig, "gltf", "green", { direct: 52 }],
		["Pascal case in a VRM 1.0", pascalVrm1, "vrm1", "green", { direct: 52 }],
		[
			"vowels and blinks in a VRM 0.x",
			presetsVrm0,
			"vrm0",
			"amber",
			{ direct: 2, composed: 14, bone: 8, missing: 28 },
		],
		["sides as _L and _R", sidedRig, "gltf", "green", { direct: 52 }],
		["52 targets without names", unnamedRig, "gltf", "green", { direct: 52 }],
		[
			"Character Creator",
			characterCreatorRig,
			"gltf",
			"green",
			{ direct: 12, composed: 1, bone: 10, missing: 29 },
		],
		["Oculus visemes", visemeRig, "gltf", "green", { composed: 18, missing: 34 }],
		["no morph targets", facelessRig, "gltf", "red", { missing: 52 }],
	])("covers %s", async (_, rig, format, grade, counts) => {
		const { coverage } = await load(rig());
		expect(coverage).toMatchObject({ format, grade, counts });
		expect(JSON.parse(JSON.stringify(coverage))).toEqual(coverage);
	});

	it("moves every mesh that has the shape", async () => {
		const avatar = await load(arkitRig());
		show(avatar, { jawOpen: 0.5 });
		expect(influencesOf(avatar)).toEqual({ "Face jawOpen": 0.5, "Mouth jawOpen": 0.5 });
	});

	it("moves the targets behind a VRM's custom expressions", async () => {
		const avatar = await load(pascalVrm1());
		show(avatar, { jawOpen: 0.5, eyeLookOutLeft: 1 });
		expect(influencesOf(avatar)).toEqual({
			"Face shape_of_jawOpen_x": 0.5,
			"Mouth shape_of_jawOpen_x": 0.5,
			"Eyes shape_of_eyeLookOutLeft_x": 1,
		});
	});

	it("leaves expressions that do more to the library: one that is all or nothing", async () => {
		const avatar = await load(pascalVrm1({ fields: { JawOpen: { isBinary: true } } }));
		show(avatar, { jawOpen: 0.4, mouthPucker: 0.3 });
		expect(influencesOf(avatar)).toEqual({ "Face shape_of_mouthPucker_x": 0.3 });
		show(avatar, { jawOpen: 0.6 });
		expect(influencesOf(avatar)).toMatchObject({ "Face shape_of_jawOpen_x": 1 });
	});

	it("drives morph targets that a VRM's expressions forget", async () => {
		const bytes = pascalVrm1({
			custom: { JawOpen: "shape_of_jawOpen_x", tongueOut: "shape_of_tongueOut_x" },
		});
		const avatar = await load(bytes, {
			mapping: parseAvatarMapping({ shapes: { cheekPuff: "shape_of_cheekPuff_x" } }),
		});
		show(avatar, { jawOpen: 0.5, cheekPuff: 0.5 });
		expect(influencesOf(avatar)).toMatchObject({
			"Face shape_of_jawOpen_x": 0.5,
			"Face shape_of_cheekPuff_x": 0.5,
		});
	});

	it("turns a VRM's eye bones by its look-at", async () => {
		const avatar = await load(pascalVrm1({ custom: { JawOpen: "shape_of_jawOpen_x" }, lookAt: "bone" }));
		const left = () => avatar.object.getObjectByName("leftEye")?.rotation.y ?? 0;
		expect(avatar.coverage.shapes.eyeLookOutLeft).toEqual({ how: "bone", by: ["leftEye"] });
		show(avatar, { eyeLookOutLeft: 1, eyeLookInRight: 1 });
		expect(left()).toBeCloseTo((10 * Math.PI) / 180);
		show(avatar, { eyeLookInLeft: 1, eyeLookOutRight: 1 });
		expect(left()).toBeCloseTo((-10 * Math.PI) / 180);
	});

	it("speaks through a VRM's vowels", async () => {
		const avatar = await load(presetsVrm0());
		show(avatar, { jawOpen: 0.6 });
		expect(influencesOf(avatar)["Face mouth_a"]).toBeGreaterThan(0.9);
		show(avatar, { jawOpen: 0.1, mouthPucker: 0.9, eyeBlinkLeft: 1 });
		expect(influencesOf(avatar)["Face mouth_a"] ?? 0).toBeLessThan(0.05);
		expect(influencesOf(avatar)["Face mouth_u"]).toBeGreaterThan(0.5);
		expect(influencesOf(avatar)["Face lid_a"]).toBe(1);
		show(avatar, { jawOpen: 0.3, mouthClose: 0.3 });
		expect(influencesOf(avatar)).toEqual({});
	});

	it("turns a VRM 0.x to face the viewer", async () => {
		const [before, after] = [await load(pascalVrm1()), await load(presetsVrm0())];
		// Both heads measure alike: the face is at the front, not the back of the head.
		expect(after.anchors.front).toBeCloseTo(before.anchors.front, 4);
		expect(meshesOf(after.object)[0]?.getWorldDirection(new (await import("three")).Vector3()).z).toBeCloseTo(
			-1,
		);
	});

	it("turns the jaw bone of a Character Creator head, and its eyes", async () => {
		const avatar = await load(characterCreatorRig());
		const jaw = avatar.object.getObjectByName("CC_Base_JawRoot");
		const eye = avatar.object.getObjectByName("CC_Base_R_Eye");
		show(avatar, { jawOpen: 1, eyeLookInRight: 1 });
		expect(jaw?.rotation.x).toBeCloseTo((20 * Math.PI) / 180);
		// To its own left, which is inwards for the right eye.
		expect(eye?.rotation.y).toBeGreaterThan(0.4);
		show(avatar, {});
		expect(jaw?.rotation.x).toBeCloseTo(0);
	});

	it("does not guess what numbers mean if it is told not to", async () => {
		const mapping = parseAvatarMapping({ assumeArkitOrder: false });
		const { coverage } = await load(unnamedRig(), { mapping });
		expect(coverage.counts.missing).toBe(52);
		expect(coverage.notes.join()).toContain("assumeArkitOrder");
	});

	it("follows a mapping file", async () => {
		const mapping = parseAvatarMapping({ shapes: { jawOpen: [{ target: "cheekPuff", factor: 0.5 }] } });
		const avatar = await load(arkitRig(), { mapping });
		show(avatar, { jawOpen: 1 });
		expect(influencesOf(avatar)).toEqual({ "Face cheekPuff": 0.5 });
		expect(avatar.coverage.shapes.jawOpen).toEqual({ how: "composed", by: ["cheekPuff"] });
	});

	it("keeps no target that nothing drives or that moves nothing", async () => {
		const avatar = await load(unnamedRig());
		const counts = meshesOf(avatar.object).map((mesh) => mesh.morphTargetInfluences?.length ?? 0);
		// Of 52 on each mesh.
		expect(counts.every((count) => count < 52)).toBe(true);
		const faceless = meshesOf((await load(visemeRig())).object).flatMap((mesh) =>
			Object.keys(mesh.morphTargetDictionary ?? {}),
		);
		expect(faceless).not.toContain("viseme_kk");
		expect(faceless).not.toContain("mouthOpen");
	});

	it("keeps no target that only an expression reaches which nothing drives", async () => {
		const avatar = await load(
			pascalVrm1({
				custom: { JawOpen: "shape_of_jawOpen_x" },
				preset: { happy: "shape_of_mouthSmileLeft_x" },
			}),
		);
		const names = meshesOf(avatar.object).flatMap((mesh) => Object.keys(mesh.morphTargetDictionary ?? {}));
		expect([...new Set(names)]).toEqual(["shape_of_jawOpen_x"]);
		show(avatar, { jawOpen: 0.5 });
		expect(influencesOf(avatar)["Face shape_of_jawOpen_x"]).toBe(0.5);
	});

	it("reads a VRM that lacks a bone as the glTF that it is as well", async () => {
		const avatar = await load(pascalVrm1({ without: "hips" }));
		expect(avatar.coverage.format).toBe("gltf");
		expect(avatar.coverage.notes[0]).toContain("Read as plain glTF, because its VRM part is broken.");
		expect(avatar.coverage.notes[0]).toContain("hips");
		expect(() => show(avatar, { jawOpen: 1 })).not.toThrow();
	});

	it("never loses a moving head to frustum culling", async () => {
		const avatar = await load(characterCreatorRig());
		expect(meshesOf(avatar.object).every(({ frustumCulled }) => !frustumCulled)).toBe(true);
	});

	it("reads what a VRM's author permits", async () => {
		expect((await load(presetsVrm0())).licence).toEqual({
			title: "Light head",
			authors: ["Facewire"],
			creditRequired: true,
			restrictions: ["No commercial use."],
		});
		expect((await load(arkitRig())).licence).toBeUndefined();
	});
});

describe("an avatar", () => {
	it("clamps weights, holds them over NaN, and counts both", async () => {
		const avatar = await load(arkitRig());
		show(avatar, { jawOpen: 0.5 });
		show(avatar, { jawOpen: Number.NaN, mouthPucker: 3, cheekPuff: -1 });
		expect(influencesOf(avatar)).toEqual({
			"Face jawOpen": 0.5,
			"Mouth jawOpen": 0.5,
			"Face mouthPucker": 1,
		});
		expect(avatar.stats).toEqual({ clamped: 2, invalid: 1 });
	});

	it("takes a short frame for missing weights", async () => {
		const avatar = await load(arkitRig());
		avatar.apply(new Float32Array(50));
		expect(avatar.stats.invalid).toBe(2);
	});

	it("turns its head in its own axes", async () => {
		for (const rig of [arkitRig, pascalVrm1, presetsVrm0]) {
			const avatar = await load(rig());
			const { Vector3 } = await import("three");
			const eyes = meshesOf(avatar.object).find(({ name }) => name === "Eyes");
			const tip = () => {
				avatar.update(seconds(0));
				avatar.object.updateWorldMatrix(true, true);
				const side = rig === presetsVrm0 ? -1 : 1;
				return eyes?.localToWorld(new Vector3(0, 0.07, 0.08 * side)) ?? new Vector3();
			};
			const rest = tip();
			avatar.setHeadPose({ pitch: 0.3, yaw: 0, roll: 0 });
			expect(tip().y).toBeLessThan(rest.y - 0.01);
			avatar.setHeadPose({ pitch: 0, yaw: 0.3, roll: 0 });
			expect(tip().x).toBeGreaterThan(0.01);
			avatar.setHeadPose({ pitch: 0, yaw: 0, roll: 0 });
			expect(tip().distanceTo(rest)).toBeLessThan(1e-6);
		}
	});

	it("adds a gaze to the eye shapes", async () => {
		const avatar = await load(arkitRig());
		avatar.lookAt(Math.PI / 12, -Math.PI / 16);
		show(avatar, { eyeLookOutLeft: 0.2 });
		expect(influencesOf(avatar)).toMatchObject({
			"Eyes eyeLookOutLeft": 0.7,
			"Eyes eyeLookInRight": 0.5,
			"Eyes eyeLookUpLeft": 0.5,
			"Eyes eyeLookUpRight": 0.5,
		});
	});

	it("stays as it is, without complaint, where there is no bone to turn", async () => {
		const { meshes, ...rest } = lightHead();
		const boneless = {
			...rest,
			nodes: [{ name: "Cube" }],
			meshes: meshes.map((mesh) => ({ ...mesh, node: "Cube" })),
		};
		const avatar = await load(writeRig(boneless));
		avatar.setHeadPose({ pitch: 1, yaw: 1, roll: 1 });
		const turned: string[] = [];
		avatar.object.traverse(({ name, quaternion }) => {
			if (quaternion.w !== 1) turned.push(name);
		});
		expect(turned).toEqual([]);
	});
});

describe("files that will not load", () => {
	const bytesOf = (text: string): ArrayBuffer => new TextEncoder().encode(text).buffer as ArrayBuffer;
	const gltf = (json: object): ArrayBuffer => bytesOf(JSON.stringify({ asset: { version: "2.0" }, ...json }));

	it.each<[string, ArrayBuffer, string]>([
		[
			"a web page",
			bytesOf("<!doctype html><p>Not found"),
			'x.glb is not a glTF file: it begins with "<!doctype ht"',
		],
		["nothing", new ArrayBuffer(0), "x.glb is not a glTF file"],
		["broken JSON", bytesOf('{"asset":'), "its JSON cannot be read"],
		["glTF 1", bytesOf('{"asset":{"version":"1.0"}}'), "x.glb is glTF 1.0; only glTF 2 can be loaded"],
		["a scene without meshes", gltf({ scenes: [{}], nodes: [] }), "x.glb has no meshes"],
		[
			"meshes outside the scene",
			gltf({ scene: 0, scenes: [{ nodes: [] }], meshes: [{ primitives: [{ attributes: {} }] }] }),
			"x.glb has no meshes in its scene",
		],
		[
			"meshes without a scene",
			gltf({ meshes: [{ primitives: [{ attributes: {} }] }] }),
			"x.glb cannot be read: it has no scene",
		],
		[
			"vertices that are not there",
			gltf({
				scene: 0,
				scenes: [{ nodes: [0] }],
				nodes: [{ mesh: 0 }],
				meshes: [{ primitives: [{ attributes: { POSITION: 7 } }] }],
			}),
			"x.glb cannot be read: ",
		],
		[
			"a chunk that is no JSON",
			new Uint32Array([0x46546c67, 2, 20, 0, 7]).buffer,
			"its first chunk is no JSON",
		],
	])("says what is wrong with %s", async (_, bytes, message) => {
		const failure = loadAvatar(bytes, { name: "x.glb" });
		await expect(failure).rejects.toThrow(AssetError);
		await expect(failure).rejects.toThrow(message);
	});

	it("tells where a file was cut off", async () => {
		const whole = await arkitRig();
		const failure = loadAvatar(whole.buffer.slice(0, 1000), { name: "x.glb" });
		await expect(failure).rejects.toThrow(
			`x.glb is truncated: ${whole.byteLength} bytes expected, 1000 there`,
		);
	});

	it("refuses what is too large, and what its buffers would be", async () => {
		const whole = await arkitRig();
		await expect(loadAvatar(whole.buffer, { maxBytes: 5000 })).rejects.toThrow("model is too large");
		const huge = gltf({ meshes: [{}], buffers: [{ uri: "huge.bin", byteLength: 4e8 }] });
		await expect(loadAvatar(huge)).rejects.toThrow("400.0 MB where 300.0 MB are allowed");
	});

	it("stops when it is told to", async () => {
		const signal = AbortSignal.abort(new Error("changed my mind"));
		await expect(loadAvatar((await arkitRig()).buffer, { signal })).rejects.toThrow("changed my mind");
	});
});
