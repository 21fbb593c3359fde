import { loadavg } from "node:os";
import { parseArgs } from "node:util";
import { FAULTS, runFault } from "./kiosk/faults.ts";
import { SupervisedKiosk } from "./kiosk/supervised-kiosk.ts";

// Kills one part of a kiosk after the other, under its supervisor, and waits until it speaks again: `npm run kiosk:faults`,
// after a build. `--only WORD` runs those faults whose name holds it, `--rounds N` all of them N times.

const { values } = parseArgs({
	options: {
		only: { type: "string", default: "" },
		rounds: { type: "string", default: "1" },
		verbose: { type: "boolean", default: false },
	},
});
const kiosk = await SupervisedKiosk.start({ log: (line) => values.verbose && console.log(`    ${line}`) });
let failed = 0;
try {
	await kiosk.phase("attract", 120);
	await kiosk.visit();
	await kiosk.ask(40);
	await kiosk.silent(40);
	for (let round = 0; round < Number(values.rounds); round++) await runAll();
	console.log(
		`load ${loadavg()[0]?.toFixed(1)}; supervisor ${JSON.stringify(kiosk.supervisor.counters.value)}`,
	);
} finally {
	await kiosk.dispose();
}

async function runAll(): Promise<void> {
	for (const fault of FAULTS.filter(({ name }) => name.includes(values.only))) {
		try {
			const took = await runFault(fault, kiosk);
			const isLate = took > fault.limit;
			if (isLate) failed++;
			console.log(
				`${isLate ? "late" : "ok  "}  ${fault.name}: ${took.toFixed(1)} s (limit ${fault.limit} s)`,
			);
		} catch (error) {
			failed++;
			console.log(`FAIL  ${fault.name}: ${(error as Error).message}`);
			console.log(
				JSON.stringify(await kiosk.read("state")),
				JSON.stringify(await kiosk.read("counters.value")),
			);
		}
	}
}

process.exit(failed === 0 ? 0 : 1);
