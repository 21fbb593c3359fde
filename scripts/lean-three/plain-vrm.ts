import { withBodies } from "./emptied.ts";
import { nodesOf, replaced } from "./syntax-node.ts";

/**
 * Methods of VRM's core that nobody reaches in a VRM 1.0 whose thumbnail nobody asks for: readers of VRM 0.x and of the
 * thumbnail.
 */
const LEFT_OUT = ["_v0Import", "_v0ImportDegreeMap", "_extractGLTFImage"];

/** The reader of what is hidden from a camera in the avatar's own head. */
const FIRST_PERSON = /new VRMFirstPersonLoaderPlugin\(parser\)/;

/** Where it draws bones and gazes as lines, for those who build avatars. */
const HELPERS = /^if \(this\.helperRoot\)/;

const TABLE = /(_VRMExpressionLoaderPlugin\.v0v1PresetNameMap = )\{[^}]*\}/;

/**
 * The core of VRM as plain models need it.
 * @param source text of `@pixiv/three-vrm-core`
 * @throws Error with the name of what is not there any more
 */
export function plainVrm(source: string): string {
	if (!TABLE.test(source))
		throw new Error("three-vrm-core has no v0v1PresetNameMap any more: see scripts/lean-three.");
	if (!FIRST_PERSON.test(source))
		throw new Error("three-vrm-core reads first persons otherwise: see scripts/lean-three.");
	const lean = source.replace(TABLE, "$1null").replace(FIRST_PERSON, "{ afterRoot() {} }");
	const isHelper = ({ type, start, end }: { type: string; start: number; end: number }) =>
		type === "IfStatement" && HELPERS.test(lean.slice(start, end));
	const helpers = [...nodesOf(lean)].filter(isHelper).map(({ start, end }) => ({ start, end, by: "" }));
	if (helpers.length === 0)
		throw new Error("three-vrm-core has no helperRoot any more: see scripts/lean-three.");
	const bodies = Object.fromEntries(LEFT_OUT.map((name) => [name, "{ return null; }"]));
	return withBodies(replaced(lean, helpers), "three-vrm-core", bodies);
}
