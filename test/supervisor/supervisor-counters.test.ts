import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { chromiumArguments, KIOSK_FLAGS } from "../../src/supervisor/chromium-flags.ts";
import { SupervisorCounters } from "../../src/supervisor/supervisor-counters.ts";

const folder = mkdtempSync(join(tmpdir(), "facewire-counters-"));
const file = join(folder, "counters.json");
afterAll(() => rmSync(folder, { recursive: true }));

describe("the supervisor's counters", () => {
	it("go on over its lives", () => {
		new SupervisorCounters(file).add("crashes");
		const second = new SupervisorCounters(file);
		second.add("crashes");
		expect(second.value).toMatchObject({ crashes: 2, resets: 0 });
	});

	it("are not lost in silence: a broken file is put aside, and that is counted", () => {
		writeFileSync(file, '{"crashes": 2');
		const counters = new SupervisorCounters(file);
		counters.add("launches");
		expect(new SupervisorCounters(file).value).toMatchObject({ crashes: 0, launches: 1, resets: 1 });
		expect(readdirSync(folder)).toContain("counters.json.broken");
	});
});

describe("Chromium's arguments", () => {
	const options = {
		dataDir: "/var/lib/kiosk",
		url: "http://localhost/kiosk.html",
		isHeadless: false,
		extra: ["--lang=zh"],
	};

	it("have every documented flag, a lasting profile, DevTools by a pipe alone, and the address last", () => {
		const given = chromiumArguments(options);
		for (const { flag } of KIOSK_FLAGS) expect(given).toContain(flag);
		expect(given).toContain("--user-data-dir=/var/lib/kiosk");
		expect(given.filter((flag) => flag.startsWith("--remote-debugging"))).toEqual([
			"--remote-debugging-pipe",
		]);
		expect(given).not.toContain("--incognito");
		expect(given.at(-1)).toBe(options.url);
	});
});
