import type { VendorAnswer } from "../../protocol/vendor-broker.ts";
import type { VendorRequest } from "./vendor-door.ts";

/** Milliseconds for a vendor to answer; creating a session is the slowest thing that is asked. */
export const ANSWER_TIMEOUT_MS = 20_000;
/** Bytes; lists of a large account are the longest answers. */
const MAX_ANSWER = 4 * 2 ** 20;

/** A vendor did not answer. `message` is a plain sentence without the address. */
export class NoAnswer extends Error {
	override readonly name = "NoAnswer";
	readonly reason: "timeout" | "network" | "too-long";

	constructor(reason: NoAnswer["reason"], message: string, options?: ErrorOptions) {
		super(message, options);
		this.reason = reason;
	}
}

/** Reads a body up to the limit. */
async function readBody(response: Response): Promise<string> {
	const chunks: Uint8Array[] = [];
	let length = 0;
	for await (const chunk of response.body ?? []) {
		length += (chunk as Uint8Array).length;
		if (length > MAX_ANSWER) throw new NoAnswer("too-long", "The vendor's answer is too long.");
		chunks.push(chunk as Uint8Array);
	}
	return Buffer.concat(chunks).toString("utf8");
}

function parsed(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return text;
	}
}

/** Asks a vendor once. @throws {NoAnswer} */
export async function sendRequest(
	request: VendorRequest,
	timeout = ANSWER_TIMEOUT_MS,
): Promise<VendorAnswer> {
	const { method, url, headers = {}, body } = request;
	try {
		const response = await fetch(url, {
			method,
			headers:
				body === undefined ? headers : { "content-type": "application/json;charset=utf-8", ...headers },
			...(body === undefined ? {} : { body: JSON.stringify(body) }),
			redirect: "error",
			signal: AbortSignal.timeout(timeout),
		});
		return { status: response.status, body: parsed(await readBody(response)) };
	} catch (error) {
		if (error instanceof NoAnswer) throw error;
		const late = error instanceof Error && error.name === "TimeoutError";
		throw late
			? new NoAnswer("timeout", "The vendor did not answer in time.", { cause: error })
			: new NoAnswer("network", "The vendor could not be reached.", { cause: error });
	}
}
