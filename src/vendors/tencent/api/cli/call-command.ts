import { type Command, InvalidArgumentError } from "commander";
import { ALL_CALLS } from "../all-calls.ts";
import type { CommandContext } from "./command-context.ts";

function jsonOption(text: string): object {
	try {
		const value: unknown = JSON.parse(text);
		if (typeof value === "object" && value !== null) return value;
	} catch {
		// Said below.
	}
	throw new InvalidArgumentError("expected a JSON object");
}

/** `calls` and `call`: every call of the document, with its own fields. */
export function callCommands(program: Command, { client, output, signal }: CommandContext): void {
	program
		.command("calls")
		.description("every call, by name")
		.action(() => {
			const rows = Object.entries(ALL_CALLS).map(([name, { summary, path }]) => ({ name, summary, path }));
			output.table(rows, { NAME: ({ name }) => name, WHAT: ({ summary }) => summary });
		});

	program
		.command("call <name> [fields]")
		.description("one call with its fields as JSON; prints the answer as JSON")
		.action(async (name, fields = "{}") => {
			const call = ALL_CALLS[name];
			if (call === undefined)
				throw new InvalidArgumentError(`there is no call ${name}; \`calls\` lists them`);
			const answer = await client().call(call, jsonOption(fields), { signal });
			output.result(answer, JSON.stringify(answer, null, "\t"));
		});
}
