/** Initials, longest first. */
const INITIALS = "zh ch sh b p m f d t n l g k h j q x r z c s".split(" ");

/** Finals that pinyin writes short after an initial. */
const SHORT_FINALS: Readonly<Record<string, string>> = { iu: "iou", ui: "uei", un: "uen" };

/** What y and w stand for at the start of a syllable without an initial. */
const ZERO_INITIAL: readonly (readonly [RegExp, string])[] = [
	[/^yu/, "v"],
	[/^yi/, "i"],
	[/^you$/, "iou"],
	[/^y/, "i"],
	[/^wu/, "u"],
	[/^wei$/, "uei"],
	[/^wen$/, "uen"],
	[/^w/, "u"],
];

/** Length of an initial in units of a final: hisses and breaths are long, plain stops and voiced sounds short. */
const INITIAL_LENGTH: Readonly<Record<string, number>> = {
	zh: 0.42,
	ch: 0.75,
	sh: 0.75,
	z: 0.5,
	c: 0.75,
	s: 0.75,
	j: 0.45,
	q: 0.75,
	x: 0.75,
	f: 0.6,
	h: 0.55,
	p: 0.5,
	t: 0.5,
	k: 0.5,
	m: 0.5,
	n: 0.5,
	l: 0.4,
	r: 0.45,
};
const STOP_LENGTH = 0.28;

/** A sound of a word that is not timed yet: its symbol and its length against the others'. */
export interface Sound {
	readonly symbol: string;
	readonly length: number;
}

/**
 * The initial and final of a pinyin syllable with its tone digit (`zhong1`, `lv4`), in the notation of
 * `MANDARIN_PHONES`. Empty for what is no syllable.
 */
export function mandarinSyllable(syllable: string): readonly Sound[] {
	const match = /^([a-zü]+)([0-5]?)$/.exec(syllable.toLowerCase());
	if (match === null) return [];
	const letters = (match[1] ?? "").replaceAll("ü", "v");
	const tone = match[2] === "" || match[2] === "0" ? "5" : (match[2] ?? "5");
	const initial = INITIALS.find(
		(candidate) => letters.startsWith(candidate) && letters.length > candidate.length,
	);
	if (initial === undefined) return [{ symbol: zeroInitial(letters) + tone, length: 1 }];
	return [
		{ symbol: initial, length: INITIAL_LENGTH[initial] ?? STOP_LENGTH },
		{ symbol: final(initial, letters.slice(initial.length)) + tone, length: 1 },
	];
}

function zeroInitial(letters: string): string {
	for (const [pattern, replacement] of ZERO_INITIAL)
		if (pattern.test(letters)) return letters.replace(pattern, replacement);
	return letters;
}

function final(initial: string, letters: string): string {
	if (/^[jqx]$/.test(initial) && letters.startsWith("u")) return `v${letters.slice(1)}`;
	if (letters === "i" && /^[zcs]$/.test(initial)) return "ii";
	if (letters === "i" && /^(?:zh|ch|sh|r)$/.test(initial)) return "iii";
	return SHORT_FINALS[letters] ?? letters;
}
