import { describe, expect, test } from "vitest";
import { BLENDSHAPE_COUNT, BLENDSHAPE_INDEX, BLENDSHAPES } from "../../src/lipsync/blendshapes.ts";
import { ORDERS, type OrderName } from "../../src/lipsync/order-tables.ts";
import {
	IGNORED,
	ignoredChannels,
	orderChannels,
	orderPermutation,
	reorder,
	toWireOrder,
} from "../../src/lipsync/orders.ts";

const NAMES = Object.keys(ORDERS) as OrderName[];

/** Where `jawOpen` stands in each producer's frames, as its own documents or sources say. */
const JAW_OPEN: Record<OrderName, number> = {
	tencent: 7,
	apple: 17,
	alphabetical: 24,
	mediapipe: 25,
	nvidia: 17,
	azure: 17,
	"live-link": 17,
	"live-link-csv": 17,
	huawei: 24,
};

describe("orders", () => {
	test.each(NAMES)("%s names each of its channels once and knows at least 51 of the 52", (name) => {
		const channels = ORDERS[name] as readonly string[];
		expect(new Set(channels).size).toBe(channels.length);
		const known = BLENDSHAPES.filter((blendshape) => channels.includes(blendshape));
		expect(known.length).toBe(name === "mediapipe" ? 51 : 52);
		expect(channels.indexOf("jawOpen")).toBe(JAW_OPEN[name]);
	});

	test.each(NAMES)("%s survives the way out and back", (name) => {
		const permutation = orderPermutation(name, ORDERS[name].length);
		const weights = Float32Array.from({ length: 2 * BLENDSHAPE_COUNT }, (_, index) => (index + 1) / 128);
		const wire = new Float32Array(2 * permutation.length);
		toWireOrder(weights, permutation, 2, wire);
		const back = new Float32Array(2 * BLENDSHAPE_COUNT);
		reorder(wire, permutation, 2, back);
		if (name === "mediapipe") {
			weights[BLENDSHAPE_INDEX.tongueOut] = 0;
			weights[BLENDSHAPE_COUNT + BLENDSHAPE_INDEX.tongueOut] = 0;
		}
		expect(back).toEqual(weights);
	});

	test("frames shorter than 52 hold the order's first names", () => {
		const permutation = orderPermutation("tencent", 32);
		const out = new Float32Array(BLENDSHAPE_COUNT).fill(9);
		reorder(new Float32Array(32).fill(1), permutation, 1, out);
		expect(out[BLENDSHAPE_INDEX.jawOpen]).toBe(1);
		expect(out[BLENDSHAPE_INDEX.mouthSmileRight]).toBe(1);
		expect(out[BLENDSHAPE_INDEX.eyeBlinkLeft]).toBe(0);
		expect(out.reduce((sum, weight) => sum + weight)).toBe(32);
	});

	test("a dimension of 0 means 52", () => {
		expect(orderPermutation("tencent", 0).length).toBe(52);
	});

	test("channels that are no blendshape are ignored, and named", () => {
		expect(ignoredChannels("azure", 55)).toEqual(["headRoll", "leftEyeRoll", "rightEyeRoll"]);
		expect(ignoredChannels("tencent", 54)).toEqual(["channel 52", "channel 53"]);
		expect(ignoredChannels("mediapipe", 52)).toEqual(["_neutral"]);
	});

	test("an order of one's own may use other spellings", () => {
		const permutation = orderPermutation(["JawOpen", "mouth_smile_L", "eyeBlink_R", "headTilt"], 4);
		expect([...permutation]).toEqual([
			BLENDSHAPE_INDEX.jawOpen,
			BLENDSHAPE_INDEX.mouthSmileLeft,
			BLENDSHAPE_INDEX.eyeBlinkRight,
			IGNORED,
		]);
	});

	test.each([
		["an unknown preset", "appel" as OrderName, /expected tencent, apple.*got "appel"/],
		["an empty list", [], /at least one channel/],
		["a repeated channel", ["jawOpen", "mouthClose", "JawOpen"], /order\[2\]: "jawOpen" stands twice/],
		["an unnamed channel", ["jawOpen", " "], /order\[1\]: expected a channel name/],
	])("%s is refused with its place", (_, order, message) => {
		expect(() => orderChannels(order)).toThrow(message);
	});

	test("arrays that are too short are refused", () => {
		const permutation = orderPermutation("apple", 52);
		const frame = new Float32Array(52);
		expect(() => reorder(frame, permutation, 2, new Float32Array(104))).toThrow(RangeError);
		expect(() => reorder(new Float32Array(104), permutation, 2, frame)).toThrow(RangeError);
	});
});
