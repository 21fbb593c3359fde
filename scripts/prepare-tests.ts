import { spawn, spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { ensureTool, type Machine } from "./ensure-tool.ts";
import { TEST_TOOLS } from "./test-tools.ts";

// Provides what every test run needs: the tools, the pages as they are shipped, and the package as it is installed. Fails
// with one sentence, skips nothing.

const APT_UPDATE = "apt-get update";
let isAptUpToDate = false;

/** Runs a command where its output can be seen; true if it succeeded. The list of packages is fetched once. */
function run(command: readonly string[]): boolean {
	const isUpdate = command.join(" ") === APT_UPDATE;
	if (isUpdate && isAptUpToDate) return true;
	const [program = "", ...values] = command;
	const succeeded = spawnSync(program, values, { stdio: ["ignore", "inherit", "inherit"] }).status === 0;
	if (isUpdate) isAptUpToDate = succeeded;
	return succeeded;
}

/** As {@link run}, beside others. */
function begin(command: readonly string[]): Promise<boolean> {
	const [program = "", ...values] = command;
	const child = spawn(program, values, { stdio: ["ignore", "inherit", "inherit"] });
	return new Promise((resolve) => {
		child.on("error", () => resolve(false));
		child.on("exit", (code) => resolve(code === 0));
	});
}

const machine: Machine = {
	aptWorks: process.getuid?.() === 0 && existsSync("/usr/bin/apt-get"),
	run,
	say: (line) => console.log(line),
};

// Built in programs of their own while this one waits for what is fetched.
const pages = begin(["npx", "vite", "build", "--logLevel", "warn"]);
const site = begin(["npm", "run", "--silent", "package", "--", "--site"]);
const failures: string[] = [];
try {
	for (const tool of TEST_TOOLS) ensureTool(tool, machine);
} catch (error) {
	failures.push((error as Error).message);
}
if (!(await pages)) failures.push("The pages cannot be built; the reason stands above.");
if (!(await site)) failures.push("The package cannot be made; the reason stands above.");
for (const failure of failures) console.error(failure);
if (failures.length > 0) process.exit(1);
