import { withBodies } from "./emptied.ts";
import { nodesOf, replaced } from "./syntax-node.ts";

/**
 * Methods of VRM's core that nobody reaches in a VRM 1.0 whose thumbnail nobody asks for: readers of VRM 0.x and of the
 * thumbnail.
 */
const LEFT_OUT = ["_v0Import", "_v0ImportDegreeMap", "_extractGLTFImage"];

/** The reader of what is hidden from a camera in the avatar's own head. */
const FIRST_PERSON = /new VRMFirstPersonLoaderPlugin\(parser\)/;

/**
 * Where it draws bones and gazes as lines, for those who build avatars; where it reads expressions that change materials
 * (src/renderer/vrm-reader.ts gives such files to the whole library).
 */
const BRANCHES = [/^if \(this\.helperRoot\)/, /^if \(schemaExpression\.materialColorBinds \|\|/];

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
	const branches = BRANCHES.flatMap((branch) => {
		const found = [...nodesOf(lean)].filter(
			({ type, start, end }) => type === "IfStatement" && branch.test(lean.slice(start, end)),
		);
		if (found.length === 0)
			throw new Error(`three-vrm-core has no ${branch} any more: see scripts/lean-three.`);
		return found.map(({ start, end }) => ({ start, end, by: "" }));
	});
	const bodies = Object.fromEntries(LEFT_OUT.map((name) => [name, "{ return null; }"]));
	return withBodies(replaced(lean, branches), "three-vrm-core", bodies);
}
