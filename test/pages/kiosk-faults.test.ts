import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { FAULTS, runFault } from "../../scripts/kiosk/faults.ts";
import { SupervisedKiosk } from "../../scripts/kiosk/supervised-kiosk.ts";

// The quickest of what `npm run kiosk:faults` does: a page that crashes, and a network that goes without a word.

let kiosk: SupervisedKiosk;
beforeAll(async () => {
	kiosk = await SupervisedKiosk.start();
	await kiosk.phase("attract");
	await kiosk.visit();
}, 90_000);
afterAll(() => kiosk.dispose());

const TESTED = FAULTS.filter(({ name }) => /renderer|network/.test(name));

describe("a kiosk under its supervisor, in the middle of a visit", () => {
	it.each(TESTED)("$name, by itself", async (fault) => {
		// How quickly is for the script to say, on a machine that does nothing else.
		expect(await runFault(fault, kiosk)).toBeGreaterThan(0);
	});

	it("has counted what happened, inside and outside", async () => {
		expect(kiosk.supervisor.counters.value).toMatchObject({ launches: 1, crashes: 1, exits: 0, resets: 0 });
		expect(await kiosk.read("counters.value")).toMatchObject({ crashes: 1, pageLoads: 2 });
	});
});
