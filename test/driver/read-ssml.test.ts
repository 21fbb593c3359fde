import { describe, expect, it } from "vitest";
import { readSsml } from "../../src/driver/read-ssml.ts";
import { WireError } from "../../src/protocol/errors.ts";

describe("readSsml", () => {
	it("reads the words of a document", () => {
		expect(readSsml('<?xml version="1.0"?><speak version="1.1">A &amp; <![CDATA[<b>]]></speak>').text).toBe(
			"A & <b>",
		);
	});

	it("reads a fragment without a root", () => {
		const { text, cues } = readSsml('Hello <break time="1s"/>there.');
		expect(text).toBe("Hello there.");
		expect(cues).toEqual([{ type: "pause", at: 6, duration: 1 }]);
	});

	it.each(["AT&T", "1 < 2", "a <b c", "plain words"])("takes %o without a root as it stands", (source) => {
		expect(readSsml(source).text).toBe(source);
	});

	it.each(["<speak>a<b></speak>", "<speak>", "<speak>A & B</speak>", "<speak></speak><speak></speak>"])(
		"refuses %o with a path and a place",
		(source) => {
			expect(() => readSsml(source)).toThrow(WireError);
			expect(() => readSsml(source)).toThrow(/^\$\.Payload\.InputText: SSML is not well-formed: .*\d/);
		},
	);

	it.each([
		['<break time="300ms"/>', 0.3],
		['<break time="1.5s"/>', 1.5],
		['<break time="99s"/>', 10],
		['<break strength="weak"/>', 0.25],
		["<break/>", 0.5],
		['<break time="soon"/>', 0.5],
	])("pauses at %s for %f s", (tag, expected) => {
		expect(readSsml(`<speak>a${tag}b</speak>`).cues).toEqual([{ type: "pause", at: 1, duration: expected }]);
	});

	it.each([
		["slow", 0.75],
		["150%", 1.5],
		["+20%", 1.2],
		["-50%", 0.5],
		["2", 2],
		["9", 4],
	])("speaks at rate %s", (rate, expected) => {
		expect(readSsml(`<speak><prosody rate="${rate}">a</prosody></speak>`).styles).toEqual([
			{ start: 0, end: 1, rate: expected },
		]);
	});

	it("multiplies nested rates, the inner one first in the list", () => {
		const source = '<speak><prosody rate="2">a<prosody rate="2">b</prosody></prosody></speak>';
		expect(readSsml(source).styles).toEqual([
			{ start: 1, end: 2, rate: 4 },
			{ start: 0, end: 2, rate: 2 },
		]);
	});

	it.each([
		['<say-as interpret-as="digits">12 3</say-as>', { spoken: "1 2 3" }],
		['<say-as interpret-as="telephone">+86-10</say-as>', { spoken: "8 6 1 0" }],
		['<say-as interpret-as="characters">AB</say-as>', { spoken: "A B" }],
		['<sub alias="World Wide Web">WWW</sub>', { spoken: "World Wide Web" }],
		['<phoneme alphabet="py" ph="chong2 qing4">重庆</phoneme>', { pinyin: ["chong2", "qing4"] }],
	])("says %s in its way", (source, expected) => {
		expect(readSsml(`<speak>${source}</speak>`).styles[0]).toMatchObject(expected);
	});

	it("takes actions and expressions by any of their usual attributes", () => {
		const source =
			'<speak>a<action name="wave"/><action type="nod"/><action id="bow"/><expression name="smile"/></speak>';
		expect(readSsml(source).cues).toEqual([
			{ type: "action", at: 1, name: "wave" },
			{ type: "action", at: 1, name: "nod" },
			{ type: "action", at: 1, name: "bow" },
			{ type: "expression", at: 1, name: "smile" },
		]);
	});

	it("is not misled by names that objects have", () => {
		const { ignored, styles, cues } = readSsml(
			'<speak><__proto__/><constructor/><prosody rate="constructor">a</prosody><break strength="toString"/></speak>',
		);
		expect(Object.entries(ignored)).toEqual([
			["__proto__", 1],
			["constructor", 1],
			["prosody", 1],
		]);
		expect(styles).toEqual([]);
		expect(cues).toEqual([{ type: "pause", at: 1, duration: 0.5 }]);
	});

	it("counts what it passes over and speaks the text in it", () => {
		const source =
			'<speak><audio src="x">one</audio><foo/> <say-as interpret-as="date">two</say-as><phoneme alphabet="ipa" ph="x">three</phoneme><action/></speak>';
		const { text, ignored } = readSsml(source);
		expect(text).toBe("one twothree");
		expect(ignored).toEqual({ audio: 1, foo: 1, "say-as date": 1, phoneme: 1, action: 1 });
	});

	it.each([
		'<!DOCTYPE s [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><speak>&b;</speak>',
		'<!DOCTYPE s [<!ENTITY x SYSTEM "file:///etc/passwd">]><speak>&x;</speak>',
	])("expands no entity of its own: %s", (source) => {
		expect(() => readSsml(source)).toThrow(WireError);
	});
});
