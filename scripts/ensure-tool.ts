import type { TestTool } from "./test-tools.ts";

/** What installing needs of the machine; a test gives another. */
export interface Machine {
	/** True on Debian or Ubuntu as root. */
	readonly aptWorks: boolean;
	/** Runs a command to its end; true if it succeeded. */
	readonly run: (command: readonly string[]) => boolean;
	readonly say: (line: string) => void;
}

const aptCommands = (name: string) => [
	["apt-get", "update"],
	["apt-get", "install", "--yes", "--no-install-recommends", name],
];

/**
 * Finds a tool, installing it if it is not there and can be. Answers its path.
 * @throws {Error} with one sentence that says what to do, if the tool cannot be had.
 */
export function ensureTool(tool: TestTool, machine: Machine): string {
	const found = tool.find();
	if (found !== undefined) return found;
	const ways = [
		machine.aptWorks ? aptCommands(tool.debianPackage) : null,
		tool.otherwise && [tool.otherwise],
	];
	for (const commands of ways) {
		if (commands === null) continue;
		machine.say(
			`${tool.name} is not there; running ${commands.map((words) => words.join(" ")).join(" && ")}`,
		);
		const installed = commands.every((command) => machine.run(command)) ? tool.find() : undefined;
		if (installed !== undefined) return installed;
	}
	throw new Error(
		`The tests need ${tool.name}, which is not there and could not be installed: ${tool.advice}.`,
	);
}
