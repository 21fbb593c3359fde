import { describe, expect, it } from "vitest";
import { readChatEndpoint } from "../../../src/driver/chat/chat-endpoint.ts";

describe("readChatEndpoint", () => {
	it("is none if nothing is set, key or no key", () => {
		expect(readChatEndpoint("", "", "")).toBeUndefined();
		expect(readChatEndpoint("", "", "key")).toBeUndefined();
	});

	it.each([
		["http://localhost:11434/v1", "http://localhost:11434/v1/chat/completions"],
		["https://api.example.com/v1/", "https://api.example.com/v1/chat/completions"],
		["https://x.example/v1/chat/completions?v=2", "https://x.example/v1/chat/completions?v=2"],
	])("finds the completions of %s", (url, expected) => {
		expect(readChatEndpoint(url, "m", "")).toEqual({ url: expected, model: "m", key: undefined });
	});

	it.each([
		["", "m", "", "one needs the other"],
		["http://x", "", "", "one needs the other"],
		["ftp://x", "m", "", '--llm-url: expected http:// or https://, got "ftp://x"'],
		["x", "m", "", "--llm-url: expected http"],
		["http://me:pass@x", "m", "", "expected no name or password"],
		["http://x", "m", "two words", "LLM_API_KEY: expected printable ASCII"],
	])("names what is wrong with %j, %j, %j", (url, model, key, message) => {
		expect(() => readChatEndpoint(url, model, key)).toThrow(message);
	});
});
