import { createHmac } from "node:crypto";
import { WebSocket } from "ws";
import type { Driver } from "../../src/driver/start-driver.ts";
import type { ClausePart, DriverMessage, Reply } from "../../src/protocol/driver-message.ts";
import { parseDriverText } from "../../src/protocol/parse-driver-message.ts";
import { canonicalQuery } from "../../src/protocol/tencent-query.ts";
import { ToleranceCounts } from "../../src/protocol/tolerance.ts";
import type { WireRequestPayload, WireResponse } from "../../src/protocol/wire.ts";

export const CREDENTIALS = { appkey: "test-appkey", accessToken: "test-token" } as const;

/** The query that a client with the test's credentials would send; `changes` come before signing. */
export function signedQuery(changes: Readonly<Record<string, string>> = {}): URLSearchParams {
	const query = new URLSearchParams({
		appkey: CREDENTIALS.appkey,
		requestid: "0123456789abcdef0123456789abcdef",
		timestamp: String(Math.floor(Date.now() / 1000)),
		...changes,
	});
	const signature = createHmac("sha256", CREDENTIALS.accessToken)
		.update(canonicalQuery(query))
		.digest("base64");
	query.set("signature", signature);
	return query;
}

/** What a driver said to one request. */
export interface Answer {
	readonly replies: readonly Reply[];
	readonly parts: readonly ClausePart[];
	readonly errors: readonly { readonly code: number; readonly message: string }[];
	/** The messages as they came. */
	readonly wire: readonly WireResponse[];
}

/** A client of the driver that keeps every message, and waits for what a test is interested in. */
export class DriverClient {
	readonly #socket: WebSocket;
	readonly messages: { readonly wire: WireResponse; readonly parsed: DriverMessage }[] = [];
	/** Oddities that the parser had to put right: a driver of ours has none. */
	readonly tolerated = new ToleranceCounts();
	readonly #waiting = new Set<() => void>();

	private constructor(socket: WebSocket) {
		this.#socket = socket;
		socket.on("message", (data) => {
			const text = String(data);
			this.messages.push({ wire: JSON.parse(text), parsed: parseDriverText(text, this.tolerated) });
			for (const check of [...this.#waiting]) check();
		});
	}

	/** Rejects with `status reason` if the driver refuses. */
	static connect(driver: Pick<Driver, "url">, query = signedQuery()): Promise<DriverClient> {
		const socket = new WebSocket(`${driver.url}?${query}`);
		return new Promise((connected, refused) => {
			socket.once("open", () => connected(new DriverClient(socket)));
			socket.once("error", refused);
			socket.once("unexpected-response", async (_, response) => {
				let body = "";
				for await (const chunk of response) body += String(chunk);
				refused(new Error(`${response.statusCode} ${body}`));
			});
		});
	}

	send(payload: Partial<WireRequestPayload>): void {
		const whole = { VirtualmanProjectId: "project", ReqId: "request", StreamId: "stream", ...payload };
		this.sendRaw(JSON.stringify({ Header: {}, Payload: whole }));
	}

	sendRaw(frame: string | Buffer, options: { readonly binary?: boolean } = {}): void {
		this.#socket.send(frame, { binary: options.binary ?? false });
	}

	/** Resolves as soon as `condition` holds; checked with every message. */
	until(condition: () => boolean): Promise<void> {
		return new Promise((done) => {
			const check = (): void => {
				if (!condition()) return;
				this.#waiting.delete(check);
				done();
			};
			this.#waiting.add(check);
			check();
		});
	}

	/** What has come for a request so far. */
	heard(requestId = "request"): Answer {
		const own = this.messages.filter(({ parsed }) => "requestId" in parsed && parsed.requestId === requestId);
		return {
			replies: own.flatMap(({ parsed }) => (parsed.type === "reply" ? [parsed.reply] : [])),
			parts: own.flatMap(({ parsed }) => (parsed.type === "speech" ? [parsed.part] : [])),
			errors: own.flatMap(({ parsed }) => (parsed.type === "error" ? [parsed] : [])),
			wire: own.map(({ wire }) => wire),
		};
	}

	/** Sends a request and resolves with all of its answer. */
	async ask(payload: Partial<WireRequestPayload>): Promise<Answer> {
		this.send(payload);
		return this.answer(payload.ReqId);
	}

	/** Resolves when the answer to a request has ended, well or not. */
	async answer(requestId = "request"): Promise<Answer> {
		await this.until(() => {
			const { parts, errors } = this.heard(requestId);
			return errors.length > 0 || parts.at(-1)?.final === true;
		});
		return this.heard(requestId);
	}

	/**
	 * Resolves when everything that was sent before has been handled: the driver answers in order, and a frame that is
	 * no JSON is answered at once.
	 */
	async settled(): Promise<void> {
		const before = this.messages.filter(({ parsed }) => parsed.type === "error").length;
		this.sendRaw("no JSON");
		await this.until(() => this.messages.filter(({ parsed }) => parsed.type === "error").length > before);
	}

	close(): void {
		this.#socket.close();
	}
}

/** Seconds of sound in an answer. */
export const duration = ({ parts }: Pick<Answer, "parts">): number =>
	parts.reduce((sum, part) => sum + part.samples.length / part.sampleRate, 0);
