import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { ensureTool, type Machine } from "./ensure-tool.ts";
import { TEST_TOOLS } from "./test-tools.ts";

// Provides what every test run needs: the tools, the pages as they are shipped, and the package as it is installed. Fails
// with one sentence, skips nothing.

/** Runs a command where its output can be seen; true if it succeeded. */
const run = (command: readonly string[]): boolean => {
	const [program = "", ...values] = command;
	return spawnSync(program, values, { stdio: ["ignore", "inherit", "inherit"] }).status === 0;
};

const machine: Machine = {
	aptWorks: process.getuid?.() === 0 && existsSync("/usr/bin/apt-get"),
	run,
	say: (line) => console.log(line),
};

try {
	for (const tool of TEST_TOOLS) ensureTool(tool, machine);
} catch (error) {
	console.error((error as Error).message);
	process.exit(1);
}
if (!run(["npx", "vite", "build", "--logLevel", "warn"])) {
	console.error("The pages cannot be built; the reason stands above.");
	process.exit(1);
}
if (!run(["npm", "run", "--silent", "package", "--", "--site"])) {
	console.error("The package cannot be made; the reason stands above.");
	process.exit(1);
}
