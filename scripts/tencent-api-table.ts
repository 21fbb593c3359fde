import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { TENCENT_CLOUD_PATHS, TENCENT_COMMAND_CHANNEL } from "../src/protocol/tencent-cloud-paths.ts";
import { ALL_CALLS } from "../src/vendors/tencent/api/all-calls.ts";

const ROOT = fileURLToPath(new URL("..", import.meta.url));

/** A call of the document, and where it is made and tested. */
export interface ApiRow {
	readonly path: string;
	/** The function, or the operation of the cloud-rendered adapter. */
	readonly name: string;
	readonly summary: string;
	readonly source: string;
	readonly test: string;
}

const filesBelow = (folder: string): string[] =>
	readdirSync(join(ROOT, folder), { recursive: true, encoding: "utf8" })
		.filter((file) => file.endsWith(".ts"))
		.map((file) => join(folder, file))
		.sort();

/** The command channel belongs to the gateway, which signs it; the adapter's tests drive every operation. */
const CLOUD_CHANNEL = "src/gateway/vendors/tencent-cloud-door.ts";
const CLOUD_TEST = "test/vendors/tencent-cloud.test.ts";

/** The first of `files` that says `word`. @throws {Error} if none does */
function fileWith(files: readonly string[], word: RegExp): string {
	const found = files.find((file) => word.test(readFileSync(join(ROOT, file), "utf8")));
	if (found === undefined) throw new Error(`No file says ${word}.`);
	return relative(ROOT, join(ROOT, found));
}

/** A row for every call of the server API. */
export function tencentApiRows(): ApiRow[] {
	const sources = filesBelow("src/vendors/tencent/api");
	const tests = filesBelow("test/vendors/tencent");
	const services = Object.entries(ALL_CALLS).map(([name, { path, summary, deprecated }]) => ({
		path,
		name,
		summary: deprecated === undefined ? summary : `${summary}; deprecated for \`${deprecated}\``,
		source: fileWith(sources, new RegExp(`export const ${name} = defineCall`)),
		test: fileWith(tests, new RegExp(`\\b${name}\\b`)),
	}));
	const adapter = filesBelow("src/vendors/tencent-cloud");
	const sessions = [
		...Object.entries(TENCENT_CLOUD_PATHS),
		["commandchannel", TENCENT_COMMAND_CHANNEL] as const,
	].map(([name, path]) => ({
		path,
		name,
		summary: "Cloud-rendered session (docs/vendors.md)",
		source: name === "commandchannel" ? CLOUD_CHANNEL : fileWith(adapter, new RegExp(`"${name}"`)),
		test: CLOUD_TEST,
	}));
	return [...services, ...sessions];
}

/** The table of docs/tencent-api.md. */
export function tencentApiTable(): string {
	const rows = tencentApiRows().map(
		({ path, name, summary, source, test }) =>
			`| \`${path.replace("/v2/ivh/", "").replace("/v2/ws/ivh/", "wss ")}\` | \`${name}\` | ${summary} | \`${source}\` | \`${test}\` |`,
	);
	return [
		"| Path below `/v2/ivh/` | Function | What | Source | Test |",
		"| --- | --- | --- | --- | --- |",
		...rows,
	].join("\n");
}
