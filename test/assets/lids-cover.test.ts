import { describe, expect, it } from "vitest";
import { copyAvatar, readAvatar, type Weights } from "./avatar-file.ts";
import { AVATAR_FILES, avatarPath } from "./avatars.ts";
import { seenEyeball } from "./face-measures.ts";

const both = (stem: string): Weights => ({ [`${stem}Left`]: 1, [`${stem}Right`]: 1 });
const LEFTWARDS: Weights = { eyeLookOutLeft: 1, eyeLookInRight: 1 };
const RIGHTWARDS: Weights = { eyeLookInLeft: 1, eyeLookOutRight: 1 };

const GAZES: readonly (readonly [string, Weights])[] = [
	["ahead", {}],
	["up", both("eyeLookUp")],
	["down", both("eyeLookDown")],
	["left", LEFTWARDS],
	["right", RIGHTWARDS],
	["up and left", { ...both("eyeLookUp"), ...LEFTWARDS }],
	["down and right", { ...both("eyeLookDown"), ...RIGHTWARDS }],
];

const BLINK = both("eyeBlink");

describe.each(AVATAR_FILES)("lids of %s", (_name, path) => {
	it.each(GAZES)("hide the eyeballs at a full blink while the eyes look %s", async (_direction, gaze) => {
		expect(seenEyeball(await readAvatar(path), { ...gaze, ...BLINK })).toBe(0);
	});

	it("show the eyeballs when they are open", async () => {
		expect(seenEyeball(await readAvatar(path), {})).toBeGreaterThan(20);
	});
});

it("notices an upper lid that comes down a tenth too little", async () => {
	const broken = copyAvatar(await readAvatar(avatarPath("mira")));
	const blink = broken.meshes.get("face")!.targets.get("eyeBlinkLeft")!;
	for (let i = 0; i < blink.length; i++) blink[i]! *= 0.9;
	expect(seenEyeball(broken, BLINK)).toBeGreaterThan(0);
});
