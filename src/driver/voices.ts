/** A voice of the synthesiser, by the name that it knows. */
export type VoiceName = string;

/** Languages that the synthesiser speaks well enough to be offered, by their primary tag, and its voice for each. */
const VOICES: ReadonlyMap<string, VoiceName> = new Map(
	Object.entries({
		ar: "ar",
		cs: "cs",
		da: "da",
		de: "de",
		el: "el",
		en: "en-us",
		"en-gb": "en",
		es: "es",
		"es-419": "es-419",
		"es-mx": "es-419",
		fi: "fi",
		fr: "fr",
		he: "he",
		hi: "hi",
		hu: "hu",
		id: "id",
		it: "it",
		ja: "ja",
		ko: "ko",
		ms: "ms",
		nl: "nl",
		pl: "pl",
		pt: "pt",
		"pt-br": "pt-br",
		ro: "ro",
		ru: "ru",
		sv: "sv",
		th: "th",
		tr: "tr",
		uk: "uk",
		vi: "vi",
		yue: "yue",
		"zh-hk": "yue",
		zh: "cmn",
		cmn: "cmn",
	}),
);

/** What a plan names for Mandarin. It is {@link PINYIN_VOICE} that speaks: this one guesses the readings itself. */
export const MANDARIN_VOICE: VoiceName = "cmn";

/** The voice that is given Mandarin as pinyin. */
export const PINYIN_VOICE: VoiceName = "cmn-latn-pinyin";

/** `TimbreKey` of each timbre and what it adds to a voice's name. The first is the default. */
export const TIMBRES: ReadonlyMap<string, string> = new Map(
	Object.entries({
		"local-female": "+f1",
		"local-female-soft": "+steph",
		"local-male": "+m3",
		"local-plain": "",
	}),
);

/** What the default timbre adds. */
export const DEFAULT_TIMBRE: string = [...TIMBRES.values()][0] ?? "";

/** Every voice that {@link voiceForLanguage} can give, for the test that they exist. */
export const OFFERED_VOICES: readonly VoiceName[] = [...new Set(VOICES.values())];

/** Tags that `TimbreLanguage` may be or begin with. */
export const OFFERED_LANGUAGES: readonly string[] = [...VOICES.keys()];

/** The voice for a BCP 47 tag (`en-US`, `zh_CN`, `pt-BR`), or `undefined`: the region counts where voices differ. */
export function voiceForLanguage(tag: string): VoiceName | undefined {
	const parts = tag.toLowerCase().replaceAll("_", "-").split("-");
	for (let length = parts.length; length > 0; length--) {
		const voice = VOICES.get(parts.slice(0, length).join("-"));
		if (voice !== undefined) return voice;
	}
	return undefined;
}

/** Scripts in the order in which they are looked for, and the voice that reads each unless a language is asked for. */
const SCRIPT_VOICES: readonly (readonly [script: RegExp, fallback: VoiceName, also: readonly VoiceName[]])[] =
	[
		[/[\p{sc=Hiragana}\p{sc=Katakana}]/u, "ja", []],
		[/\p{sc=Han}/u, "cmn", ["yue"]],
		[/\p{sc=Hangul}/u, "ko", []],
		[/\p{sc=Cyrillic}/u, "ru", ["uk"]],
		[/\p{sc=Greek}/u, "el", []],
		[/\p{sc=Arabic}/u, "ar", []],
		[/\p{sc=Hebrew}/u, "he", []],
		[/\p{sc=Devanagari}/u, "hi", []],
		[/\p{sc=Thai}/u, "th", []],
	];

/** Voices that read a script of their own and no Latin letters. */
const OTHER_SCRIPT = new Set(SCRIPT_VOICES.flatMap(([, fallback, also]) => [fallback, ...also]));

/** The voice for a letter: the preferred one if it can read its script, else that script's own. */
export function voiceForLetter(letter: string, preferred: VoiceName | undefined): VoiceName {
	for (const [script, fallback, also] of SCRIPT_VOICES)
		if (script.test(letter))
			return preferred !== undefined && also.includes(preferred) ? preferred : fallback;
	return preferred !== undefined && !OTHER_SCRIPT.has(preferred) ? preferred : "en-us";
}
