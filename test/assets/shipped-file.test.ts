import { validateBytes } from "gltf-validator";
import { describe, expect, it } from "vitest";
import { buildAvatar } from "../../assets/generator/build-avatar.ts";
import { LIGHT } from "../../assets/generator/detail.ts";
import { PRESETS } from "../../assets/generator/expressions/presets.ts";
import { VISEMES } from "../../assets/generator/expressions/visemes.ts";
import { LOOKS } from "../../assets/generator/looks/looks.ts";
import { BLENDSHAPES } from "../../src/lipsync/blendshapes.ts";
import { readAvatar } from "./avatar-file.ts";
import { AVATAR_FILES, avatarPath } from "./avatars.ts";

/** Bones without which a VRM 1.0 humanoid is refused. */
const REQUIRED_BONES = [
	"hips",
	"spine",
	"head",
	...["left", "right"].flatMap((side) =>
		["UpperArm", "LowerArm", "Hand", "UpperLeg", "LowerLeg", "Foot"].map((bone) => side + bone),
	),
];

const FINGER_BONES = ["left", "right"].flatMap((side) => [
	...["Metacarpal", "Proximal", "Distal"].map((joint) => `${side}Thumb${joint}`),
	...["Index", "Middle", "Ring", "Little"].flatMap((finger) =>
		["Proximal", "Intermediate", "Distal"].map((joint) => side + finger + joint),
	),
]);

describe.each(AVATAR_FILES)("%s", (name, path) => {
	const light = name.endsWith("-light");

	it("has no error by the Khronos validator", async () => {
		const { bytes } = await readAvatar(path);
		const report = await validateBytes(bytes);
		expect(report.issues.messages.filter(({ severity }) => severity === 0)).toEqual([]);
	});

	it("stays within its bytes and vertices", async () => {
		const { bytes, meshes } = await readAvatar(path);
		const vertices = [...meshes.values()].reduce((sum, mesh) => sum + mesh.rest.length / 3, 0);
		expect(bytes.length).toBeLessThanOrEqual(light ? 900_000 : 4_000_000);
		expect(vertices).toBeLessThanOrEqual(light ? 6_000 : 30_000);
	});

	it("offers the 52 blendshapes, the 15 visemes and VRM's presets, each bound to what it names", async () => {
		const avatar = await readAvatar(path);
		const { preset, custom } = avatar.vrm.expressions;
		expect(Object.keys(preset).toSorted()).toEqual(Object.keys(PRESETS).toSorted());
		expect(Object.keys(custom)).toEqual([...BLENDSHAPES, ...Object.keys(VISEMES).map((v) => `viseme_${v}`)]);
		for (const shape of BLENDSHAPES) expect(avatar.expression(shape)).toEqual({ [shape]: 1 });
		for (const [viseme, mixture] of Object.entries(VISEMES))
			expect(avatar.expression(`viseme_${viseme}`)).toEqual(mixture);
		for (const [name, mixture] of Object.entries(PRESETS)) expect(avatar.expression(name)).toEqual(mixture);
	});

	it("has a full humanoid with five fingers a hand", async () => {
		const { vrm } = await readAvatar(path);
		expect(Object.keys(vrm.humanoid.humanBones)).toEqual(
			expect.arrayContaining([...REQUIRED_BONES, ...FINGER_BONES]),
		);
	});

	it("is free for everybody to use, change and pass on", async () => {
		const { vrm } = await readAvatar(path);
		expect(vrm.meta).toMatchObject({
			avatarPermission: "everyone",
			commercialUsage: "corporation",
			creditNotation: "unnecessary",
			modification: "allowModificationRedistribution",
			allowRedistribution: true,
			otherLicenseUrl: "https://creativecommons.org/publicdomain/zero/1.0/",
		});
	});
});

describe("the generator", () => {
	it.each(LOOKS.map((look) => [look.name, look] as const))(
		"writes the committed light file of %s, byte for byte",
		async (name, look) => {
			const built = await buildAvatar(look, LIGHT);
			const { bytes } = await readAvatar(avatarPath(name, true));
			expect(Buffer.compare(built.bytes, bytes)).toBe(0);
		},
	);
});
