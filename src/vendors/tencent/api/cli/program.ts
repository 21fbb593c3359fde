import { Command, CommanderError } from "commander";
import { callCommands } from "./call-command.ts";
import { cloneCommands } from "./clone-commands.ts";
import type { CommandContext } from "./command-context.ts";
import { EXIT, type ExitCode, exitCodeOf } from "./exit-codes.ts";
import { listCommands } from "./list-commands.ts";
import { productionCommands } from "./production-commands.ts";

const EPILOGUE = `
The account comes from the environment: TENCENT_APPKEY and TENCENT_ACCESS_TOKEN.
TENCENT_HOST is china (default), international, or an address such as http://127.0.0.1:8430.

Exit codes: ${Object.entries(EXIT)
	.map(([name, code]) => `${code} ${name}`)
	.join(", ")}.`;

/** Runs one command line and answers its exit code. Results go to `output`; nothing is thrown. */
export async function runTencentCommand(args: readonly string[], context: CommandContext): Promise<ExitCode> {
	const program = new Command("npm run tencent --")
		.description("voices, sound, videos and avatars of one's own at Tencent Cloud AI Digital Human")
		.option("--json", "print results as JSON")
		.addHelpText("after", EPILOGUE)
		.showHelpAfterError("(--help tells more)")
		.exitOverride()
		.configureOutput({
			writeOut: (text) => context.output.print(text),
			writeErr: (text) => context.output.note(text.trimEnd()),
		})
		.hook("preAction", (command) => {
			context.output.json = command.opts().json === true;
		});
	for (const add of [listCommands, productionCommands, cloneCommands, callCommands]) add(program, context);
	try {
		await program.parseAsync(args, { from: "user" });
		return EXIT.done;
	} catch (error) {
		if (error instanceof CommanderError) {
			if (error.code === "commander.invalidArgument" && error.exitCode !== 0)
				context.output.note(error.message);
			return error.exitCode === 0 ? EXIT.done : EXIT.usage;
		}
		if (context.signal.aborted) return EXIT.interrupted;
		context.output.note(error instanceof Error ? error.message : String(error));
		return exitCodeOf(error);
	}
}
