import { describe, expect, it } from "vitest";
import { copyAvatar, readAvatar } from "./avatar-file.ts";
import { AVATAR_FILES, avatarPath } from "./avatars.ts";
import { lipGap } from "./face-measures.ts";

/** Closed lips may be this far apart, in millimetres, on a head 230 mm high. */
const CLOSED = 0.3;

describe.each(AVATAR_FILES)("lips of %s", (_name, path) => {
	it.each([0.1, 0.3, 0.5, 0.7, 1])("meet when mouthClose answers jawOpen %f", async (weight) => {
		expect(lipGap(await readAvatar(path), { jawOpen: weight, mouthClose: weight })).toBeLessThan(CLOSED);
	});

	it("meet at p, b and m", async () => {
		const avatar = await readAvatar(path);
		expect(lipGap(avatar, avatar.expression("viseme_PP"))).toBeLessThan(CLOSED);
	});

	it.each([
		"mouthSmileLeft",
		"mouthFrownRight",
		"mouthPucker",
		"mouthLeft",
		"cheekPuff",
		"mouthShrugUpper",
		"mouthPressLeft",
	])("stay shut under %s", async (shape) => {
		expect(lipGap(await readAvatar(path), { [shape]: 1 })).toBeLessThan(CLOSED);
	});

	it("open wide for jawOpen alone", async () => {
		expect(lipGap(await readAvatar(path), { jawOpen: 1 })).toBeGreaterThan(20);
	});
});

it("notices a mouthClose that closes a tenth too little", async () => {
	const broken = copyAvatar(await readAvatar(avatarPath("mira")));
	const close = broken.meshes.get("face")!.targets.get("mouthClose")!;
	for (let i = 0; i < close.length; i++) close[i]! *= 0.9;
	expect(lipGap(broken, { jawOpen: 1, mouthClose: 1 })).toBeGreaterThan(CLOSED);
});
