import { expect, it } from "vitest";
import { readInteraction } from "../../../src/widget/panel/read-interaction.ts";
import { reply } from "../../support/stand-in-conversation.ts";

const read = (interactionType: string, interactionContent: string) =>
	readInteraction(reply({ interactionType, interactionContent }));

const CARD = { type: "card", title: "", body: "", choices: [] };

it("finds nothing where the driver sends nothing", () => {
	expect(read("", "")).toBeUndefined();
	expect(read("popup", " ")).toBeUndefined();
});

it.each([
	["popup", "Mind the **step**.", { ...CARD, type: "popup", body: "Mind the **step**." }],
	["image", "https://a.example/map", { ...CARD, body: "![](<https://a.example/map>)" }],
	["", "https://a.example/map.png?v=2", { ...CARD, body: "![](<https://a.example/map.png?v=2>)" }],
	["link", "https://a.example/map", { ...CARD, body: "<https://a.example/map>" }],
	["other", "<b onclick=x>text</b>", { ...CARD, body: "<b onclick=x>text</b>" }],
])("reads %s %j", (type, content, expected) => {
	expect(read(type, content)).toEqual(expected);
});

it("reads an object with a title, a picture and answers to choose from", () => {
	const content = JSON.stringify({
		title: "Tickets",
		content: "For whom?",
		image: "https://a.example/t.png",
		options: ["Adults", { text: "Children" }, 3],
	});
	expect(read("popup", content)).toEqual({
		type: "popup",
		title: "Tickets",
		body: "For whom?\n\n![](<https://a.example/t.png>)",
		choices: ["Adults", "Children"],
	});
});

it("shows an object that it does not understand as it is, and broken JSON as text", () => {
	expect(read("card", '{"x":1}')?.body).toBe('~~~~~json\n{"x":1}\n~~~~~');
	expect(read("card", '{"x":')?.body).toBe('{"x":');
});
