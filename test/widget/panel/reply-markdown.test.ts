import { expect, it } from "vitest";
import { appendReply } from "../../../src/widget/panel/reply-markdown.ts";
import { reply } from "../../support/stand-in-conversation.ts";

it.each([
	[
		[
			["One. ", 1],
			["Two.", 1],
		],
		"One. Two.",
	],
	[
		[
			["Prices: ", 1],
			["| a |\n| - |", 6],
			["Bye.", 1],
		],
		"Prices:\n\n| a |\n| - |\n\nBye.",
	],
	[
		[
			["By the square.", 1],
			["[Map](/map)", 5],
		],
		"By the square.\n\n[Map](/map)",
	],
	[[["https://a.example/map", 4]], "![](<https://a.example/map>)"],
	[[["not an address", 4]], "not an address"],
	[
		[
			["Tickets", 8],
			["12 dollars", 1],
		],
		"### Tickets\n\n12 dollars",
	],
] as const)("joins %j", (pieces, expected) => {
	let source = "";
	let before: ReturnType<typeof reply> | undefined;
	for (const [display, contentType] of pieces) {
		const next = reply({ display, contentType });
		source = appendReply(source, next, before);
		before = next;
	}
	expect(source).toBe(expected);
});
