import { readFile } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import { configHelp, configTable, defaultConfig, parseConfig } from "../../src/gateway/config.ts";
import { CONFIG_OPTIONS } from "../../src/gateway/config-options.ts";

const config = (argv: readonly string[], env: Record<string, string> = {}) => {
	const result = parseConfig(argv, env);
	if ("problems" in result) throw new Error(result.problems.join(" "));
	return result.config;
};

const problems = (argv: readonly string[], env: Record<string, string> = {}) => {
	const result = parseConfig(argv, env);
	return "problems" in result ? result.problems : [];
};

describe("parseConfig", () => {
	it("needs nothing", () => {
		expect(defaultConfig()).toMatchObject({ port: 8420, upstream: "local", access: "public", origins: [] });
	});

	it("takes a flag before the environment, the environment before the default", () => {
		expect(config([], { PORT: "9000" }).port).toBe(9000);
		expect(config(["--port", "9001"], { PORT: "9000" }).port).toBe(9001);
		expect(config(["--port=9001"]).port).toBe(9001);
	});

	it("counts an empty text as not given, as a container's unset variable is", () => {
		expect(config([], { PORT: "", TENCENT_HOST: "" })).toMatchObject({ port: 8420, tencentHost: "china" });
	});

	it("reads lists and keys", () => {
		const { origins, appKeys } = config([], {
			ALLOWED_ORIGINS: "https://a.example, http://localhost:3000",
			APP_KEYS: "shop=0123456789abcdef,desk=fedcba9876543210",
		});
		expect(origins).toEqual(["https://a.example", "http://localhost:3000"]);
		expect([...appKeys.keys()]).toEqual(["shop", "desk"]);
	});

	it.each([
		[["--port", "http"], '--port (PORT): expected a whole number from 0 to 65535, got "http".'],
		[["--port", "70000"], '--port (PORT): expected a whole number from 0 to 65535, got "70000".'],
		[["--upstream", "azure"], '--upstream (UPSTREAM): expected local or tencent, got "azure".'],
		[["--origin", "https://a.example/"], "--origin (ALLOWED_ORIGINS): expected an origin such as"],
		[["--origin", "*"], 'without path or wildcard, got "*".'],
		[["--access", "key"], "APP_KEYS: at least one is needed with --access key."],
		[["--ring-bytes", "8000000"], "--ring-bytes (RING_BYTES): expected at most half of --browser-backlog"],
		[
			["--stream-origin", "https://a.example; script-src *"],
			"--stream-origin (STREAM_ORIGINS): expected sources",
		],
		[["--stream-origin", "*"], 'got "*".'],
		[["--stand-in-skew", "nobody=1"], "expected vendor=milliseconds with one of tencent-cloud, iflytek"],
		[["--stand-in-skew", "akool=301"], 'got "akool=301".'],
		[["--colour"], "Unknown option '--colour'"],
		[["now"], "Unexpected argument 'now'"],
	])("refuses %j and says what it expected", (argv, message) => {
		expect(problems(argv)).toEqual([expect.stringContaining(message)]);
	});

	it("reads where streams are played from, and how far stand-ins are off", () => {
		const { streamOrigins, standInSkews } = config([], {
			STREAM_ORIGINS: "https://webrtc.liveplay.myqcloud.com, wss://*.edge.example.com:*",
			STAND_IN_SKEW: "akool=120,iflytek=-80",
		});
		expect(streamOrigins).toEqual(["https://webrtc.liveplay.myqcloud.com", "wss://*.edge.example.com:*"]);
		expect(standInSkews).toEqual({ akool: 0.12, iflytek: -0.08 });
	});

	it("names everything that --upstream tencent lacks at once", () => {
		expect(problems(["--upstream", "tencent"])).toEqual([
			"TENCENT_APPKEY: needed with --upstream tencent.",
			"TENCENT_ACCESS_TOKEN: needed with --upstream tencent.",
			"--tencent-project-id (TENCENT_PROJECT_ID): needed with --upstream tencent.",
		]);
	});

	it("tells every problem at once", () => {
		expect(problems(["--port", "x", "--heartbeat", "0"])).toHaveLength(2);
	});

	it("never repeats a secret in a problem", () => {
		expect(problems([], { APP_KEYS: "shop=tooshort" }).join()).not.toContain("tooshort");
	});

	it("takes no secret from the command line, which every local user can read", () => {
		expect(CONFIG_OPTIONS.metricsToken.flag).toBeNull();
		for (const option of [
			CONFIG_OPTIONS.tencentAppkey,
			CONFIG_OPTIONS.tencentAccessToken,
			CONFIG_OPTIONS.appKeys,
			CONFIG_OPTIONS.iflytekApiKey,
			CONFIG_OPTIONS.iflytekApiSecret,
			CONFIG_OPTIONS.softsugarAppKey,
			CONFIG_OPTIONS.akoolApiKey,
		])
			expect(option.flag).toBeNull();
	});
});

describe("the table of settings", () => {
	it("is printed in full by --help", () => {
		for (const { env, description } of Object.values(CONFIG_OPTIONS)) {
			expect(configHelp()).toContain(env);
			expect(configHelp()).toContain(description);
		}
	});

	it("stands in docs/gateway.md as it is", async () => {
		const page = await readFile(new URL("../../docs/gateway.md", import.meta.url), "utf8");
		expect(page).toContain(configTable());
	});

	it("gives no name twice", () => {
		const names = Object.values(CONFIG_OPTIONS).flatMap(({ env, flag }) => [
			env,
			...(flag === null ? [] : [flag]),
		]);
		expect(new Set(names).size).toBe(names.length);
	});
});
