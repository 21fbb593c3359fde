import { describe, expect, it } from "vitest";
import { AssetError } from "../../src/protocol/errors.ts";
import { loadAction } from "../../src/renderer/load-action.ts";
import { arkitRig } from "../support/rigs/rigs.ts";
import { raisedHand, turnZ, type VrmaTracks, writeVrma } from "../support/vrma.ts";

const ARM: VrmaTracks = { times: [0, 1], turns: { rightUpperArm: [turnZ(0), turnZ(90)] } };

const text = (content: string): ArrayBuffer => new TextEncoder().encode(content).slice().buffer;

describe("loadAction", () => {
	it("reads how long a file takes", async () => {
		expect((await loadAction(raisedHand())).duration).toBeCloseTo(3, 5);
	});

	it.each<[string, () => ArrayBuffer | Promise<ArrayBuffer>, RegExp]>([
		["a page", () => text("<!doctype html>"), /^greet\.vrma is not a glTF file/],
		["half a file", () => raisedHand().slice(0, 900), /^greet\.vrma is truncated/],
		["a model", async () => (await arkitRig()).buffer, /^greet\.vrma is no VRM animation/],
		["a plain animation", () => writeVrma({ ...ARM, extension: "EXT_other" }), /is no VRM animation/],
		["a version to come", () => writeVrma({ ...ARM, specVersion: "7.0" }), /of an unknown version/],
		[
			"nothing that moves",
			() => writeVrma({ times: [0, 1], turns: { "prop:tail": [turnZ(0), turnZ(9)] } }),
			/no bone/,
		],
		["a single moment", () => writeVrma({ times: [0], turns: { hips: [turnZ(0)] } }), /it takes no time/],
		[
			"keys that are not numbers",
			() => writeVrma({ times: [0, 1], turns: { hips: [turnZ(0), turnZ(Number.NaN)] } }),
			/a key of hips is not a number/,
		],
		[
			"splines",
			() =>
				writeVrma({
					times: [0, 1],
					turns: { hips: [0, 0, 0, 0, 0, 0].map(turnZ) },
					interpolation: "CUBICSPLINE",
				}),
			/the keys of hips are not linear/,
		],
		[
			"hips on the ground",
			() =>
				writeVrma({
					times: [0, 1],
					hips: [
						[0, 0, 0],
						[0, 0, 1],
					],
					hipsHeight: 0,
				}),
			/its hips rest on the ground/,
		],
	])("says what is wrong with a file: %s", async (_, make, message) => {
		const failure: unknown = await loadAction(await make(), { name: "greet.vrma" }).catch(
			(cause: unknown) => cause,
		);
		expect(failure).toBeInstanceOf(AssetError);
		expect(failure).toMatchObject({ url: "greet.vrma", message: expect.stringMatching(message) });
	});

	it("rejects with the reason of an abort", async () => {
		const reason = new Error("another came");
		await expect(loadAction(raisedHand(), { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
	});
});
