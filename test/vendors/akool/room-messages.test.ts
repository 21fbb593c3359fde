import { describe, expect, it } from "vitest";
import {
	chatPackets,
	packetPause,
	readRoomMessage,
	serverIdOf,
} from "../../../src/vendors/akool/room-messages.ts";

const bytes = (text: string) => new TextEncoder().encode(text).length;

describe("chatPackets", () => {
	it("is one packet for a short text", () => {
		expect(chatPackets("m", "Hello").map((packet) => JSON.parse(packet))).toEqual([
			{ v: 2, type: "chat", mid: "m", idx: 0, fin: true, pld: { text: "Hello" } },
		]);
	});

	it.each([
		["plain", "A sentence that is said. ".repeat(300)],
		["Chinese", "你好，世界。".repeat(900)],
		["escaped", '"\n\\\u0001'.repeat(1200)],
		["beyond the plane", "🙂".repeat(800)],
	])("keeps every packet of a long %s text within 960 bytes, and loses nothing", (_, text) => {
		const packets = chatPackets("0123456789abcdef0123456789abcdef0123", text);
		expect(packets.length).toBeGreaterThan(3);
		for (const packet of packets) expect(bytes(packet)).toBeLessThanOrEqual(960);
		const read = packets.map((packet) => JSON.parse(packet));
		expect(read.map(({ idx }) => idx)).toEqual(packets.map((_packet, index) => index));
		expect(read.map(({ fin }) => fin)).toEqual(packets.map((_packet, index) => index === packets.length - 1));
		expect(read.map(({ pld }) => pld.text).join("")).toBe(text);
	});

	it("counts on for a text that is still being written", () => {
		expect(JSON.parse(chatPackets("m", "more", 3, false)[0] ?? "")).toMatchObject({ idx: 3, fin: false });
	});
});

describe("packetPause", () => {
	it("lets neither more than 30 packets nor more than 6000 bytes into a second", () => {
		expect(packetPause("x")).toBeCloseTo(1 / 30);
		expect(packetPause("x".repeat(960))).toBeCloseTo(0.16);
	});
});

describe("readRoomMessage", () => {
	it.each([
		['{"v":2,"type":"event","pld":{"event":"audio_start"}}', { type: "speaking", isSpeaking: true }],
		['{"v":2,"type":"event","pld":{"event":"audio_end"}}', { type: "speaking", isSpeaking: false }],
		[
			'{"v":2,"type":"chat","fin":true,"pld":{"text":"Hi","from":"bot"}}',
			{ type: "chat", from: "avatar", text: "Hi", isFinal: true },
		],
		[
			'{"v":2,"type":"chat","fin":false,"pld":{"text":"Hi","from":"user"}}',
			{ type: "chat", from: "user", text: "Hi", isFinal: false },
		],
		[
			'{"v":2,"type":"command","mid":"m","pld":{"cmd":"interrupt","code":"1000","msg":"ok"}}',
			{ type: "acknowledged", mid: "m", command: "interrupt", code: 1000, message: "ok" },
		],
		[
			'{"type":"chat","payload":"{\\"answer\\":\\"Hello\\"}"}',
			{ type: "chat", from: "avatar", text: "Hello", isFinal: true },
		],
		[
			'{"type":"chat","payload":{"answer":"Hello"}}',
			{ type: "chat", from: "avatar", text: "Hello", isFinal: true },
		],
		['{"type":"chat","payload":"not JSON"}', { type: "unknown" }],
		['{"type":"event","pld":{"event":"sneeze"}}', { type: "unknown" }],
		["hello", { type: "unknown" }],
		["null", { type: "unknown" }],
	])("reads %s", (packet, message) => {
		expect(readRoomMessage(packet)).toEqual(message);
	});
});

describe("serverIdOf", () => {
	it.each([
		["wss://h/room/server_8898", "server_8898"],
		["wss://h/room/server_8898.node1?x=1", "server_8898"],
		["", ""],
	])("reads %s", (url, id) => {
		expect(serverIdOf(url)).toBe(id);
	});
});
