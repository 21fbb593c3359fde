import { type MouthPose, POSES, type PoseName } from "./mouth-pose.ts";
import { ARPABET_PHONES, IPA_PHONES, MANDARIN_PHONES } from "./phone-tables.ts";

/** In which notation phoneme symbols are written. */
export type PhoneInventory = "mandarin" | "arpabet" | "ipa";

/** One of the poses that a sound goes through. */
export interface PhonePart {
	readonly pose: MouthPose;
	/** Share of the sound's length; the shares of a sound add up to 1. */
	readonly share: number;
}

/** A symbol, read. */
export interface Phone {
	readonly parts: readonly PhonePart[];
	/** Factor on the jaw: stressed above 1, unstressed and neutral-tone below. */
	readonly stress: number;
}

/** Jaw of a vowel under primary stress, secondary stress, and none, against an average one. */
const PRIMARY_STRESS = 1.12;
const SECONDARY_STRESS = 1;
const NO_STRESS = 0.88;

/** Syllables in the neutral tone are short and slack. */
const NEUTRAL_TONE = 0.78;

/** Length of a consonant or glide against a vowel's, where an IPA symbol holds several segments. */
const SHORT_SEGMENT = 0.55;

const phone = (parts: readonly PhonePart[], stress: number): Phone => ({ parts, stress });

/** Parses `uw 28 aa 47 iy 25` or `uw`. */
function readParts(row: string): readonly PhonePart[] {
	const words = row.split(" ");
	const single = words.length === 1;
	const parts: PhonePart[] = [];
	for (let index = 0; index < words.length; index += 2)
		parts.push({
			pose: POSES[words[index] as PoseName],
			share: single ? 1 : Number(words[index + 1]) / 100,
		});
	return parts;
}

const readTable = (table: Readonly<Record<string, string>>): ReadonlyMap<string, readonly PhonePart[]> =>
	new Map(Object.entries(table).map(([symbol, row]) => [symbol, readParts(row)]));

const MANDARIN = readTable(MANDARIN_PHONES);
const ARPABET = readTable(ARPABET_PHONES);
const IPA = readTable(IPA_PHONES);
const LONGEST_SEGMENT = Math.max(...[...IPA.keys()].map((key) => key.length));

/** Symbols that only Mandarin writes this way. */
const MANDARIN_MARK = /^(?:[a-z]+[1-5]|zh|iii?|[iu]ang|i?ong|sil0)$/;
const ARPABET_MARK = /^(?:[A-Z]{1,2}|SIL|SPN)[0-2]?$/;

/**
 * The notation of a list of symbols. `v`, `j`, `x`, `e` mean different sounds in Mandarin's letters and in IPA, so
 * the list decides, not the symbol.
 */
export function detectInventory(symbols: Iterable<string>): PhoneInventory {
	let arpabet = false;
	for (const symbol of symbols) {
		if (MANDARIN_MARK.test(symbol)) return "mandarin";
		arpabet ||= ARPABET_MARK.test(symbol);
	}
	return arpabet ? "arpabet" : "ipa";
}

/** Reads a symbol in the given notation, or in another one that knows it. `undefined` if none does. */
export function readPhoneme(symbol: string, inventory: PhoneInventory): Phone | undefined {
	const trimmed = symbol.trim();
	if (ARPABET_MARK.test(trimmed)) return readArpabet(trimmed);
	if (inventory === "mandarin") return readMandarin(trimmed) ?? readIpa(trimmed);
	return readIpa(trimmed) ?? readMandarin(trimmed);
}

function readArpabet(symbol: string): Phone | undefined {
	const parts = ARPABET.get(symbol.replace(/\d$/, ""));
	if (parts === undefined) return undefined;
	if (symbol.endsWith("1")) return phone(parts, PRIMARY_STRESS);
	return phone(parts, symbol.endsWith("0") ? NO_STRESS : SECONDARY_STRESS);
}

function readMandarin(symbol: string): Phone | undefined {
	const base = symbol.replace(/\d$/, "").replace("ü", "v");
	const stress = symbol.endsWith("5") ? NEUTRAL_TONE : 1;
	const parts = MANDARIN.get(base);
	if (parts !== undefined) return phone(parts, stress);
	// Erhua: a final with r at its end (`ianr`, `uor`) curls into [ɚ].
	const stem = base.endsWith("r") ? MANDARIN.get(base.slice(0, -1)) : undefined;
	return stem === undefined ? undefined : phone(curled(stem), stress);
}

function curled(stem: readonly PhonePart[]): readonly PhonePart[] {
	const kept = stem.filter((part) => part.pose.kind !== "tongue");
	const total = kept.reduce((sum, part) => sum + part.share, 0);
	return [
		...kept.map((part) => ({ pose: part.pose, share: (part.share / total) * 0.65 })),
		{ pose: POSES.er, share: 0.35 },
	];
}

function readIpa(symbol: string): Phone | undefined {
	const stress = symbol.includes("ˈ") ? PRIMARY_STRESS : symbol.includes("ˌ") ? SECONDARY_STRESS : NO_STRESS;
	// Length, aspiration, ties, syllabicity, nasality and tone numbers change no mouth shape.
	const plain = symbol
		.normalize("NFC")
		.replace(/[\p{M}\p{Lm}\p{Sk}\d:]/gu, "")
		.replaceAll("ɡ", "g");
	const segments = splitIpa(plain);
	if (segments === undefined) return undefined;
	return phone(weighted(segments), segments.length === 1 && !isVowel(segments[0]) ? 1 : stress);
}

const isVowel = (part: PhonePart | undefined) => part?.pose.kind === "vowel" || part?.pose.kind === "round";

function splitIpa(symbol: string): readonly PhonePart[] | undefined {
	const whole = IPA.get(symbol);
	if (whole !== undefined) return whole;
	const parts: PhonePart[] = [];
	let at = 0;
	while (at < symbol.length) {
		const length = segmentLength(symbol, at);
		if (length === 0) return undefined;
		const row = IPA.get(symbol.slice(at, at + length));
		// An `h` after a stop is aspiration: part of the stop.
		const aspiration = symbol.slice(at, at + length) === "h" && parts.length > 0;
		if (row !== undefined && !aspiration) parts.push(...row);
		at += length;
	}
	return parts;
}

function segmentLength(symbol: string, at: number): number {
	for (let length = Math.min(LONGEST_SEGMENT, symbol.length - at); length > 0; length--)
		if (IPA.has(symbol.slice(at, at + length))) return length;
	return 0;
}

function weighted(segments: readonly PhonePart[]): readonly PhonePart[] {
	const only = segments.length === 1;
	const raw = segments.map((part, index) => {
		const glide = index === 0 && segments.length > 1 && CLOSE_VOWELS.has(part.pose);
		return only || (isVowel(part) && !glide) ? 1 : SHORT_SEGMENT;
	});
	const total = raw.reduce((sum, share) => sum + share, 0);
	return segments.map((part, index) => ({ pose: part.pose, share: (raw[index] ?? 0) / total }));
}

/** Vowels that are a glide when another one follows in the same symbol. */
const CLOSE_VOWELS: ReadonlySet<MouthPose> = new Set([POSES.iy, POSES.uw, POSES.yu, POSES.ih]);
