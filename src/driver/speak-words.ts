import type { Espeak } from "./espeak.ts";
import { phonemeTimes } from "./phoneme-times.ts";
import { readEvents, speechEnd, type WordEvents } from "./read-events.ts";
import { appendUnit, type SpokenSegment, type SpokenUnit, span } from "./spoken-unit.ts";
import { trimSpeech } from "./trim-speech.ts";
import type { VoiceName } from "./voices.ts";

/** A piece of the text that is one unit: everything between two spaces, or one Han character and what clings to it. */
const TOKEN = /\p{sc=Han}[^\s\p{sc=Han}]*|[^\s\p{sc=Han}]+/gu;

interface Token {
	readonly start: number;
	readonly end: number;
	readonly joins: boolean;
}

/** Says a text of a language that writes words, or characters that the voice can read by itself. */
export function speakWords(espeak: Espeak, text: string, voice: VoiceName, rate: number): SpokenSegment {
	const { pcm, events } = espeak.say(text, voice, rate);
	const words = readEvents(events);
	const tokens = readTokens(text);
	const starts = codePointStarts(text);
	const units: SpokenUnit[] = [];
	for (const word of words) {
		const at = starts[word.position] ?? text.length;
		const token = tokens.findLast((candidate) => candidate.start <= at) ?? tokens[0];
		// A token that is read as several words (`x.com`, `2026`) stays one unit.
		if (token) appendUnit(units, wordUnit(word, token), "-");
	}
	return { samples: trimSpeech(pcm, speechEnd(words)), units };
}

function wordUnit(word: WordEvents, token: Token): SpokenUnit {
	const phonemes = phonemeTimes(word);
	const spelling = phonemes.map((phoneme) => phoneme.symbol).join("-");
	return { ...token, ...span(phonemes), phonemes, inventory: "ipa", spelling };
}

const readTokens = (text: string): Token[] =>
	[...text.matchAll(TOKEN)].map((match) => ({
		start: match.index,
		end: match.index + match[0].length,
		joins: /^\p{sc=Han}/u.test(match[0]),
	}));

/** UTF-16 index of each code point. */
function codePointStarts(text: string): number[] {
	const starts: number[] = [];
	let at = 0;
	for (const character of text) {
		starts.push(at);
		at += character.length;
	}
	return starts;
}
