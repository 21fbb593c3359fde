import { describe, expect, it } from "vitest";
import { BLENDSHAPES, type BlendshapeName } from "../../src/lipsync/blendshapes.ts";
import { type AvatarFile, copyAvatar, readAvatar } from "./avatar-file.ts";
import { AVATAR_FILES, avatarPath } from "./avatars.ts";

/** Height of the point between the eyes over the ground, in millimetres. */
const EYES = 1500;
/** A shape whose largest move is smaller than this, in millimetres, would not be seen. */
const SEEN = 2;
/** A move below this, in millimetres, is none. */
const STILL = 0.3;

interface Region {
	/** Heights over the eyes, in millimetres. */
	low: number;
	high: number;
	/** Moves only the character's left (1) or right (-1), but for a soft middle. */
	side: 1 | -1 | 0;
}

/** Where a shape may move anything. */
function regionOf(name: BlendshapeName): Region {
	const side =
		name.startsWith("jaw") || name === "mouthLeft" || name === "mouthRight"
			? 0
			: name.endsWith("Left")
				? 1
				: name.endsWith("Right")
					? -1
					: 0;
	if (name.startsWith("brow")) return { low: -20, high: 75, side };
	if (name.startsWith("eye")) return { low: -45, high: 45, side };
	if (
		name === "mouthSmileLeft" ||
		name === "mouthSmileRight" ||
		name.startsWith("cheek") ||
		name.startsWith("nose")
	)
		return { low: -110, high: 45, side };
	return { low: -160, high: 5, side };
}

/** Half the width over which left and right shapes share the middle, in millimetres. */
const MIDDLE = 7.6;

/** Vertices that `name` moves but must not, and its largest move. */
function survey(avatar: AvatarFile, name: BlendshapeName): { largest: number; strays: number } {
	const { low, high, side } = regionOf(name);
	let largest = 0;
	let strays = 0;
	for (const mesh of avatar.meshes.values()) {
		const target = mesh.targets.get(name);
		if (target === undefined) continue;
		for (let i = 0; i < target.length; i += 3) {
			const move = Math.hypot(target[i]!, target[i + 1]!, target[i + 2]!);
			largest = Math.max(largest, move);
			if (move < STILL) continue;
			const y = mesh.rest[i + 1]! - EYES;
			if (y < low || y > high || mesh.rest[i]! * side < -MIDDLE) strays++;
		}
	}
	return { largest, strays };
}

/** Largest difference between a left shape and its right twin seen in a mirror, in millimetres. */
function asymmetry(avatar: AvatarFile, left: string, right: string): number {
	let worst = 0;
	for (const mesh of avatar.meshes.values()) {
		const twin = avatar.meshes.get(mesh.name.replace(/Left$/, "Right"))!;
		const moves = mesh.targets.get(left);
		const others = twin.targets.get(right);
		if (moves === undefined || others === undefined) {
			if (moves !== undefined && twin === mesh) return Number.POSITIVE_INFINITY;
			continue;
		}
		const places = new Map<string, number[]>();
		const key = (x: number, y: number, z: number): string =>
			`${Math.round(x * 50)} ${Math.round(y * 50)} ${Math.round(z * 50)}`;
		for (let i = 0; i < twin.rest.length; i += 3) {
			const k = key(-twin.rest[i]!, twin.rest[i + 1]!, twin.rest[i + 2]!);
			places.set(k, [...(places.get(k) ?? []), i]);
		}
		for (let i = 0; i < mesh.rest.length; i += 3) {
			const [x, y, z] = [mesh.rest[i]!, mesh.rest[i + 1]!, mesh.rest[i + 2]!];
			// Rounding may put a twin into the next cell.
			const near = [-0.01, 0.01].flatMap((dx) =>
				[-0.01, 0.01].flatMap((dy) =>
					[-0.01, 0.01].flatMap((dz) => places.get(key(x + dx, y + dy, z + dz)) ?? []),
				),
			);
			if (near.length === 0) return Number.POSITIVE_INFINITY;
			const differences = near.map((j) =>
				Math.hypot(moves[i]! + others[j]!, moves[i + 1]! - others[j + 1]!, moves[i + 2]! - others[j + 2]!),
			);
			worst = Math.max(worst, Math.min(...differences));
		}
	}
	return worst;
}

const PAIRS = [
	...BLENDSHAPES.filter((name) => name.endsWith("Left")).map(
		(name) => [name, name.replace(/Left$/, "Right")] as const,
	),
];

describe.each(AVATAR_FILES)("shapes of %s", (_name, path) => {
	it("all move something, and only where they should", async () => {
		const avatar = await readAvatar(path);
		for (const name of BLENDSHAPES) {
			const { largest, strays } = survey(avatar, name);
			expect({ name, seen: largest > SEEN, strays }).toEqual({ name, seen: true, strays: 0 });
		}
	});

	it("are mirror images, left and right", async () => {
		const avatar = await readAvatar(path);
		const lopsided = PAIRS.filter(([left, right]) => asymmetry(avatar, left, right) >= 0.1);
		expect(lopsided).toEqual([]);
	});
});

it("notices a shape that is empty, one that strays and one that is lopsided", async () => {
	const broken = copyAvatar(await readAvatar(avatarPath("mira")));
	const { targets } = broken.meshes.get("face")!;
	for (const mesh of broken.meshes.values()) mesh.targets.get("browInnerUp")?.fill(0);
	expect(survey(broken, "browInnerUp").largest).toBe(0);
	targets.get("eyeBlinkLeft")!.set(targets.get("jawOpen")!);
	expect(survey(broken, "eyeBlinkLeft").strays).toBeGreaterThan(0);
	targets.set(
		"mouthSmileLeft",
		targets.get("mouthSmileLeft")!.map((value) => value * 0.9),
	);
	expect(asymmetry(broken, "mouthSmileLeft", "mouthSmileRight")).toBeGreaterThan(0.1);
});
