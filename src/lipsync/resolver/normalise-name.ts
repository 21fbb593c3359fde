/** Words of a name: camel case, digits and every script apart; separators vanish. */
const WORD = /[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+|[^\sA-Za-z\d_\-.:|/()]+/gu;

const SIDES: ReadonlyMap<string, string> = new Map([
	["l", "left"],
	["left", "left"],
	["r", "right"],
	["right", "right"],
]);

/** Words that tools put before a shape's name. */
const PREFIXES = new Set([
	"arkit",
	"blendshape",
	"blendshapes",
	"bs",
	"expressions",
	"face",
	"head",
	"mesh",
	"morph",
]);

/** `A25_Jaw_Open`: the number of a shape in iClone's list. */
const LIST_NUMBER = /^[A-Za-z]\d{2,3}_/;

/** `Face.M_F00_000_00_Fcl_MTH_A`: VRoid's names begin at `Fcl_`. */
const VROID_NAME = /Fcl_.*$/;

/**
 * The one spelling under which the tables know a name: lower case, no separators, its side at the end.
 * `Eye_L_Blink`, `eyeBlink_L`, `EyeBlinkLeft` and `eye blink.left` are all `eyeblinkleft`. A name with two sides
 * (`Eye_L_Look_R`) keeps them where they are.
 */
export function nameKey(name: string): string {
	const words = name.normalize("NFKC").match(WORD) ?? [];
	const lower = words.map((word) => word.toLowerCase());
	const sides = lower.filter((word) => SIDES.has(word));
	if (sides.length !== 1) return lower.join("");
	const rest = lower.filter((word) => !SIDES.has(word));
	return rest.join("") + (SIDES.get(sides[0] ?? "") ?? "");
}

/** Keys to look a name up by, the whole name first, then without what exporters put in front. */
export function nameKeys(name: string): readonly string[] {
	const keys = new Set<string>();
	for (const variant of variants(name)) {
		const key = nameKey(variant);
		if (key !== "") keys.add(key);
	}
	return [...keys];
}

function* variants(name: string): Generator<string> {
	yield name;
	const vroid = VROID_NAME.exec(name)?.[0];
	if (vroid !== undefined) yield vroid;
	const own = name.slice(Math.max(name.lastIndexOf("."), name.lastIndexOf(":"), name.lastIndexOf("|")) + 1);
	// `mouthSmile.L` is no mesh with a shape `L`.
	const unprefixed = SIDES.has(own.toLowerCase()) ? name : own;
	yield unprefixed;
	yield unprefixed.replace(LIST_NUMBER, "");
	yield withoutPrefixWords(unprefixed);
}

function withoutPrefixWords(name: string): string {
	const words = name.match(WORD) ?? [];
	const start = words.findIndex((word) => !PREFIXES.has(word.toLowerCase()) && !/^\d+$/.test(word));
	return words.slice(Math.max(0, start)).join("_");
}
