import { WireError } from "../../protocol/errors.ts";
import { BLENDSHAPE_INDEX, type BlendshapeName } from "../blendshapes.ts";
import { HEAD_BONES, type HeadBone } from "./bones.ts";

/** A target that a user names for a shape. */
export interface MappedTarget {
	readonly target: string;
	/** The target's weight at shape weight 1; −1 … 1, usually 1. */
	readonly factor: number;
}

/** What a user knows better than the tables: it overrides them. */
export interface AvatarMapping {
	/** An empty list leaves a shape alone. */
	readonly shapes: Readonly<Partial<Record<BlendshapeName, readonly MappedTarget[]>>>;
	readonly bones: Readonly<Partial<Record<HeadBone, string>>>;
	/** Whether 52 unnamed targets are taken in Apple's order; by default they are if there are exactly 51 or 52. */
	readonly assumeArkitOrder?: boolean;
	/** How far a jaw bone turns at `jawOpen` 1. */
	readonly jawDegrees?: number;
}

/** A jaw that opens further than this is a mistake in the file. */
const WIDEST_JAW_DEGREES = 60;

/**
 * Checks a mapping file:
 * `{ "shapes": { "jawOpen": "MyJaw", "cheekPuff": null, "mouthClose": [{ "target": "Lips", "factor": 0.8 }] },
 * "bones": { "jaw": "Bone_012" }, "assumeArkitOrder": true, "jawDegrees": 20 }`. Every field may be left out.
 * @throws WireError with the path of what is wrong
 */
export function parseAvatarMapping(value: unknown): AvatarMapping {
	const root = object(value, "$");
	for (const key of Object.keys(root)) {
		if (!["shapes", "bones", "assumeArkitOrder", "jawDegrees"].includes(key))
			fail(`$.${key}`, "a known field", key);
	}
	const { assumeArkitOrder, jawDegrees } = root;
	return {
		shapes: parseShapes(root.shapes ?? {}),
		bones: parseBones(root.bones ?? {}),
		...(assumeArkitOrder === undefined
			? {}
			: { assumeArkitOrder: boolean(assumeArkitOrder, "$.assumeArkitOrder") }),
		...(jawDegrees === undefined
			? {}
			: { jawDegrees: number(jawDegrees, "$.jawDegrees", 0, WIDEST_JAW_DEGREES) }),
	};
}

function parseShapes(value: unknown): AvatarMapping["shapes"] {
	const entries = Object.entries(object(value, "$.shapes")).map(([name, targets]) => {
		const path = `$.shapes.${name}`;
		if (!Object.hasOwn(BLENDSHAPE_INDEX, name)) fail(path, "one of ARKit's 52 names", name);
		return [name, parseTargets(targets, path)];
	});
	return Object.fromEntries(entries);
}

function parseTargets(value: unknown, path: string): readonly MappedTarget[] {
	if (value === null) return [];
	if (typeof value === "string") return [{ target: value, factor: 1 }];
	if (!Array.isArray(value)) return fail(path, "a name, null or a list of { target, factor }", value);
	return value.map((item: unknown, index) => {
		const at = `${path}[${index}]`;
		const { target, factor } = object(item, at);
		if (typeof target !== "string") return fail(`${at}.target`, "a name", target);
		return { target, factor: factor === undefined ? 1 : number(factor, `${at}.factor`, -1, 1) };
	});
}

function parseBones(value: unknown): AvatarMapping["bones"] {
	const entries = Object.entries(object(value, "$.bones")).map(([bone, name]) => {
		const path = `$.bones.${bone}`;
		if (!(HEAD_BONES as readonly string[]).includes(bone))
			fail(path, `one of ${HEAD_BONES.join(", ")}`, bone);
		return [bone, typeof name === "string" ? name : fail(path, "a node's name", name)];
	});
	return Object.fromEntries(entries);
}

function fail(path: string, expected: string, got: unknown): never {
	throw new WireError(path, `expected ${expected}, got ${JSON.stringify(got) ?? "nothing"}`);
}

function object(value: unknown, path: string): Record<string, unknown> {
	if (typeof value !== "object" || value === null || Array.isArray(value))
		return fail(path, "an object", value);
	return value as Record<string, unknown>;
}

const boolean = (value: unknown, path: string): boolean =>
	typeof value === "boolean" ? value : fail(path, "true or false", value);

function number(value: unknown, path: string, least: number, most: number): number {
	const valid = typeof value === "number" && value >= least && value <= most;
	return valid ? value : fail(path, `a number in [${least}, ${most}]`, value);
}
