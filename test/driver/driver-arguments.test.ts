import { describe, expect, it } from "vitest";
import { HELP, readDriverArguments } from "../../src/driver/driver-arguments.ts";

describe("readDriverArguments", () => {
	it("has a default for everything that is needed", () => {
		expect(readDriverArguments([], {})).toEqual({
			port: 8788,
			host: "127.0.0.1",
			appkey: "local",
			accessToken: "local",
			logLevel: "info",
			help: false,
		});
	});

	it("takes flags, and the environment where there is none", () => {
		const environment = {
			DRIVER_PORT: "1",
			DRIVER_HOST: "::1",
			DRIVER_APPKEY: "a",
			DRIVER_ACCESS_TOKEN: "t",
		};
		const args = ["--port", "2", "--pace", "0.5", "--answers", "book.md", "--log-level", "debug", "--help"];
		expect(readDriverArguments(args, environment)).toEqual({
			port: 2,
			host: "::1",
			appkey: "a",
			accessToken: "t",
			pace: 0.5,
			answersFile: "book.md",
			logLevel: "debug",
			help: true,
		});
	});

	it("takes a language model, whose key comes from the environment alone", () => {
		const { chat } = readDriverArguments(["--llm-url", "http://x/v1"], {
			LLM_MODEL: "m",
			LLM_API_KEY: "k",
		});
		expect(chat?.endpoint).toEqual({ url: "http://x/v1/chat/completions", model: "m", key: "k" });
		expect(() => readDriverArguments(["--llm-url", "http://x/v1"], {})).toThrow("one needs the other");
	});

	it.each([
		[["--port", "http"], '--port: expected a number of 0 to 65535, got "http"'],
		[["--port", ""], '--port: expected a number of 0 to 65535, got ""'],
		[["--port", "65536"], "--port"],
		[["--pace=-1"], '--pace: expected a number of 0 to 60, got "-1"'],
		[["--log-level", "loud"], "--log-level: expected debug, info, warn, silent"],
		[["--loud"], "--loud"],
		[["file"], "file"],
	])("names what is wrong with %o", (args, expected) => {
		expect(() => readDriverArguments(args, {})).toThrow(expected);
	});

	it("takes every option that the help explains", () => {
		for (const [, name = ""] of HELP.matchAll(/^ {2}(--[a-z-]+)/gm)) {
			const values = {
				"--help": [],
				"--log-level": ["warn"],
				"--llm-url": ["http://x", "--llm-model", "m"],
				"--llm-model": ["m", "--llm-url", "http://x"],
			};
			const value = values[name as keyof typeof values] ?? ["1"];
			expect(() => readDriverArguments([name, ...value], {})).not.toThrow();
		}
	});
});
