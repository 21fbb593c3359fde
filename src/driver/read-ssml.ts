import { SaxesParser, type SaxesTagPlain } from "saxes";
import { WireError } from "../protocol/errors.ts";
import { type Seconds, seconds } from "../util/time.ts";
import { writeWithInlineTags } from "./inline-tags.ts";
import { type SpeechText, SpeechTextBuilder } from "./speech-text.ts";

/** Longest pause that a text may ask for: longer ones are a mistake or an attack. */
const MAX_BREAK = 10;

const BREAK_STRENGTHS: ReadonlyMap<string, number> = new Map(
	Object.entries({
		none: 0,
		"x-weak": 0.1,
		weak: 0.25,
		medium: 0.5,
		strong: 0.75,
		"x-strong": 1.2,
	}),
);

const RATES: ReadonlyMap<string, number> = new Map(
	Object.entries({
		"x-slow": 0.5,
		slow: 0.75,
		medium: 1,
		fast: 1.25,
		"x-fast": 1.6,
	}),
);

/**
 * The words of an SSML text and what its tags ask for: `break`, `prosody rate`, `say-as`, `sub`, `phoneme` (pinyin),
 * `action`, `expression`. Other tags are passed over and counted; their text is spoken.
 *
 * The vendor's own client declares plain text as SSML too, so a text without a `<speak` root that is no well-formed
 * XML is taken as it stands. Throws {@link WireError} for a `<speak>` that is not well-formed.
 */
export function readSsml(source: string): SpeechText {
	const declared = /^\s*</.test(source) && /<speak[\s>/]/.test(source);
	try {
		return new SsmlReader().read(declared ? source : `<speak>${source}</speak>`);
	} catch (cause) {
		if (declared) throw cause;
		const builder = new SpeechTextBuilder();
		writeWithInlineTags(source, builder);
		return builder.finish();
	}
}

/** A tag that is open, and what happens when it closes. */
interface OpenTag {
	readonly close: () => void;
}

class SsmlReader {
	readonly #builder = new SpeechTextBuilder();
	readonly #open: OpenTag[] = [];
	/** Factor of the `prosody` tags that are open. */
	#rate = 1;

	read(source: string): SpeechText {
		const parser = new SaxesParser();
		parser.on("error", (error) => {
			throw new WireError("$.Payload.InputText", `SSML is not well-formed: ${error.message}`, {
				cause: error,
			});
		});
		parser.on("text", (text) => writeWithInlineTags(text, this.#builder));
		parser.on("cdata", (text) => this.#builder.write(text));
		parser.on("opentag", (tag) => this.#open.push({ close: this.#enter(tag) }));
		parser.on("closetag", () => this.#open.pop()?.close());
		parser.write(source).close();
		return this.#builder.finish();
	}

	/** Does what the tag asks for and returns what its end asks for. */
	#enter(tag: SaxesTagPlain): () => void {
		const { attributes } = tag;
		const start = this.#builder.position;
		switch (tag.name) {
			case "speak":
			case "voice":
			case "s":
				return () => {};
			case "p":
				this.#builder.breakLine();
				return () => this.#builder.breakLine();
			case "break":
				this.#builder.pause(breakDuration(attributes));
				return () => {};
			case "action":
				return this.#cue(tag, (name) => this.#builder.act(name));
			case "expression":
				return this.#cue(tag, (name) => this.#builder.express(name));
			case "prosody":
				return this.#prosody(start, attributes.rate);
			case "say-as":
				return () => this.#sayAs(start, attributes["interpret-as"]);
			case "sub":
				return () => this.#spoken(start, attributes.alias);
			case "phoneme":
				return () => this.#phoneme(start, attributes.alphabet, attributes.ph);
			default:
				this.#builder.ignore(tag.name);
				return () => {};
		}
	}

	#cue(tag: SaxesTagPlain, add: (name: string) => void): () => void {
		const { name, type, id, code } = tag.attributes;
		const value = name ?? type ?? id ?? code;
		if (value) add(value);
		else this.#builder.ignore(tag.name);
		return () => {};
	}

	#prosody(start: number, rate: string | undefined): () => void {
		const outer = this.#rate;
		const factor = rateFactor(rate);
		if (factor === undefined) this.#builder.ignore("prosody");
		this.#rate = outer * (factor ?? 1);
		const own = this.#rate;
		return () => {
			this.#rate = outer;
			if (factor !== undefined) this.#builder.style({ start, end: this.#builder.position, rate: own });
		};
	}

	#sayAs(start: number, kind: string | undefined): void {
		const text = this.#builder.textFrom(start);
		if (kind === "digits" || kind === "telephone")
			this.#spoken(start, [...text.replace(/\D/g, "")].join(" "));
		else if (kind === "characters" || kind === "spell-out") this.#spoken(start, [...text].join(" "));
		else if (kind !== "cardinal" && kind !== "number") this.#builder.ignore(`say-as ${kind ?? ""}`.trim());
	}

	#spoken(start: number, spoken: string | undefined): void {
		if (spoken) this.#builder.style({ start, end: this.#builder.position, spoken });
		else this.#builder.ignore("sub");
	}

	#phoneme(start: number, alphabet: string | undefined, ph: string | undefined): void {
		const pinyin = ph?.trim().split(/\s+/) ?? [];
		const understood = alphabet === "py" && pinyin.every((syllable) => /^[a-zü:]+[1-5]$/i.test(syllable));
		if (understood) this.#builder.style({ start, end: this.#builder.position, pinyin });
		else this.#builder.ignore("phoneme");
	}
}

function breakDuration(attributes: Readonly<Record<string, string>>): Seconds {
	const time = /^\s*(\d+(?:\.\d+)?)\s*(ms|s)\s*$/.exec(attributes.time ?? "");
	const duration = time
		? Number(time[1]) / (time[2] === "ms" ? 1000 : 1)
		: (BREAK_STRENGTHS.get(attributes.strength ?? "medium") ?? 0.5);
	return seconds(Math.min(duration, MAX_BREAK));
}

/** `"slow"`, `"80%"`, `"+20%"` or `"1.2"` as a factor in 0.25 … 4. */
function rateFactor(rate: string | undefined): number | undefined {
	if (rate === undefined) return undefined;
	const named = RATES.get(rate);
	if (named !== undefined) return named;
	const match = /^\s*([+-]?)(\d+(?:\.\d+)?)(%?)\s*$/.exec(rate);
	if (!match) return undefined;
	const value = Number(match[2]) / (match[3] === "%" ? 100 : 1);
	const factor = match[1] === "+" ? 1 + value : match[1] === "-" ? 1 - value : value;
	return factor > 0 ? Math.min(4, Math.max(0.25, factor)) : undefined;
}
