import { expect, it } from "vitest";
import { MessageHistory } from "../../../src/widget/panel/message-history.ts";

it("calls messages back, the newest first, and leads back to the empty field", () => {
	const history = new MessageHistory();
	for (const text of ["one", "two", "two"]) history.add(text);
	expect([history.earlier(), history.earlier(), history.earlier()]).toEqual(["two", "one", undefined]);
	expect([history.later(), history.later(), history.later()]).toEqual(["two", "", undefined]);
});

it("knows what it has called back from what the viewer has changed", () => {
	const history = new MessageHistory();
	history.add("one");
	expect(history.isShowing("one")).toBe(false);
	history.earlier();
	expect(history.isShowing("one")).toBe(true);
	expect(history.isShowing("one!")).toBe(false);
});

it("forgets what is older than its limit, and everything when it is wiped", () => {
	const history = new MessageHistory(2);
	for (const text of ["one", "two", "three"]) history.add(text);
	history.earlier();
	expect([history.earlier(), history.earlier()]).toEqual(["two", undefined]);
	history.clear();
	expect(history.earlier()).toBeUndefined();
});
