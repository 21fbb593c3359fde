import { readFile } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import { parseConfig } from "../../src/gateway/config.ts";
import { CONFIG_OPTIONS } from "../../src/gateway/config-options.ts";

const guide = await readFile("docs/vendors.md", "utf8");
const commands = [...guide.matchAll(/```sh\n([\s\S]*?)```/g)].map(([, block = ""]) => block).join("\n");

describe("the guide's commands for one's own keys", () => {
	it("name settings that there are", () => {
		const known = new Set(Object.values(CONFIG_OPTIONS).map(({ env }) => env));
		const named = [...commands.matchAll(/\b([A-Z][A-Z_]+)=/g)].map(([, name = ""]) => name);
		expect(named.length).toBeGreaterThan(8);
		for (const name of named) expect(known).toContain(name);
	});

	it("open the pages' policy to hosts that the gateway takes", () => {
		const lists = [...commands.matchAll(/STREAM_ORIGINS='?([^'\s]+)/g)].map(([, list = ""]) => list);
		expect(lists).toHaveLength(3);
		for (const list of lists) {
			const settings = parseConfig([], { STREAM_ORIGINS: list });
			expect("config" in settings && settings.config.streamOrigins).toEqual(list.split(","));
		}
	});
});
