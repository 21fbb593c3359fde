import { withBodies } from "./emptied.ts";
import { nodesOf, replaced } from "./syntax-node.ts";

/**
 * Methods of VRM's core that nobody reaches in a VRM 1.0 whose thumbnail nobody asks for, seen by a camera that is not in
 * its head: readers of VRM 0.x, of the thumbnail, and what cuts heads off for first-person views.
 */
const LEFT_OUT = [
	"_v0Import",
	"_v0ImportDegreeMap",
	"_extractGLTFImage",
	"setup",
	"_excludeTriangles",
	"_createErasedMesh",
	"_createHeadlessModelForSkinnedMesh",
	"_createHeadlessModel",
	"_isEraseTarget",
];

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
	const lean = source.replace(TABLE, "$1null");
	const isHelper = ({ type, start, end }: { type: string; start: number; end: number }) =>
		type === "IfStatement" && HELPERS.test(lean.slice(start, end));
	const helpers = [...nodesOf(lean)].filter(isHelper).map(({ start, end }) => ({ start, end, by: "" }));
	if (helpers.length === 0)
		throw new Error("three-vrm-core has no helperRoot any more: see scripts/lean-three.");
	const bodies = Object.fromEntries(LEFT_OUT.map((name) => [name, "{ return null; }"]));
	return withBodies(replaced(lean, helpers), "three-vrm-core", bodies);
}
