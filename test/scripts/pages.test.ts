import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { pageAddresses } from "../../scripts/pages.ts";

let folder = "";

beforeEach(async () => {
	folder = await mkdtemp(join(tmpdir(), "pages-"));
});

afterEach(() => rm(folder, { recursive: true }));

describe("pageAddresses", () => {
	it("lists the front page first and the others by name", async () => {
		await mkdir(join(folder, "assets"));
		for (const file of ["kiosk.html", "debug.html", "index.html", "favicon.svg", "assets/part.html"])
			await writeFile(join(folder, file), "");
		expect(await pageAddresses(folder, "http://localhost:1")).toEqual([
			"http://localhost:1/",
			"http://localhost:1/debug.html",
			"http://localhost:1/kiosk.html",
		]);
	});

	it("finds none where there is no folder", async () => {
		expect(await pageAddresses(join(folder, "none"), "")).toEqual([]);
	});
});
