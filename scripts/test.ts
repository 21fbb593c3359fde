import { type ChildProcess, spawn } from "node:child_process";
import { constants, setPriority } from "node:os";

// What `npm test` runs: what the tests need, the size of the widget, then all tests. Lint and types are looked at meanwhile,
// with what the tests leave of the processor: many of those wait for sound that is as long as it is.

/** Ends with a program's exit code; 1 if it cannot be run. */
const exitOf = (child: ChildProcess): Promise<number> =>
	new Promise((resolve) => {
		child.on("error", () => resolve(1));
		child.on("exit", (code) => resolve(code ?? 1));
	});

const run = (command: string, ...values: string[]): Promise<number> =>
	exitOf(spawn(command, values, { stdio: "inherit" }));

/** Runs beside others and after them, and keeps what it says to itself. */
async function runBeside(command: string, ...values: string[]): Promise<{ code: number; said: string }> {
	const child = spawn(command, values, { stdio: ["ignore", "pipe", "pipe"] });
	if (child.pid !== undefined) setPriority(child.pid, constants.priority.PRIORITY_LOW);
	const said: Buffer[] = [];
	child.stdout?.on("data", (chunk: Buffer) => said.push(chunk));
	child.stderr?.on("data", (chunk: Buffer) => said.push(chunk));
	const code = await exitOf(child);
	return { code, said: Buffer.concat(said).toString() };
}

async function checkSources(): Promise<{ code: number; said: string }> {
	const lint = await runBeside("npm", "run", "--silent", "lint");
	const types = await runBeside("npm", "run", "--silent", "typecheck");
	return { code: lint.code || types.code, said: lint.said + types.said };
}

for (const script of ["scripts/prepare-tests.ts", "scripts/size.ts"]) {
	const code = await run("npx", "tsx", script);
	if (code !== 0) process.exit(code);
}
const [tests, sources] = await Promise.all([run("npx", "vitest", "run"), checkSources()]);
if (sources.code !== 0) console.error(sources.said);
console.log(`Lint and types: ${sources.code === 0 ? "nothing to mend" : "to be mended, as told above"}.`);
process.exit(tests || sources.code);
