import { afterEach, describe, expect, it } from "vitest";
import { ChatFailure } from "../../../src/driver/chat/chat-failure.ts";
import { ChatModel } from "../../../src/driver/chat/chat-model.ts";
import { seconds } from "../../../src/util/time.ts";
import {
	answerWith,
	type CompletionHandler,
	CompletionsServer,
	delta,
	ENDING,
	openStream,
} from "../../support/completions-server.ts";

const KEY = "sk-test-0123456789";
const TEXT = "Grüße aus 人工智能 😀, fünf Wörter.";

let server: CompletionsServer | undefined;
afterEach(async () => {
	await server?.dispose();
	server = undefined;
});

async function ask(handle: CompletionHandler, silence = 5, signal = new AbortController().signal) {
	server = await CompletionsServer.start(handle);
	const model = new ChatModel(
		{ url: `${server.url}/chat/completions`, model: "m", key: KEY },
		seconds(silence),
	);
	const pieces: string[] = [];
	for await (const piece of model.answer([{ role: "user", content: "Hi" }], signal)) pieces.push(piece);
	return pieces;
}

const failure = (answer: Promise<unknown>): Promise<ChatFailure> =>
	answer.then(
		() => expect.fail("it was answered"),
		(error) => {
			expect(error).toBeInstanceOf(ChatFailure);
			return error as ChatFailure;
		},
	);

describe("a language model's answer", () => {
	it("is asked for as a stream, with the model's name and the key", async () => {
		expect(await ask(answerWith("One. ", "Two."))).toEqual(["One. ", "Two.", ""]);
		expect(server?.asked[0]).toMatchObject({
			path: "/v1/chat/completions",
			authorization: `Bearer ${KEY}`,
			body: { model: "m", stream: true, messages: [{ role: "user", content: "Hi" }] },
		});
	});

	it.each([1, 2, 3, 7])("survives cuts after every %i bytes, in lines and characters", async (size) => {
		const bytes = Buffer.from(delta(TEXT) + delta(TEXT) + ENDING);
		const pieces = await ask(async (response) => {
			openStream(response);
			for (let from = 0; from < bytes.length; from += size) {
				// Each write is a chunk of the body of its own; the turn of the loop sends it.
				response.write(bytes.subarray(from, from + size));
				await new Promise((next) => setImmediate(next));
			}
			response.end();
		});
		expect(pieces.join("")).toBe(TEXT + TEXT);
	});

	it("may come with comments, other line ends, other fields and without the last event", async () => {
		const stream = `\uFEFF: keep-alive\r\n\r\nevent: x\r\nid: 1\r\n${delta("Well.", "stop").replaceAll("\n", "\r\n")}`;
		expect(await ask((response) => void openStream(response).end(stream))).toEqual(["Well."]);
	});

	it("may hold thoughts and counts of tokens, which are no text", async () => {
		const events = [{ choices: [{ delta: { reasoning_content: "Hm." } }] }, { choices: [], usage: {} }];
		const stream = events.map((event) => `data: ${JSON.stringify(event)}\n\n`).join("");
		expect(await ask((response) => void openStream(response).end(stream + ENDING))).toEqual(["", "", ""]);
	});

	it("may come as one document from a server that does not stream", async () => {
		const body = { choices: [{ message: { role: "assistant", content: TEXT }, finish_reason: "stop" }] };
		const pieces = await ask((response) => {
			response.writeHead(200, { "Content-Type": "application/json" }).end(JSON.stringify(body));
		});
		expect(pieces).toEqual([TEXT]);
	});

	it.each([
		[401, "refused"],
		[404, "refused"],
		[429, "busy"],
		[503, "busy"],
		[500, "broken"],
	])(
		"fails with what HTTP %i means, and without the key that the endpoint quotes",
		async (status, reason) => {
			const error = await failure(
				ask((response) => void response.writeHead(status).end(`{"error":{"message":"no: ${KEY}"}}`)),
			);
			expect(error).toMatchObject({
				reason,
				message: `HTTP ${status}: {"error":{"message":"no: [key]"}}`,
			});
		},
	);

	it.each([
		["an event that is no JSON", "data: {\n\n", "no chat completion: $: expected JSON"],
		[
			"an event of another kind",
			'data: {"choices":[{"delta":{"content":7}}]}\n\n',
			"$.choices[0].delta.content: expected a string, got 7",
		],
		["an error in the stream", 'data: {"error":{"message":"overloaded"}}\n\n', "overloaded"],
		["an end in the middle", delta("Half of"), "broke off"],
		["an event that never ends", `data: ${"x".repeat((1 << 20) + 1)}`, "too long"],
	])("breaks at %s", async (_, stream, message) => {
		const error = await failure(ask((response) => void openStream(response).end(stream)));
		expect(error.reason).toBe("broken");
		expect(error.message).toContain(message);
	});

	it("breaks when the connection does", async () => {
		const error = await failure(
			ask((response) => {
				openStream(response).write(delta("Half of"), () => response.destroy());
			}),
		);
		expect(error.reason).toBe("unreachable");
	});

	it("is filtered if the endpoint says so", async () => {
		const error = await failure(
			ask((response) => void openStream(response).end(delta("", "content_filter"))),
		);
		expect(error.reason).toBe("filtered");
	});

	it("fails of nobody being there", async () => {
		server = await CompletionsServer.start(answerWith(""));
		const { url } = server;
		await server.dispose();
		const model = new ChatModel({ url, model: "m", key: undefined }, seconds(5));
		const error = await failure(model.answer([], new AbortController().signal).next());
		expect(error.reason).toBe("unreachable");
	});

	it("does not take its key to another address", async () => {
		const error = await failure(
			ask((response) => void response.writeHead(307, { Location: "http://127.0.0.1:9/" }).end()),
		);
		expect(error.reason).toBe("unreachable");
	});

	it.each([
		["before its first byte", () => {}],
		["after some of it", (response) => void openStream(response).write(delta("Well, "))],
	] as [string, CompletionHandler][])("fails of silence %s, and hangs up", async (_, handle) => {
		const error = await failure(ask(handle, 0.05));
		expect(error).toMatchObject({ reason: "silent", message: "nothing came for 0.05 s" });
		await server?.asked[0]?.closed;
	});

	it("ends with the signal, and so does the request", async () => {
		const abort = new AbortController();
		const answer = ask(
			(response) => {
				openStream(response).write(delta("Well, "));
				abort.abort(new Error("stopped"));
			},
			5,
			abort.signal,
		);
		await expect(answer).rejects.toThrow("stopped");
		await server?.asked[0]?.closed;
	});
});
