import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type Driver, startDriver } from "../../src/driver/start-driver.ts";
import { BLENDSHAPE_COUNT } from "../../src/lipsync/blendshapes.ts";
import { LIPS_TOUCH, lipGap } from "../../src/lipsync/lip-gap.ts";
import { orderPermutation, reorder } from "../../src/lipsync/orders.ts";
import type { WireRequestPayload, WireSpeechParam } from "../../src/protocol/wire.ts";
import { type Answer, CREDENTIALS, DriverClient, duration, signedQuery } from "./driver-client.ts";

let driver: Driver;
let client: DriverClient;

beforeAll(async () => {
	driver = await startDriver({ port: 0, ...CREDENTIALS });
});
afterAll(() => driver.dispose());
beforeEach(async () => {
	client = await DriverClient.connect(driver);
});
afterEach(() => client.close());

const say = (InputText: string, SpeechParam?: WireSpeechParam): Promise<Answer> =>
	client.ask({ DriverType: "TEXT", InputText, ...(SpeechParam && { SpeechParam }) });

const shown = ({ replies }: Answer): string => replies.map((reply) => reply.display).join("");

const loudness = ({ parts }: Answer): number => {
	const squares = parts.flatMap((part) => [...part.samples].map((sample) => sample * sample));
	return Math.sqrt(squares.reduce((sum, square) => sum + square, 0) / squares.length);
};

describe("connecting", () => {
	it.each([
		["a wrong signature", { signature: "AAAA" }, "401 signature is wrong"],
		["no signature", { signature: "" }, '401 query parameter "signature" is missing'],
		["another appkey", { appkey: "other" }, "401 appkey is unknown"],
		["a changed parameter", { requestid: "changed" }, "401 signature is wrong"],
		["an added parameter", { Language: "zh-CN" }, "401 signature is wrong"],
	])("is refused with the reason for %s", async (_, changes, expected) => {
		const query = signedQuery();
		for (const [name, value] of Object.entries(changes)) query.set(name, value);
		await expect(DriverClient.connect(driver, query)).rejects.toThrow(expected);
	});

	it.each([
		[-301, "s old"],
		[301, "s ahead"],
	])("is refused when the timestamp is off by %i s", async (offset, expected) => {
		const timestamp = String(Math.floor(Date.now() / 1000) + offset + Math.sign(offset));
		await expect(DriverClient.connect(driver, signedQuery({ timestamp }))).rejects.toThrow(expected);
	});

	it("survives an address that is none", async () => {
		const { connect } = await import("node:net");
		const socket = connect(driver.port, "127.0.0.1");
		const headers = "Upgrade: websocket\r\nConnection: Upgrade\r\nHost: x\r\nSec-WebSocket-Key: AAAA\r\n\r\n";
		let reply = "";
		socket.end(`GET //?%zz HTTP/1.1\r\n${headers}`);
		for await (const chunk of socket) reply += String(chunk);
		expect(reply).toMatch(/^HTTP\/1\.1 404 Not Found/);
	});

	it("is refused at another path", async () => {
		const url = driver.url.replace("driverengine", "commandchannel");
		await expect(DriverClient.connect({ url })).rejects.toThrow("404 the driver's path is /v2/ws/ivh");
	});

	it("never tells the access token", async () => {
		const query = signedQuery();
		query.set("signature", "wrong");
		await expect(DriverClient.connect(driver, query)).rejects.not.toThrow(CREDENTIALS.accessToken);
	});
});

describe("TEXT", () => {
	it("shows and speaks an English sentence", async () => {
		const answer = await say("In the AI industry, which domains have better foundations?");
		expect(shown(answer)).toBe("In the AI industry, which domains have better foundations?");
		expect(answer.replies[0]).toMatchObject({ replyType: "input", final: true, sequence: 1 });
		expect(duration(answer)).toBeGreaterThan(2.5);
		expect(duration(answer)).toBeLessThan(6);
		expect(loudness(answer)).toBeGreaterThan(0.02);
		const symbols = answer.parts.flatMap((part) => part.phonemes.map((phoneme) => phoneme.symbol));
		expect(symbols).toContain("tʃ");
	});

	it("speaks the Mandarin of the specification's sample with its phonemes and words", async () => {
		const answer = await say("在人工智能产业中，");
		const symbols = answer.parts.flatMap((part) => part.phonemes.map((phoneme) => phoneme.symbol));
		expect(symbols.filter((symbol) => symbol !== "sil0").join(" ")).toBe(
			"z4 ai4 r2 en2 g1 ong1 zh4 iii4 n2 eng2 ch3 an3 ie4 zh1 ong1",
		);
		expect(answer.parts[0]?.words).toEqual([
			{ text: "在", phonemes: "z-ai4" },
			{ text: "人工", phonemes: "r-en2|g-ong1" },
			{ text: "智能", phonemes: "zh-iii4|n-eng2" },
			{ text: "产业", phonemes: "ch-an3|ie4" },
			{ text: "中", phonemes: "zh-ong1" },
		]);
	});

	it("marks the clauses with numbers from 1 and each of their ends once", async () => {
		const { parts, replies } = await say("This is the first one. Here comes, after a while, the second one.");
		expect(replies.map((reply) => [reply.sequence, reply.final])).toEqual([
			[1, false],
			[2, true],
		]);
		for (const sequence of [1, 2]) {
			const clause = parts.filter((part) => part.sequence === sequence);
			expect(clause.map((part) => part.clauseStart)).toEqual(clause.map((_, i) => i === 0));
			expect(clause.map((part) => part.clauseFinal)).toEqual(clause.map((_, i) => i === clause.length - 1));
			expect(clause.map((part) => part.faceFinal)).toEqual(clause.map((_, i) => i === clause.length - 1));
		}
		expect(parts.map((part) => part.final)).toEqual(parts.map((_, i) => i === parts.length - 1));
	});

	it("covers the same span with sound and face frames in every message", async () => {
		const { parts } = await say("Sound and face come together. 声音和脸一起到。");
		for (const part of parts) expect(part.face.count * 960).toBe(part.samples.length);
	});

	it("counts phonemes and subtitles from the start of the reply, without gaps", async () => {
		const answer = await say("One, two and three. And then, at last, number four.");
		const phonemes = answer.parts.flatMap((part) => part.phonemes);
		expect(phonemes[0]?.start).toBe(0);
		for (const [index, phoneme] of phonemes.slice(1).entries())
			expect(phoneme.start).toBeCloseTo(phonemes[index]?.end ?? Number.NaN, 6);
		expect(phonemes.at(-1)?.end).toBeCloseTo(duration(answer), 6);
		const starts = answer.parts.flatMap((part) => part.subtitles.map((subtitle) => subtitle.start));
		expect(starts).toEqual(starts.toSorted((a, b) => a - b));
	});

	it("places the subtitles by code points of the shown text, astral characters included", async () => {
		const answer = await say("😀 Look at **this**, please. 你好！");
		const characters = [...shown(answer)];
		const subtitles = answer.parts.flatMap((part) => part.subtitles);
		expect(subtitles.length).toBeGreaterThan(5);
		for (const { text, textStart, textEnd } of subtitles)
			expect(characters.slice(textStart, textEnd).join("")).toBe(text);
	});

	it("splits Chinese subtitles by character or by word, as asked", async () => {
		const byCharacter = await say("人工智能。");
		const byWord = await client.ask({
			ReqId: "second",
			DriverType: "TEXT",
			InputText: "人工智能。",
			SpeechParam: { SubtitleType: 1 },
		});
		expect(byCharacter.parts[0]?.subtitles.map((s) => s.text)).toEqual(["人", "工", "智", "能。"]);
		expect(byWord.parts[0]?.subtitles.map((s) => s.text)).toEqual(["人工", "智能。"]);
	});

	it("speaks slower and faster as asked", async () => {
		const text = "This sentence is spoken at several speeds.";
		const lengths: number[] = [];
		for (const Speed of [0.5, 1, 2]) {
			const answer = await client.ask({
				ReqId: `speed ${Speed}`,
				DriverType: "TEXT",
				InputText: text,
				SpeechParam: { Speed },
			});
			lengths.push(duration(answer));
		}
		const [slow = 0, normal = 0, fast = 0] = lengths;
		expect(slow / normal).toBeGreaterThan(1.5);
		expect(normal / fast).toBeGreaterThan(1.4);
	});

	it("speaks twice as loud at volume 10, half as loud at −10", async () => {
		const levels: number[] = [];
		for (const Volume of [-10, 0, 10])
			levels.push(
				loudness(
					await client.ask({
						ReqId: `volume ${Volume}`,
						DriverType: "TEXT",
						InputText: "Loud or quiet.",
						SpeechParam: { Volume },
					}),
				),
			);
		const [quiet = 0, normal = 0, loud = 0] = levels;
		expect(normal / quiet).toBeCloseTo(2, 1);
		expect(loud / normal).toBeCloseTo(2, 1);
	});

	it("speaks the language that is asked for", async () => {
		const answer = await say("Guten Tag, wie geht es?", { TimbreLanguage: "de-DE" });
		const symbols = answer.parts.flatMap((part) => part.phonemes.map((phoneme) => phoneme.symbol));
		expect(symbols.join(" ")).toContain("ɡ ˈuː");
	});

	it("turns tags into actions and expressions at their place", async () => {
		const answer = await say("Hello there. [wave] Nice to meet you, [smile] my friend.");
		expect(shown(answer)).toBe("Hello there. Nice to meet you, my friend.");
		const [wave] = answer.parts.flatMap((part) => part.actions);
		const [smile] = answer.parts.flatMap((part) => part.expressions);
		const timeOf = (word: string) =>
			answer.parts.flatMap((part) => part.subtitles).find((subtitle) => subtitle.text === word)?.start;
		expect(wave).toEqual({ name: "wave", start: timeOf("Nice") });
		expect(smile).toMatchObject({ name: "smile", start: timeOf("my"), textPosition: 31, part: "single" });
	});

	it("adds gestures of its own if it is asked to", async () => {
		const plain = await say("Hello there.");
		const smart = await client.ask({
			ReqId: "smart",
			DriverType: "TEXT",
			InputText: "Hello there.",
			SpeechParam: { SmartActionEnabled: true },
		});
		expect(plain.parts.flatMap((part) => part.actions)).toEqual([]);
		expect(smart.parts.flatMap((part) => part.actions.map((action) => action.name))).toEqual(["wave"]);
	});

	it("acts without a word if there is only a tag", async () => {
		const answer = await say("[bow]");
		expect(answer.parts.flatMap((part) => part.actions.map((action) => action.name))).toEqual(["bow"]);
		expect(answer.parts.at(-1)?.final).toBe(true);
	});

	it("obeys SSML and counts the tags that mean nothing to it", async () => {
		const before = driver.stats.ignoredMarkup.blink ?? 0;
		const ssml = '<speak>Wait <break time="900ms"/><action name="nod"/>for <blink/>it.</speak>';
		const answer = await client.ask({ DriverType: "TEXT", InputTextType: "SSML", InputText: ssml });
		expect(shown(answer)).toBe("Wait for it.");
		const [wait, forWord] = answer.parts.flatMap((part) => part.subtitles);
		expect((forWord?.start ?? 0) - (wait?.end ?? 0)).toBeGreaterThan(0.85);
		expect(answer.parts.flatMap((part) => part.actions)).toEqual([{ name: "nod", start: forWord?.start }]);
		expect(driver.stats.ignoredMarkup.blink).toBe(before + 1);
	});

	it("ends a reply that has nothing to be said with half a second of silence", async () => {
		const answer = await say("…!");
		expect(answer.parts).toHaveLength(1);
		expect(answer.parts[0]).toMatchObject({ final: true, clauseStart: true, clauseFinal: true });
		expect(duration(answer)).toBeGreaterThanOrEqual(0.5);
		expect(loudness(answer)).toBe(0);
	});

	it("speaks words that are no words, markup that is no markup and every script", async () => {
		for (const [index, text] of [
			"xkcd qwrt",
			"a < b && c > [[d]]",
			"𠮷",
			"你好 hello こんにちは привет",
			"٣٤٥",
		].entries()) {
			const answer = await client.ask({ ReqId: `odd ${index}`, DriverType: "TEXT", InputText: text });
			expect(answer.errors).toEqual([]);
			expect(answer.parts.at(-1)?.final).toBe(true);
		}
	});
});

describe("lips", () => {
	const permutation = orderPermutation("tencent");

	/** Lip gap of every face frame. */
	function gaps({ parts }: Answer): number[] {
		return parts.flatMap(({ face }) => {
			const weights = new Float32Array(face.count * BLENDSHAPE_COUNT);
			reorder(face.weights, permutation, face.count, weights);
			return Array.from({ length: face.count }, (_, frame) => lipGap(weights, frame * BLENDSHAPE_COUNT));
		});
	}

	it.each([
		["English", "Bob's puppy Molly jumped up and bumped my lamp by the pump.", /^[ˈˌ]?[bpm]$/],
		["Mandarin", "爸爸和妈妈明白，苹果买得便宜不麻烦。", /^[bpm]\d$/],
	])("meet at every b, p and m of a sentence in %s", async (_, text, bilabial) => {
		const answer = await say(text);
		const gap = gaps(answer);
		const sounds = answer.parts.flatMap((part) => part.phonemes).filter((p) => bilabial.test(p.symbol));
		expect(sounds.length).toBeGreaterThan(7);
		for (const { start, end } of sounds) {
			const from = Math.max(0, Math.floor((start - 0.06) * 25));
			const nearest = Math.min(...gap.slice(from, Math.ceil(end * 25) + 1));
			expect(nearest).toBeLessThan(LIPS_TOUCH);
		}
	});

	it("open for the vowels between", async () => {
		const answer = await say("Papa. 爸爸。");
		const gap = gaps(answer);
		const vowels = answer.parts
			.flatMap((part) => part.phonemes)
			.filter((p) => /^ˈ?ɑː|^a[45]$/.test(p.symbol));
		expect(vowels.length).toBeGreaterThanOrEqual(3);
		for (const { start, end } of vowels) {
			const widest = Math.max(...gap.slice(Math.floor(start * 25), Math.ceil(end * 25) + 1));
			expect(widest).toBeGreaterThan(0.15);
		}
	});
});

describe("CHAT", () => {
	const chat = (InputText: string): Promise<Answer> => client.ask({ DriverType: "CHAT", InputText });

	it.each([
		["hello", "Lantern Museum"],
		["when do you open?", "Tuesday to Sunday"],
		["how do you work", "twenty-five times"],
		["你们几点开门？", "上午十点"],
		["你是谁", "米拉"],
		["what is quantum chromodynamics", "don't know"],
		["量子色动力学是什么", "不知道"],
	])("answers %o from the book", async (question, expected) => {
		const answer = await chat(question);
		expect(shown(answer)).toContain(expected);
		expect(answer.replies.map((reply) => reply.replyType)).toEqual(answer.replies.map(() => "cloudAiGpt"));
		expect(answer.replies.map((reply) => reply.sequence)).toEqual(
			answer.replies.map((_, index) => index + 1),
		);
		expect(duration(answer)).toBeGreaterThan(1);
	});

	it("greets with a wave", async () => {
		const answer = await chat("hi");
		expect(answer.parts.flatMap((part) => part.actions)[0]?.name).toBe("wave");
	});

	it("takes START_CHAT and STOP_CHAT without a word", async () => {
		client.send({ DriverType: "CHAT", ChatCommand: "START_CHAT" });
		client.send({ DriverType: "CHAT", ChatCommand: "STOP_CHAT" });
		await client.settled();
		expect(client.heard().wire).toEqual([]);
	});
});

describe("bad requests", () => {
	const TEXT = { DriverType: "TEXT", InputText: "Hello." } as const;

	it.each<[string, Record<string, unknown>, number, string]>([
		[
			"empty text",
			{ ...TEXT, InputText: "" },
			100001,
			"$.Payload.InputText: expected text to speak, got none",
		],
		["blank text", { ...TEXT, InputText: " \n" }, 100001, "$.Payload.InputText: expected text to speak"],
		[
			"more than 4000 bytes",
			{ ...TEXT, InputText: "啊".repeat(1334) },
			100001,
			"at most 4000 bytes of UTF-8, got 4002",
		],
		["half a character", { ...TEXT, InputText: "a\ud800" }, 100001, "well-formed Unicode"],
		["an unknown DriverType", { ...TEXT, DriverType: "SING" }, 100001, "$.Payload.DriverType"],
		["no DriverType", { InputText: "Hello." }, 100001, "$.Payload.DriverType"],
		[
			"an unknown ChatCommand",
			{ ...TEXT, DriverType: "CHAT", ChatCommand: "WAIT" },
			100001,
			"$.Payload.ChatCommand",
		],
		["an unknown InputTextType", { ...TEXT, InputTextType: "HTML" }, 100001, "$.Payload.InputTextType"],
		["too slow a speed", { ...TEXT, SpeechParam: { Speed: 0.4 } }, 100001, "$.Payload.SpeechParam.Speed"],
		["too fast a speed", { ...TEXT, SpeechParam: { Speed: 2.1 } }, 100001, "$.Payload.SpeechParam.Speed"],
		["too high a volume", { ...TEXT, SpeechParam: { Volume: 11 } }, 100001, "$.Payload.SpeechParam.Volume"],
		["a broken volume", { ...TEXT, SpeechParam: { Volume: 1.5 } }, 100001, "$.Payload.SpeechParam.Volume"],
		[
			"an emotion out of range",
			{ ...TEXT, SpeechParam: { EmotionIntensity: 40 } },
			100001,
			"EmotionIntensity",
		],
		["an unknown subtitle type", { ...TEXT, SpeechParam: { SubtitleType: 2 } }, 100001, "SubtitleType"],
		[
			"an unknown timbre",
			{ ...TEXT, SpeechParam: { TimbreKey: "nobody" } },
			100009,
			"$.Payload.SpeechParam.TimbreKey",
		],
		[
			"a timbre named like a method",
			{ ...TEXT, SpeechParam: { TimbreKey: "toString" } },
			100009,
			"TimbreKey",
		],
		["an unknown language", { ...TEXT, SpeechParam: { TimbreLanguage: "tlh" } }, 100009, "TimbreLanguage"],
		[
			"SSML that is not well-formed",
			{ ...TEXT, InputTextType: "SSML", InputText: "<speak>a<b></speak>" },
			100002,
			"SSML is not well-formed",
		],
		[
			"SSML in a stream",
			{ ...TEXT, DriverType: "STREAM_TEXT", InputTextType: "SSML", Seq: 1 },
			100001,
			"$.Payload.InputTextType",
		],
		["a stream without Seq", { ...TEXT, DriverType: "STREAM_TEXT" }, 100001, "$.Payload.Seq"],
		[
			"a stream that begins in the middle",
			{ ...TEXT, DriverType: "STREAM_TEXT", Seq: 4 },
			100002,
			"$.Payload.Seq: expected 1, got 4",
		],
	])("with %s get an error code and a readable message", async (_, payload, code, message) => {
		const answer = await client.ask(payload as Partial<WireRequestPayload>);
		expect(answer.errors).toEqual([
			{ type: "error", requestId: "request", code, message: expect.stringContaining(message) },
		]);
		expect(answer.wire[0]?.Header.Code).toBe(0);
		expect(answer.parts).toEqual([]);
	});

	it.each<[string, string | Buffer, boolean]>([
		["text that is no JSON", "hello", false],
		["JSON that is no object", "[]", false],
		["an object without Payload", "{}", false],
		["text that is no UTF-8", Buffer.from([0x7b, 0xff, 0xfe, 0x7d]), false],
		["a binary frame", Buffer.from("{}"), true],
	])("that are %s get an error, and the connection lives", async (_, frame, binary) => {
		client.sendRaw(frame, { binary });
		await client.until(() => client.messages.length > 0);
		expect(client.messages[0]?.parsed).toMatchObject({ type: "error", code: 100001 });
		expect((await say("Still here.")).parts.at(-1)?.final).toBe(true);
	});

	it("without an id are answered without one", async () => {
		client.send({ ReqId: "", DriverType: "TEXT", InputText: "Hello." });
		await client.until(() => client.messages.length > 0);
		expect(client.messages[0]?.parsed).toMatchObject({ type: "error", code: 100001, requestId: "" });
	});

	it("are counted by code", async () => {
		const before = driver.stats.refusals["100009"] ?? 0;
		await say("Hello.", { TimbreKey: "nobody" });
		expect(driver.stats.refusals["100009"]).toBe(before + 1);
	});
});

describe("messages", () => {
	it("need no tolerance from a reader", async () => {
		await say("Hello there. 你好！ [wave] [smile]");
		await client.ask({ ReqId: "chat", DriverType: "CHAT", InputText: "hello" });
		await client.ask({ ReqId: "bad", DriverType: "TEXT", InputText: "" });
		expect([...client.tolerated]).toEqual([]);
	});

	it("always carry both responses, one of them zero-filled, and code 0", async () => {
		const { wire } = await say("Hello there.");
		const reply = wire.find(({ Payload }) => Payload.DriverRspType === "REPLY");
		const speech = wire.find(({ Payload }) => Payload.DriverRspType === "SPEECH");
		expect(reply?.Payload.SpeechRsp).toMatchObject({
			Audio: "",
			ThFeat: [],
			Action: [],
			SeqNo: 0,
			Final: false,
		});
		expect(speech?.Payload.ReplyRsp).toMatchObject({
			ReplyDisplay: "",
			ReplyType: "",
			SeqNo: 0,
			IsFinal: false,
		});
		for (const { Header } of wire) expect(Header.Code).toBe(0);
	});

	it("of two connections do not mix", async () => {
		const other = await DriverClient.connect(driver);
		const [mine, theirs] = await Promise.all([
			client.ask({ ReqId: "mine", DriverType: "TEXT", InputText: "This is mine. All of it is mine." }),
			other.ask({ ReqId: "theirs", DriverType: "TEXT", InputText: "这是他们的。都是他们的。" }),
		]);
		expect(shown(mine)).toBe("This is mine. All of it is mine.");
		expect(shown(theirs)).toBe("这是他们的。都是他们的。");
		expect(client.heard("theirs").wire).toEqual([]);
		other.close();
	});
});

describe("an answer that is more than words", () => {
	const ask = (InputText: string) => client.ask({ ReqId: InputText, DriverType: "CHAT", InputText });

	it("shows a table behind the last clause, spoken by nobody", async () => {
		const { replies, parts } = await ask("How much is a ticket?");
		const table = replies.at(-1);
		expect(table).toMatchObject({ contentType: 6, isSpoken: false, sequence: 0, final: true });
		expect(table?.display).toContain("| Adults | $12 | $10 |");
		expect(replies.slice(0, -1).every(({ isSpoken, final }) => isSpoken && !final)).toBe(true);
		const spoken = parts.flatMap(({ subtitles }) => subtitles.map(({ text }) => text)).join(" ");
		expect(spoken).not.toContain("|");
		expect(spoken).not.toContain("Thursday");
	});

	it("sends a pop-up, and protects what must be heard", async () => {
		const booking = await ask("Can I book a ticket?");
		const popup = booking.replies.find(({ interactionType }) => interactionType === "popup");
		expect(JSON.parse(popup?.interactionContent ?? "")).toMatchObject({ title: "Which ticket?" });
		const rules = await ask("What are the rules?");
		expect(rules.replies.length).toBeGreaterThan(0);
		expect(rules.replies.every(({ uninterruptible }) => uninterruptible)).toBe(true);
	});
});
