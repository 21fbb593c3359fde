import { randomUUID } from "node:crypto";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, onTestFinished } from "vitest";
import type { ChatPatience } from "../../../src/driver/chat/chat-brain.ts";
import { type Driver, startDriver } from "../../../src/driver/start-driver.ts";
import { seconds } from "../../../src/util/time.ts";
import {
	answerWith,
	type CompletionHandler,
	CompletionsServer,
	delta,
	ENDING,
	openStream,
} from "../../support/completions-server.ts";
import { type Answer, CREDENTIALS, DriverClient } from "../driver-client.ts";

/** What the model does in this test. */
let handle: CompletionHandler;
let server: CompletionsServer;
let spoken: Driver;
let silent: Driver;
let client: DriverClient;
/** The conversation of this test: the model is told of no other. */
let StreamId: string;

beforeAll(async () => {
	server = await CompletionsServer.start((response, asked) => handle(response, asked));
	[spoken, silent] = await Promise.all([drive({}), drive({}, "no-such-synthesizer")]);
});
afterAll(async () => {
	await Promise.all([spoken.dispose(), silent.dispose()]);
	await server.dispose();
});
beforeEach(() => {
	server.asked.length = 0;
});
afterEach(() => client.close());

function drive(patience: ChatPatience, synthesizer?: string): Promise<Driver> {
	const endpoint = { url: `${server.url}/chat/completions`, model: "m", key: undefined };
	const voice = synthesizer === undefined ? {} : { synthesizer };
	return startDriver({ port: 0, ...CREDENTIALS, chat: { endpoint, patience }, ...voice });
}

/** Connects to a driver, in a conversation of its own. */
async function start(handler: CompletionHandler, driver = spoken): Promise<void> {
	handle = handler;
	StreamId = randomUUID();
	client = await DriverClient.connect(driver);
}

/** Connects to a driver without a voice, which starts quickly, and with less patience. */
async function startImpatient(handler: CompletionHandler, patience: ChatPatience): Promise<void> {
	const driver = await drive(patience, "no-such-synthesizer");
	onTestFinished(() => driver.dispose());
	await start(handler, driver);
}

const ask = (InputText: string, ReqId = "request") =>
	client.ask({ ReqId, StreamId, DriverType: "CHAT", InputText });
const begin = (InputText: string) => client.send({ StreamId, DriverType: "CHAT", InputText });
const command = (ChatCommand: "START_CHAT" | "STOP_CHAT") =>
	client.send({ StreamId, DriverType: "CHAT", ChatCommand, InputText: "" });
const shown = ({ replies }: Answer): string => replies.map((reply) => reply.display).join("");
const types = ({ replies }: Answer) => replies.map(({ replyType, sequence }) => [replyType, sequence]);
const said = () => client.heard().parts.length > 0;

describe("CHAT with a language model", () => {
	it("is spoken clause by clause, without marks, with gestures", async () => {
		await start(
			answerWith("[wave] Hel", "lo, it is **very", "** nice ", "to meet you. ", "My name is Mira."),
		);
		const answer = await ask("Who are you?");
		expect(shown(answer)).toBe("Hello, it is very nice to meet you. My name is Mira.");
		expect(types(answer)).toEqual([
			["cloudAiGpt", 1],
			["cloudAiGpt", 2],
		]);
		expect(answer.parts.flatMap(({ actions }) => actions.map(({ name }) => name))).toEqual(["wave"]);
		expect(answer.parts.at(-1)?.final).toBe(true);
	});

	it("is heard while it is still being written", async () => {
		let rest = (): void => {};
		await start((response) => {
			openStream(response).write(delta("The first sentence is complete. And"));
			rest = () => response.end(delta(" the second one.") + ENDING);
		});
		begin("Go on.");
		await client.until(said);
		expect(shown(client.heard())).toBe("The first sentence is complete. ");
		rest();
		expect(shown(await client.answer())).toBe("The first sentence is complete. And the second one.");
	});

	it("reads lists, headings, code and tables without their marks", async () => {
		await start(
			answerWith(
				"# Hours\n\n",
				"1. *Monday*: closed\n2. [Tuesday](http://x.example): `10–18`\n\n",
				"| A | B |\n|-|-|\n| c | d |\n",
			),
		);
		const answer = shown(await ask("When?"));
		expect(answer).toMatch(/^Hours\s+1\. Monday: closed\s+2\. Tuesday: 10–18\s+A, B\.\s+c, d\.\s*$/);
	});

	it("knows what was said before, in this conversation", async () => {
		await start(answerWith("It is Mira."));
		await ask("What is your name?", "one");
		await ask("Say it again.", "two");
		const contents = server.asked[1]?.body.messages.map(({ role, content }) => `${role}: ${content}`);
		expect(contents?.[0]).toMatch(/^system: You are the voice of an avatar/);
		expect(contents?.slice(1)).toEqual([
			"user: What is your name?",
			"assistant: It is Mira.",
			"user: Say it again.",
		]);
		command("START_CHAT");
		await ask("And now?", "three");
		expect(server.asked[2]?.body.messages).toHaveLength(2);
	});

	it.each([
		["STOP_CHAT", () => command("STOP_CHAT")],
		[
			"another request",
			() => client.send({ ReqId: "next", StreamId, DriverType: "TEXT", InputText: "Next." }),
		],
		["the end of the connection", () => client.close()],
	])("stops writing on %s", async (_, stop) => {
		await start((response) => {
			const more = setInterval(() => response.write(delta("And on it goes. ")), 20);
			openStream(response).once("close", () => clearInterval(more));
		});
		begin("Talk.");
		await client.until(said);
		stop();
		await expect(server.asked[0]?.closed).resolves.toBeDefined();
	});

	it("remembers of an interrupted answer what was said of it", async () => {
		await start((response, { body }) => {
			if (body.messages.length > 2) answerWith("Yes.")(response, server.asked[1]!);
			else openStream(response).write(delta("This was heard by everybody. This is not whole"));
		});
		begin("Talk.");
		await client.until(said);
		command("STOP_CHAT");
		await ask("Go on.", "next");
		expect(server.asked[1]?.body.messages[2]).toEqual({
			role: "assistant",
			content: "This was heard by everybody.",
		});
	});

	it("cuts off a model that never ends", async () => {
		await start((response) => {
			const stream = openStream(response);
			const more = (): void => {
				if (!stream.destroyed) stream.write(delta("and so on "), () => setImmediate(more));
			};
			more();
		}, silent);
		const { replies } = await ask("Talk.");
		await server.asked[0]?.closed;
		expect(shown({ replies } as Answer).length).toBeGreaterThan(7900);
		expect(shown({ replies } as Answer).length).toBeLessThan(8200);
	});
});

describe("a language model that lets one wait", () => {
	it("is excused in a sentence of its own, and its answer follows", async () => {
		let finish = (): void => {};
		await startImpatient(
			(response) => {
				finish = () => openStream(response).end(delta("Here it is.") + ENDING);
			},
			{ waiting: seconds(0.05), again: seconds(600), silence: seconds(600), longest: seconds(600) },
		);
		begin("Hard one?");
		await client.until(() => client.heard().replies.length > 0);
		finish();
		const answer = await client.answer();
		expect(shown(answer)).toBe("One moment, please. Here it is.");
		expect(types(answer)).toEqual([
			["cloudAiWaiting", 0],
			["cloudAiGpt", 1],
		]);
	});

	it("is given up after a while, in the language of the question", async () => {
		await startImpatient(() => {}, { silence: seconds(0.1) });
		const answer = await ask("你好吗？");
		expect(shown(answer)).toBe("抱歉，我没能及时找到答案，请再问一次。 ");
		expect(types(answer)).toEqual([["cloudAiTimeOut", 0]]);
		await server.asked[0]?.closed;
	});

	it("is given up even if it thinks all the time", async () => {
		await startImpatient(
			(response) => {
				const more = setInterval(() => response.write('data: {"choices":[]}\n\n'), 10);
				openStream(response).once("close", () => clearInterval(more));
			},
			{ longest: seconds(0.2) },
		);
		expect(types(await ask("Think!"))).toEqual([
			["cloudAiTimeOut", 0],
			["cloudAiTimeOut", 1],
		]);
		await server.asked[0]?.closed;
	});
});

describe("a language model that fails", () => {
	it.each([
		[401, "I'm sorry, I can't answer right now.", "refused"],
		[429, "I'm sorry, many people are asking right now. Please try again in a moment.", "busy"],
	])("with HTTP %i is told in a plain sentence", async (status, sentence, reason) => {
		await start((response) => void response.writeHead(status).end("secret reason"));
		const answer = await ask("Well?");
		expect(shown(answer).trim()).toBe(sentence);
		expect(answer.errors).toEqual([]);
		expect(answer.parts.at(-1)?.final).toBe(true);
		expect(spoken.stats.chatFailures[reason]).toBe(1);
	});

	it("in the middle is excused behind what was said", async () => {
		await start((response) => void openStream(response).end(delta("I know that the lamp")), silent);
		const answer = await ask("Well?");
		expect(shown(answer)).toBe("I know that the lamp I'm sorry, I lost my thread. Please ask me again. ");
		expect(types(answer).map(([type]) => type)).toEqual(["cloudAiGpt", "cloudAiTimeOut", "cloudAiTimeOut"]);
	});

	it("because of a filter is marked as sensitive", async () => {
		await start((response) => void openStream(response).end(delta("", "content_filter")), silent);
		expect(types(await ask("Well?"))).toEqual([["sensitive", 0]]);
	});

	it("with an empty answer says that it has none", async () => {
		await start(answerWith(" ", "\n"), silent);
		expect(shown(await ask("Well?")).trim()).toBe("I'm sorry, I can't answer right now.");
	});
});

it("without a voice a language model's answer is shown all the same", async () => {
	await start(answerWith("It is written. ", "Nobody says it."), silent);
	const answer = await ask("Well?");
	expect(shown(answer)).toBe("It is written. Nobody says it.");
	expect(answer.replies.every((reply) => !reply.isSpoken)).toBe(true);
	expect(answer.errors[0]?.code).toBe(801000);
});
