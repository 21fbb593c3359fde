import { z } from "zod";
import { ConnectionError, WireError } from "../../../protocol/errors.ts";
import type { Seconds } from "../../../util/time.ts";
import type { Call } from "./call.ts";
import { type ServiceAccount, signedUrl } from "./signed-url.ts";
import { TencentError } from "./tencent-error.ts";
import { fromWire, toWire } from "./wire-keys.ts";

export interface CallOptions {
	readonly signal?: AbortSignal;
}

/** A service that has not answered for so long will not. Milliseconds. */
const ANSWER_TIMEOUT_MS = 30_000;

/** What stands around every answer (server API, "Response Body Structure"). */
const ENVELOPE = z.object({
	header: z.object({
		code: z.coerce.number(),
		message: z.string().optional(),
		// Both spellings are printed.
		requestID: z.string().optional(),
		requestId: z.string().optional(),
	}),
	payload: z.unknown(),
});

/**
 * Calls the server API over HTTPS and JSON: checks a request before it is sent, signs it, and reads the answer. One
 * attempt a call: whether to try again is for the caller, who finds what to do in {@link TencentError.action}. Node.
 */
export class TencentClient {
	readonly #account: ServiceAccount;
	readonly #now: () => Seconds;

	/** @param now seconds since 1970 */
	constructor(account: ServiceAccount, now: () => Seconds) {
		this.#account = account;
		this.#now = now;
	}

	/**
	 * @throws {WireError} if the request is outside the document's limits (nothing was sent) or the answer is nonsense
	 * @throws {TencentError} if the service refuses
	 * @throws {ConnectionError} if it cannot be reached or does not answer
	 */
	async call<Request extends z.ZodType, Response extends z.ZodType>(
		call: Call<Request, Response>,
		request: z.input<Request>,
		options: CallOptions = {},
	): Promise<z.output<Response>> {
		const payload = checked(call.request, request, "$");
		const answer = await this.raw(call.path, toWire(payload), options);
		return checked(call.response, fromWire(answer), "$.Payload");
	}

	/** The payload of the answer to any call, as it came. The way to what {@link call} does not know. */
	async raw(path: string, payload: unknown, { signal }: CallOptions = {}): Promise<unknown> {
		const body = await this.#post(path, { Header: {}, Payload: payload ?? {} }, signal);
		const { header, payload: answer } = checked(ENVELOPE, fromWireEnvelope(body), "$");
		if (header.code !== 0)
			throw TencentError.ofCall(
				path,
				header.code,
				header.message ?? "",
				header.requestID ?? header.requestId ?? "",
			);
		return answer ?? {};
	}

	async #post(path: string, body: object, signal: AbortSignal | undefined): Promise<unknown> {
		const timeout = AbortSignal.timeout(ANSWER_TIMEOUT_MS);
		try {
			const response = await fetch(signedUrl(this.#account, path, this.#now()), {
				method: "POST",
				headers: { "content-type": "application/json;charset=utf-8" },
				body: JSON.stringify(body),
				signal: signal === undefined ? timeout : AbortSignal.any([signal, timeout]),
			});
			return await answerOf(response);
		} catch (cause) {
			if (signal?.aborted || cause instanceof ConnectionError) throw cause;
			throw unreachableService(cause);
		}
	}
}

async function answerOf(response: Response): Promise<unknown> {
	const text = await response.text();
	try {
		return JSON.parse(text);
	} catch (cause) {
		const reason = response.status === 401 || response.status === 403 ? "auth" : "network";
		const end = `it stops being JSON at character ${placeOf(cause, text)}`;
		// What stands there is not repeated: answers hold credentials.
		throw new ConnectionError(reason, `The service answered ${response.status} without JSON: ${end}.`);
	}
}

/** Where a text stops being JSON, as the parser says. */
const placeOf = (cause: unknown, text: string): number =>
	Number(/position (\d+)/.exec(String(cause))?.[1] ?? text.length);

/** The cause is kept; its message may hold the signed address, so it is not repeated. */
function unreachableService(cause: unknown): ConnectionError {
	if (cause instanceof DOMException && cause.name === "TimeoutError")
		return new ConnectionError("timeout", "The service did not answer in time.");
	const code = (cause as { cause?: { code?: string } }).cause?.code ?? "no connection";
	return new ConnectionError("network", `The service cannot be reached (${code}).`);
}

/** Header and payload under our names; what is in the payload keeps the vendor's. */
function fromWireEnvelope(body: unknown): unknown {
	if (typeof body !== "object" || body === null) return body;
	const { Header, Payload } = body as { Header?: unknown; Payload?: unknown };
	return { header: fromWire(Header), payload: Payload };
}

/** What `schema` makes of `value`. @throws {WireError} naming the first field that is wrong. */
function checked<Schema extends z.ZodType>(schema: Schema, value: unknown, root: string): z.output<Schema> {
	const result = schema.safeParse(value);
	if (result.success) return result.data;
	const { path, message } = result.error.issues[0] ?? { path: [], message: "invalid" };
	const where = path.map((key) => (typeof key === "number" ? `[${key}]` : `.${String(key)}`)).join("");
	throw new WireError(`${root}${where}`, message, { cause: result.error });
}
