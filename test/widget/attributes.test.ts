import { afterEach, describe, expect, it, vi } from "vitest";
import { readAddress, readChoice, readHosts, readTexts, readVolume } from "../../src/widget/attributes.ts";

/** As much of an element as reading attributes takes. */
const tag = (attributes: Record<string, string>) =>
	({
		getAttribute: (name: string) => attributes[name] ?? null,
		ownerDocument: { baseURI: "https://site.example/shop/page.html" },
	}) as unknown as Element;

const warn = vi.spyOn(console, "warn").mockImplementation(() => undefined);
afterEach(() => warn.mockClear());

describe("a choice", () => {
	it("is the attribute's word, or the first if there is none", () => {
		expect(readChoice(tag({ variant: "bare" }), "variant")).toBe("bare");
		expect(readChoice(tag({}), "variant")).toBe("inline");
		expect(warn).not.toHaveBeenCalled();
	});

	it("that is unknown warns once with what is known, and is the first", () => {
		expect(readChoice(tag({ framing: "feet" }), "framing")).toBe("bust");
		expect(readChoice(tag({ framing: "feet" }), "framing")).toBe("bust");
		expect(warn).toHaveBeenCalledTimes(1);
		expect(warn.mock.calls[0]?.[0]).toMatch(/framing="feet".*bust, head, half/);
	});
});

describe("an address", () => {
	it.each([
		["avatars/leo.vrm", "https://site.example/shop/avatars/leo.vrm"],
		["/leo.vrm", "https://site.example/leo.vrm"],
		["https://other.example/a", "https://other.example/a"],
		["", ""],
	])("%s is taken from the document: %s", (value, absolute) => {
		expect(readAddress(tag({ src: value }), "src")).toBe(absolute);
	});

	it("that is none is left out with a warning", () => {
		expect(readAddress(tag({ src: "https://" }), "src")).toBe("");
		expect(warn).toHaveBeenCalledTimes(1);
	});
});

describe("the volume", () => {
	it.each([
		["0.5", 0.5],
		["0", 0],
		["2", 1],
		["loud", 1],
		["", 1],
	])("%s is %d", (value, volume) => {
		expect(readVolume(tag({ volume: value }))).toBe(volume);
	});
});

describe("the page's own words", () => {
	it("are an object of strings; anything else is left out", () => {
		expect(readTexts(tag({ "text-contents": '{"start":"Go"}' }))).toEqual({ start: "Go" });
		expect(readTexts(tag({ "text-contents": "Go" }))).toEqual({});
		expect(readTexts(tag({ "text-contents": "[]" }))).toEqual({});
	});
});

it("hosts are separated by spaces or commas", () => {
	expect(readHosts(tag({ "link-hosts": "a.example, b.example  c.example" }), "link-hosts")).toEqual([
		"a.example",
		"b.example",
		"c.example",
	]);
	expect(readHosts(tag({}), "link-hosts")).toBeUndefined();
});
