import { once } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** What a client asked. */
export interface AskedCompletion {
	readonly path: string;
	readonly authorization: string | undefined;
	readonly body: {
		readonly model: string;
		readonly stream: boolean;
		readonly messages: readonly { readonly role: string; readonly content: string }[];
	};
	/** Resolves when the client has gone or everything has been said. */
	readonly closed: Promise<unknown>;
}

export type CompletionHandler = (response: ServerResponse, asked: AskedCompletion) => void | Promise<void>;

/** An HTTP server that answers as OpenAI's chat completions API does, or as badly as a test wants. */
export class CompletionsServer {
	readonly asked: AskedCompletion[] = [];
	readonly url: string;
	readonly #server: Server;

	private constructor(server: Server) {
		this.#server = server;
		this.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`;
	}

	static async start(handle: CompletionHandler): Promise<CompletionsServer> {
		const server = createServer(async (request, response) => {
			const closed = once(response, "close");
			const asked = { ...(await readRequest(request)), closed };
			completions.asked.push(asked);
			await handle(response, asked);
		});
		await once(server.listen(0, "127.0.0.1"), "listening");
		const completions = new CompletionsServer(server);
		return completions;
	}

	async dispose(): Promise<void> {
		this.#server.closeAllConnections();
		await new Promise((closed) => this.#server.close(closed));
	}
}

async function readRequest(request: IncomingMessage): Promise<Omit<AskedCompletion, "closed">> {
	let body = "";
	for await (const chunk of request.setEncoding("utf8")) body += chunk;
	return { path: request.url ?? "", authorization: request.headers.authorization, body: JSON.parse(body) };
}

/** One server-sent event with a piece of the answer. */
export const delta = (content: string, finish: string | null = null): string =>
	`data: ${JSON.stringify({
		id: "c1",
		object: "chat.completion.chunk",
		choices: [{ index: 0, delta: { content }, finish_reason: finish }],
	})}\n\n`;

/** The events that end a stream well. */
export const ENDING = `${delta("", "stop")}data: [DONE]\n\n`;

export function openStream(response: ServerResponse): ServerResponse {
	return response.writeHead(200, { "Content-Type": "text/event-stream; charset=utf-8" });
}

/** Answers with these pieces of text, each an event, and ends. */
export const answerWith =
	(...pieces: readonly string[]): CompletionHandler =>
	(response) => {
		openStream(response).end(pieces.map((piece) => delta(piece)).join("") + ENDING);
	};
