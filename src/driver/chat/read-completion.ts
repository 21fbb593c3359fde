import { parseJson } from "../../protocol/parse-json.ts";
import { WireReader } from "../../protocol/wire-reader.ts";
import { ChatFailure } from "./chat-failure.ts";

/** What a piece of a completion brings: some of the answer (empty while the model thinks), and why it ended if it did. */
export interface CompletionPiece {
	readonly text: string;
	/** `stop`, `length`, `content_filter`, …; `undefined` while more is to come. */
	readonly finish: string | undefined;
}

/**
 * Reads the data of one event (`choices[0].delta`) or a whole answer (`choices[0].message`), as OpenAI's chat
 * completions API spells them. Throws `WireError` for nonsense, {@link ChatFailure} for an error that it reports.
 */
export function readCompletion(json: string): CompletionPiece {
	const completion = WireReader.root(parseJson(json), null);
	if (completion.has("error")) throw reportedError(completion);
	// Some servers end with an event that only counts tokens.
	const choice = completion.has("choices") ? completion.list("choices", (item) => item)[0] : undefined;
	if (choice === undefined) return { text: "", finish: undefined };
	const said = ["delta", "message"].find((field) => choice.has(field));
	const message = said === undefined ? undefined : choice.object(said);
	return {
		text: message?.has("content") ? message.text("content") : "",
		finish: choice.has("finish_reason") ? choice.text("finish_reason") : undefined,
	};
}

function reportedError(completion: WireReader): ChatFailure {
	const error = completion.raw("error");
	const text = typeof error === "object" && error !== null && "message" in error ? error.message : error;
	return new ChatFailure("broken", `the endpoint reports: ${String(text)}`);
}
