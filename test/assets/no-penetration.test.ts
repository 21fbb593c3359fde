import { describe, expect, it } from "vitest";
import { VISEMES } from "../../assets/generator/expressions/visemes.ts";
import { BLENDSHAPES } from "../../src/lipsync/blendshapes.ts";
import { copyAvatar, readAvatar, type Weights } from "./avatar-file.ts";
import { AVATAR_FILES, avatarPath } from "./avatars.ts";
import { penetrations } from "./face-measures.ts";

/** `mouthClose` is defined on top of an open jaw: alone it has no meaning, its lips would swap places. */
const SHAPES: readonly (readonly [string, Weights])[] = BLENDSHAPES.map((name) => [
	name,
	name === "mouthClose" ? { jawOpen: 1, mouthClose: 1 } : { [name]: 1 },
]);

describe.each(AVATAR_FILES)("surfaces of %s", (_name, path) => {
	it("are apart at rest and at weight 1 of every single shape", async () => {
		const avatar = await readAvatar(path);
		const found = [["rest", {}] as const, ...SHAPES].map(
			([name, weights]) => [name, penetrations(avatar, weights)] as const,
		);
		expect(Object.fromEntries(found.filter(([, pairs]) => Object.keys(pairs).length > 0))).toEqual({});
	});

	it("are apart in all fifteen visemes", async () => {
		const avatar = await readAvatar(path);
		const found = Object.keys(VISEMES).map(
			(name) => [name, penetrations(avatar, avatar.expression(`viseme_${name}`))] as const,
		);
		expect(Object.fromEntries(found.filter(([, pairs]) => Object.keys(pairs).length > 0))).toEqual({});
	});
});

it("notices lower teeth that fall half as far again as the jaw", async () => {
	const broken = copyAvatar(await readAvatar(avatarPath("mira")));
	const open = broken.meshes.get("mouth")!.targets.get("jawOpen")!;
	for (let i = 0; i < open.length; i++) open[i]! *= 1.5;
	expect(penetrations(broken, { jawOpen: 1 })).toHaveProperty("lips × lowerTeeth");
});

it("notices lids that close through the eyeball", async () => {
	const broken = copyAvatar(await readAvatar(avatarPath("mira")));
	const blink = broken.meshes.get("face")!.targets.get("eyeBlinkLeft")!;
	for (let i = 2; i < blink.length; i += 3) blink[i]! -= 3;
	expect(penetrations(broken, { eyeBlinkLeft: 1 })).toHaveProperty("lids × eye (Left)");
});
