import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { FAULTS, runFault } from "../../scripts/kiosk/faults.ts";
import { SupervisedKiosk } from "../../scripts/kiosk/supervised-kiosk.ts";

// Of what `npm run kiosk:faults` does: a page that crashes in the middle of a visit, and a power cut.

/** What a visitor writes; no file of the product holds it. */
const WRITTEN = "zanzibar quagmire";

let kiosk: SupervisedKiosk;
beforeAll(async () => {
	kiosk = await SupervisedKiosk.start();
	await kiosk.phase("attract");
	await kiosk.visit();
}, 90_000);
afterAll(() => kiosk.dispose());

const fault = (name: string) => {
	const found = FAULTS.find((candidate) => candidate.name.startsWith(name));
	if (found === undefined) throw new Error(`There is no fault ${name}.`);
	return found;
};

/** Files of the browser's profile that hold `text`, in one of the ways in which browsers write it. */
function filesWith(text: string): string[] {
	const forms = (["utf8", "utf16le"] as const).map((encoding) => Buffer.from(text, encoding));
	return readdirSync(kiosk.profile, { recursive: true, withFileTypes: true })
		.filter((entry) => entry.isFile())
		.map(({ parentPath, name }) => join(parentPath, name))
		.filter((file) => forms.some((form) => readFileSync(file).includes(form)));
}

describe("a kiosk under its supervisor, in the middle of a visit", () => {
	it("whose page crashes speaks again by itself", async () => {
		// How quickly is for the script to say, on a machine that does nothing else.
		expect(await runFault(fault("renderer killed"), kiosk)).toBeGreaterThan(0);
	});

	it("has counted what happened, inside and outside", async () => {
		expect(kiosk.supervisor.counters.value).toMatchObject({ crashes: 1, exits: 0, resets: 0 });
		expect(await kiosk.read("counters.value.crashes")).toBe(1);
	});

	it("keeps nothing of the visitor on its disk when the power is cut, and speaks again when it is back", async () => {
		await kiosk.until("A session", async () => (await kiosk.read("host.state.value")) === "ready", 30);
		await kiosk.write(WRITTEN);
		await kiosk.heard(20);
		expect(await kiosk.read("screen.talk.answer.exchanges[0].question")).toBe(WRITTEN);
		expect(await runFault(fault("browser killed"), kiosk)).toBeGreaterThan(0);
		// That a visit was under way is known, so what is looked for would be found.
		expect(filesWith("facewire.kiosk.visit")).not.toEqual([]);
		expect(filesWith(WRITTEN)).toEqual([]);
		expect(await kiosk.read("screen.talk.answer.exchanges.length")).toBe(0);
	});
});
