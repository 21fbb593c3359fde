import { pino } from "pino";
import { HELP, readDriverArguments } from "./driver-arguments.ts";
import { startDriver } from "./start-driver.ts";

/** Runs the driver until it is interrupted. */
async function main(): Promise<void> {
	const { help, logLevel, ...options } = readDriverArguments(process.argv.slice(2), process.env);
	if (help) {
		process.stdout.write(HELP);
		return;
	}
	const logger = pino({ level: logLevel });
	const driver = await startDriver({ ...options, logger });
	logger.info({ url: driver.url }, "driver is listening");
	for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => void driver.dispose());
}

try {
	await main();
} catch (error) {
	process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
	process.exitCode = 1;
}
