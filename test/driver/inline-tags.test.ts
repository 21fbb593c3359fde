import { describe, expect, it } from "vitest";
import { ACTION_TAGS, EXPRESSION_TAGS } from "../../src/driver/inline-tags.ts";
import { readMarkdown } from "../../src/driver/read-markdown.ts";
import { addSmartActions } from "../../src/driver/smart-actions.ts";
import { EXPRESSIONS } from "../../src/motion/expression-table.ts";

describe("tags", () => {
	it.each([...EXPRESSION_TAGS])("[%s] is an expression that the avatar has", (name) => {
		expect(Object.keys(EXPRESSIONS)).toContain(name);
	});

	it.each([
		...ACTION_TAGS.map((name) => ["action", name] as const),
		...EXPRESSION_TAGS.map((name) => ["expression", name] as const),
	])("make a cue of the %s [%s]", (type, name) => {
		expect(readMarkdown(`So [${name}] it is.`)).toMatchObject({
			text: "So it is.",
			cues: [{ type, at: 3, name }],
		});
	});
});

describe("addSmartActions", () => {
	const actions = (text: string): string[] =>
		addSmartActions(readMarkdown(text)).cues.map((cue) =>
			cue.type === "pause" ? "" : `${cue.name} ${cue.at}`,
		);

	it.each([
		["Hello there.", ["wave 0"]],
		["大家好！", ["wave 0"]],
		["Say goodbye.", ["wave 4"]],
		["谢谢你。", ["bow 0"]],
		["Yes, of course.", ["nod 0"]],
		["It is on the left.", ["point 6"]],
		["The hills of Highgate", []],
		["Nothing here.", []],
	])("finds what people do when they say %o", (text, expected) => {
		expect(actions(text)).toEqual(expected);
	});

	it("leaves some time between two gestures", () => {
		const text = `Hello, and thank you. ${"Some other words. ".repeat(4)} Goodbye.`;
		expect(actions(text)).toEqual(["wave 0", `wave ${text.indexOf("Goodbye")}`]);
	});

	it("leaves a text alone that brings its own", () => {
		expect(actions("[nod] Hello.")).toEqual(["nod 0"]);
	});
});
