import { describe, expect, it } from "vitest";
import { OutputTrim } from "../../src/runtime/output-trim.ts";
import { seconds } from "../../src/util/time.ts";

/** A storage that a test can look into. */
class MemoryStorage {
	readonly items = new Map<string, string>();
	getItem = (key: string) => this.items.get(key) ?? null;
	setItem = (key: string, value: string) => void this.items.set(key, value);
}

describe("OutputTrim", () => {
	it("is zero until the viewer sets it, and then kept for the device in use", async () => {
		const storage = new MemoryStorage();
		let device = "speakers";
		const trim = new OutputTrim(storage, async () => device);
		await trim.follow();
		expect(trim.value.value).toBe(0);
		device = "headphones";
		await trim.follow();
		trim.set(seconds(0.18));
		device = "speakers";
		await trim.follow();
		expect(trim.value.value).toBe(0);
		device = "headphones";
		await trim.follow();
		expect(trim.value.value).toBe(0.18);
	});

	it.each([
		["2", 0.5],
		["-2", -0.5],
		["late", 0],
	])("reads a stored %s as %d", async (stored, expected) => {
		const storage = new MemoryStorage();
		storage.items.set("facewire.trim.any", stored);
		const trim = new OutputTrim(storage, async () => "any");
		await trim.follow();
		expect(trim.value.value).toBe(expected);
	});

	it("holds for the visit where nothing may be stored", async () => {
		const forbidden = () => {
			throw new Error("forbidden");
		};
		const trim = new OutputTrim({ getItem: forbidden, setItem: forbidden }, async () => "any");
		await trim.follow();
		trim.set(seconds(0.1));
		expect(trim.value.value).toBe(0.1);
	});
});
