import { configHelp, type GatewayConfig, parseConfig } from "../src/gateway/config.ts";

/** Exit codes: wrong settings as a shell's own wrong usage, everything else that stands in the way. */
const EXIT = { failed: 1, usage: 2 } as const;

/** What a program leaves running. */
export interface Running {
	/** Addresses to print, one a line. */
	readonly addresses: readonly string[];
	dispose(): Promise<void>;
}

/** One sentence for what stands in the way of starting. */
export function explain(error: unknown, config: Pick<GatewayConfig, "port" | "host">): string {
	const { code, message } = error as NodeJS.ErrnoException;
	if (code === "EADDRINUSE")
		return `Port ${config.port} is taken by another program; choose another with --port or PORT.`;
	if (code === "EACCES") return `Port ${config.port} may not be used by this user; choose one above 1023.`;
	if (code === "EADDRNOTAVAIL" || code === "ENOTFOUND")
		return `${config.host} is no address of this machine; choose another with --host or HOST.`;
	return message;
}

function readSettings(usage: string): GatewayConfig {
	const result = parseConfig(process.argv.slice(2), process.env);
	if ("problems" in result) {
		for (const problem of result.problems) console.error(problem);
		process.exit(EXIT.usage);
	}
	if (result.help) {
		console.log(`${usage}\n\n${configHelp()}`);
		process.exit();
	}
	return result.config;
}

/** Ends `running` at the first signal; at the second the process goes without. */
function endOnSignals(running: Running): void {
	let ending = false;
	const end = () => {
		if (ending) process.exit(EXIT.failed);
		ending = true;
		running.dispose().then(
			() => process.exit(),
			(error: unknown) => {
				console.error(error);
				process.exit(EXIT.failed);
			},
		);
	};
	process.on("SIGINT", end);
	process.on("SIGTERM", end);
}

/** A program from its settings to its end: starts, prints the addresses, and ends on SIGINT or SIGTERM. */
export async function runProgram(
	usage: string,
	start: (config: GatewayConfig) => Promise<Running>,
): Promise<void> {
	const config = readSettings(usage);
	try {
		const running = await start(config);
		endOnSignals(running);
		for (const address of running.addresses) console.log(address);
	} catch (error) {
		console.error(explain(error, config));
		process.exit(EXIT.failed);
	}
}
