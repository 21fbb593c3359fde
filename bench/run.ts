import { execFileSync } from "node:child_process";
import { readdir, writeFile } from "node:fs/promises";
import { cpus, loadavg, totalmem } from "node:os";
import { parseArgs } from "node:util";
import type { Bench, BenchRow } from "./bench.ts";

const HELP = `npm run bench -- NAME [--quick] [--json FILE]

Runs bench/NAME.ts, prints a table, and writes the figures as JSON if asked.`;

/** Files in this folder that are no benchmark of their own. */
const NOT_A_BENCH = new Set(["bench.ts", "run.ts"]);

async function benchNames(): Promise<string[]> {
	const files = await readdir(new URL(".", import.meta.url));
	return files
		.filter((file) => file.endsWith(".ts") && !NOT_A_BENCH.has(file))
		.map((file) => file.slice(0, -3));
}

async function loadBench(name: string): Promise<Bench> {
	const module = (await import(`./${name}.ts`)) as Record<string, unknown>;
	const bench = Object.values(module).find(
		(value): value is Bench =>
			typeof value === "object" && value !== null && "run" in value && "name" in value,
	);
	if (bench === undefined) throw new Error(`bench/${name}.ts exports no benchmark.`);
	return bench;
}

const figure = (value: number | null) => (value === null ? "–" : String(Number(value.toPrecision(4))));

function printTable(rows: readonly BenchRow[]): void {
	const head = ["metric", "unit", "ours", "peer", "limit", "note"];
	const cells = rows.map((row) => [
		row.metric,
		row.unit,
		figure(row.ours),
		figure(row.peer),
		figure(row.limit),
		row.note,
	]);
	const widths = head.map((title, column) =>
		Math.max(title.length, ...cells.map((row) => (row[column] ?? "").length)),
	);
	for (const row of [head, ...cells])
		console.log(
			row
				.map((cell, column) => cell.padEnd(widths[column] ?? 0))
				.join("  ")
				.trimEnd(),
		);
}

const commit = () => {
	try {
		return execFileSync("git", ["rev-parse", "--short", "HEAD"], { encoding: "utf8" }).trim();
	} catch {
		return "unknown";
	}
};

const machine = () => {
	const gigabytes = Math.round(totalmem() / 2 ** 30);
	return `${cpus()[0]?.model ?? "unknown CPU"}, ${cpus().length} cores, ${gigabytes} GiB, Node ${process.versions.node}`;
};

const { values, positionals } = parseArgs({
	allowPositionals: true,
	options: {
		quick: { type: "boolean", default: false },
		json: { type: "string" },
		help: { type: "boolean" },
	},
});
const names = await benchNames();
const name = positionals[0];
if (values.help === true || name === undefined || !names.includes(name)) {
	console.log(`${HELP}\n\nBenchmarks: ${names.join(", ")}`);
	process.exit(values.help === true ? 0 : 2);
}
const loadBefore = loadavg()[0] ?? 0;
const rows = await (await loadBench(name)).run({ quick: values.quick });
console.log(
	`${name} · ${machine()} · load ${loadBefore.toFixed(1)} before, ${(loadavg()[0] ?? 0).toFixed(1)} after`,
);
printTable(rows);
if (values.json !== undefined) {
	const report = { bench: name, date: new Date().toISOString(), commit: commit(), machine: machine(), rows };
	await writeFile(values.json, `${JSON.stringify(report, null, "\t")}\n`);
}
// WebRTC's native half does not survive being taken down together with the engine.
process.exit();
