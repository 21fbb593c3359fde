import { describe, expect, it } from "vitest";
import { NO_STAND_INS, startVendorStandIns } from "../../../scripts/vendor-stand-ins.ts";
import { defaultConfig } from "../../../src/gateway/config.ts";
import { vendorDoors } from "../../../src/gateway/vendors/doors.ts";
import { seconds } from "../../../src/util/time.ts";

const doorsOf = (settings: object) =>
	vendorDoors({ ...defaultConfig(), ...settings }, { now: () => seconds(0), newId: () => "id" });

describe("--vendors stand-in", () => {
	it("gives the gateway an account with every vendor, and a place where their rooms are played", async () => {
		const standIns = await startVendorStandIns({ ...defaultConfig(), akoolApi: "v3" });
		const { standInStreams, akoolApi } = standIns.settings;
		expect([...doorsOf(standIns.settings).values()].flatMap(({ missing }) => missing)).toEqual([]);
		expect(akoolApi).toBe("v3");
		const nobody = await fetch(`${standInStreams}/live/nobody.flv`);
		expect(nobody.status).toBe(404);
		await standIns.dispose();
		await expect(fetch(`${standInStreams}/live/nobody.flv`)).rejects.toThrow();
	});

	it("makes new accounts at every start", async () => {
		const [first, second] = await Promise.all([1, 2].map(() => startVendorStandIns(defaultConfig())));
		expect(first?.settings.akoolApiKey).not.toBe(second?.settings.akoolApiKey);
		await Promise.all([first?.dispose(), second?.dispose()]);
	});

	it("changes nothing where the vendors' accounts are meant", () => {
		expect(NO_STAND_INS.settings).toEqual({});
		expect([...doorsOf({}).values()].every(({ missing }) => missing.length > 0)).toBe(true);
	});
});
