import { execFileSync } from "node:child_process";
import { mkdir, rm, writeFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import { buildPackage } from "./package/build-package.ts";
import { apiReference } from "./package/widget-data.ts";

const HELP = `npm run package [-- --site | --docs]

Makes the package that pages install, facewire-VERSION.tgz.
  --site   installs it for the tests, as an application would, and leaves nothing here
  --docs   writes docs/widget-api.md and nothing else`;

const CACHE = "node_modules/.cache/facewire";

/** Packs the folder; gives the tarball's name. */
function pack(destination: string): string {
	const told = execFileSync(
		"npm",
		["pack", `./${CACHE}/package`, "--pack-destination", destination, "--loglevel=error", "--json"],
		{ encoding: "utf8" },
	);
	return (JSON.parse(told) as [{ filename: string }])[0].filename;
}

/** One pack, one install, without a network: the package needs no other. */
async function installSite(): Promise<void> {
	const site = `${CACHE}/site`;
	await rm(site, { recursive: true, force: true });
	await mkdir(site, { recursive: true });
	await writeFile(`${site}/package.json`, '{ "name": "site", "private": true, "type": "module" }\n');
	const tarball = pack(site);
	const quiet = ["--offline", "--no-audit", "--no-fund", "--omit=peer", "--loglevel=error"];
	execFileSync("npm", ["install", `./${tarball}`, ...quiet], {
		cwd: site,
		stdio: ["ignore", "ignore", "inherit"],
	});
}

const { values } = parseArgs({
	options: { docs: { type: "boolean" }, site: { type: "boolean" }, help: { type: "boolean" } },
});
if (values.help === true) console.log(HELP);
else if (values.docs === true) await writeFile("docs/widget-api.md", apiReference());
else {
	await buildPackage(`${CACHE}/package`);
	if (values.site === true) await installSite();
	else console.log(pack("."));
}
