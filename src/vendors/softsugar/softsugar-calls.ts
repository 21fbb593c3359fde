import { textOf } from "../../protocol/loose-fields.ts";
import type { SoftSugarOperation } from "../../protocol/softsugar-paths.ts";
import type { BrokerAnswer } from "../session-broker.ts";
import type { QueueEntry } from "../vendor-adapter.ts";
import { decodeAnswer, refusedError, type SoftSugarAnswer } from "./softsugar-answer.ts";

/** Asks through the gateway and shows both ways; see `VendorSession.call`. */
type Call = (
	operation: string,
	body: unknown,
	issuesOf?: (answer: BrokerAnswer) => readonly string[],
) => Promise<BrokerAnswer>;

/** Only the reply of a question-and-answer database has no envelope. */
const issuesOf = (operation: SoftSugarOperation) => (answer: BrokerAnswer) =>
	operation === "reply" ? [] : decodeAnswer(answer).issues;

/** What is asked of SoftSugar by HTTP. */
export class SoftSugarCalls {
	readonly #call: Call;
	/** What was said, by the vendor's ids: its queue lists ids alone. */
	readonly #texts = new Map<string, string>();

	constructor(call: Call) {
		this.#call = call;
	}

	/** Asks, whatever the answer says. @throws {VendorError} if there is none */
	send(operation: SoftSugarOperation, body: object): Promise<BrokerAnswer> {
		return this.#call(operation, body, issuesOf(operation));
	}

	/** Asks. A refused token is tried once more: the gateway brings a new one. @throws {VendorError} if it says no */
	async ask(operation: SoftSugarOperation, body: object): Promise<SoftSugarAnswer> {
		let answer = decodeAnswer(await this.send(operation, body));
		if (answer.isUnauthorised) answer = decodeAnswer(await this.send(operation, body));
		if (!answer.ok) throw refusedError(operation, answer);
		return answer;
	}

	/** Asks for a takeover that says `text`. @throws {VendorError} */
	async takeOver(operation: SoftSugarOperation, body: object, text: string): Promise<SoftSugarAnswer> {
		const answer = await this.ask(operation, body);
		this.#texts.set(textOf(answer.fields.commandTraceId), text);
		return answer;
	}

	/** What waits to be said; what is being said is number 1. */
	async list(): Promise<readonly QueueEntry[]> {
		const { fields } = await this.ask("list", {});
		const traces = Array.isArray(fields.commandTraceIds) ? fields.commandTraceIds.map(textOf) : [];
		return traces.map((id, index) => ({ id, text: this.#texts.get(id) ?? "", position: index + 1 }));
	}

	/** Moves a takeover behind `after` others. */
	async move(id: string, after: number): Promise<void> {
		await this.ask("reorder", { commandTraceId: id, priority: after });
	}

	/** Cancels one takeover, or all (`"-1"`). */
	async cancel(trace: string): Promise<void> {
		await this.ask("cancel", { commandTraceId: trace });
	}

	/** A new token for the room's viewer. */
	async renewToken(rtcChannelId: string): Promise<string> {
		const { data, fields } = await this.ask("audience", { rtcChannelId });
		return textOf(data) || textOf(fields.rtcToken);
	}
}
