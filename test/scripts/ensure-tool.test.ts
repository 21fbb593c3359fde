import { describe, expect, it } from "vitest";
import { ensureTool, type Machine } from "../../scripts/ensure-tool.ts";
import { TEST_TOOLS, type TestTool } from "../../scripts/test-tools.ts";

const TOOL: TestTool = {
	name: "Tool",
	find: () => undefined,
	debianPackage: "tool-package",
	otherwise: ["npx", "get-tool"],
	advice: "build one yourself",
};

/** A machine on which `installs` is the command that makes the tool appear. */
function machine(aptWorks: boolean, installs?: string) {
	const ran: string[] = [];
	const fake: Machine = {
		aptWorks,
		run: (command) => {
			ran.push(command.join(" "));
			return true;
		},
		say: () => {},
	};
	const tool = {
		...TOOL,
		find: () => (installs !== undefined && ran.includes(installs) ? "/bin/tool" : undefined),
	};
	return { fake, tool, ran };
}

const APT_INSTALL = "apt-get install --yes --no-install-recommends tool-package";

describe("ensureTool", () => {
	it("installs nothing when the tool is there", () => {
		const { fake, ran } = machine(true);
		expect(ensureTool({ ...TOOL, find: () => "/bin/tool" }, fake)).toBe("/bin/tool");
		expect(ran).toEqual([]);
	});

	it("asks apt as root on Debian", () => {
		const { fake, tool, ran } = machine(true, APT_INSTALL);
		expect(ensureTool(tool, fake)).toBe("/bin/tool");
		expect(ran).toEqual(["apt-get update", APT_INSTALL]);
	});

	it("goes the other way elsewhere, or when apt did not help", () => {
		const elsewhere = machine(false, "npx get-tool");
		expect(ensureTool(elsewhere.tool, elsewhere.fake)).toBe("/bin/tool");
		expect(elsewhere.ran).toEqual(["npx get-tool"]);
		const stubborn = machine(true, "npx get-tool");
		expect(ensureTool(stubborn.tool, stubborn.fake)).toBe("/bin/tool");
		expect(stubborn.ran).toEqual(["apt-get update", APT_INSTALL, "npx get-tool"]);
	});

	it("stops at the first command that fails", () => {
		const { fake, ran } = machine(true);
		const failing = { ...fake, run: (command: readonly string[]) => fake.run(command) && false };
		expect(() => ensureTool({ ...TOOL, otherwise: null }, failing)).toThrow("could not be installed");
		expect(ran).toEqual(["apt-get update"]);
	});

	it("fails with one sentence that says what to do", () => {
		const { fake } = machine(false);
		expect(() => ensureTool(TOOL, fake)).toThrow(
			"The tests need Tool, which is not there and could not be installed: build one yourself.",
		);
	});

	it("passes on what is wrong with a tool that is named", () => {
		const named = {
			...TOOL,
			find: () => {
				throw new Error("CHROME_PATH names /nowhere, which does not exist.");
			},
		};
		expect(() => ensureTool(named, machine(true).fake)).toThrow("CHROME_PATH names /nowhere");
	});
});

describe("TEST_TOOLS", () => {
	it("lists Chromium", () => {
		expect(TEST_TOOLS.map(({ name }) => name)).toContain("Chromium");
	});
});
