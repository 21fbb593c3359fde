import { fieldsOf, textOf } from "../../protocol/loose-fields.ts";
import { softSugarError } from "./softsugar-answer.ts";
import type { SoftSugarCalls } from "./softsugar-calls.ts";

export interface DatabaseQuestion {
	/** The database's id. */
	readonly database: string;
	readonly query: string;
	/** Groups the questions of one conversation. */
	readonly session: string;
}

/**
 * The answer of a question-and-answer database ("NLP reply"). Its reply has no envelope, and spells `device` in two ways.
 * @throws {VendorError} if there is no answer
 */
export async function askDatabase(
	calls: SoftSugarCalls,
	{ database, query, session }: DatabaseQuestion,
): Promise<string> {
	const trace = crypto.randomUUID();
	const asked = { appId: database, device: "windows", language: "zh", query, session, trace };
	const { body } = await calls.send("reply", asked);
	const reply = "answer" in fieldsOf(body) ? fieldsOf(body) : fieldsOf(fieldsOf(body).data);
	const answer = textOf(reply.answer);
	if (answer !== "") return answer;
	throw softSugarError("SoftSugar has no answer to this.", {
		operation: "reply",
		action: "reject",
		code: null,
		detail: textOf(reply.error_message),
	});
}
