import { parseArgs } from "node:util";
import { pino } from "pino";
import { seconds } from "../util/time.ts";
import { startDriver } from "./start-driver.ts";

const HELP = `The local driver: speaks the endpoint-rendering driver API on a WebSocket.

  tsx src/driver/main.ts [options]

  --port NUMBER          TCP port, 0 for a free one (DRIVER_PORT, 8788)
  --host ADDRESS         address to listen at (DRIVER_HOST, 127.0.0.1)
  --appkey KEY           appkey of those who may connect (DRIVER_APPKEY, "local")
  --access-token TOKEN   secret that they sign with (DRIVER_ACCESS_TOKEN, "local")
  --pace SECONDS         send sound at most so far ahead of real time; as fast as possible if not given
  --answers FILE         Markdown file of questions and answers (assets/answers.md)
  --log-level LEVEL      debug, info, warn or silent (info)
  --help                 show this
`;

/** Runs the driver until it is interrupted. Throws a `TypeError` for options that make no sense. */
async function main(): Promise<void> {
	const { values } = parseArgs({
		options: {
			port: { type: "string", default: process.env.DRIVER_PORT ?? "8788" },
			host: { type: "string", default: process.env.DRIVER_HOST ?? "127.0.0.1" },
			appkey: { type: "string", default: process.env.DRIVER_APPKEY ?? "local" },
			"access-token": { type: "string", default: process.env.DRIVER_ACCESS_TOKEN ?? "local" },
			pace: { type: "string" },
			answers: { type: "string" },
			"log-level": { type: "string", default: "info" },
			help: { type: "boolean", default: false },
		},
	});
	if (values.help) {
		process.stdout.write(HELP);
		return;
	}
	const logger = pino({ level: values["log-level"] });
	const driver = await startDriver({
		port: readNumber("port", values.port, 65_535),
		host: values.host,
		appkey: values.appkey,
		accessToken: values["access-token"],
		logger,
		...(values.pace !== undefined && { pace: seconds(readNumber("pace", values.pace, 60)) }),
		...(values.answers !== undefined && { answersFile: values.answers }),
	});
	logger.info({ url: driver.url }, "driver is listening");
	for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => void driver.dispose());
}

function readNumber(name: string, text: string, max: number): number {
	const value = Number(text);
	if (text.trim() === "" || !(value >= 0 && value <= max))
		throw new TypeError(`--${name}: expected a number of 0 to ${max}, got "${text}"`);
	return value;
}

try {
	await main();
} catch (error) {
	process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
	process.exitCode = 1;
}
