import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { FAULTS, runFault } from "../../scripts/kiosk/faults.ts";
import { SupervisedKiosk } from "../../scripts/kiosk/supervised-kiosk.ts";

// The first of what `npm run kiosk:faults` does: a page that crashes in the middle of a visit.

let kiosk: SupervisedKiosk;
beforeAll(async () => {
	kiosk = await SupervisedKiosk.start();
	await kiosk.phase("attract");
	await kiosk.visit();
}, 90_000);
afterAll(() => kiosk.dispose());

const TESTED = FAULTS.filter(({ name }) => /renderer/.test(name));

describe("a kiosk under its supervisor, in the middle of a visit", () => {
	it.each(TESTED)("$name, by itself", async (fault) => {
		// How quickly is for the script to say, on a machine that does nothing else.
		expect(await runFault(fault, kiosk)).toBeGreaterThan(0);
	});

	it("has counted what happened, inside and outside", async () => {
		expect(kiosk.supervisor.counters.value).toMatchObject({ crashes: 1, exits: 0, resets: 0 });
		expect(await kiosk.read("counters.value.crashes")).toBe(1);
	});
});
