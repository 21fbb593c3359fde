/** A Mandarin syllable in the driver's phoneme set: `zhi4` is `zh4` and `iii4`, `ye4` is `ie4` alone. */
export interface PinyinPhonemes {
	/** Without tone; empty for a syllable that begins with its vowel. */
	readonly initial: string;
	/** Without tone. */
	readonly final: string;
	/** 1 … 5. */
	readonly tone: number;
}

const INITIALS = /^(zh|ch|sh|[bpmfdtnlgkhjqxrzcs])/;

/** Finals as pinyin writes them after a consonant, where the phoneme set spells them out. */
const SPELLED_OUT: ReadonlyMap<string, string> = new Map(
	Object.entries({ iu: "iou", ui: "uei", un: "uen", ue: "ve" }),
);

/** Whole syllables without an initial: pinyin writes `y` and `w`, the phoneme set does not. */
const ZERO_INITIAL: ReadonlyMap<string, string> = new Map(
	Object.entries({
		yi: "i",
		ya: "ia",
		yan: "ian",
		yang: "iang",
		yao: "iao",
		ye: "ie",
		yin: "in",
		ying: "ing",
		yo: "io",
		yong: "iong",
		you: "iou",
		yu: "v",
		yue: "ve",
		yuan: "van",
		yun: "vn",
		wu: "u",
		wa: "ua",
		wai: "uai",
		wan: "uan",
		wang: "uang",
		wei: "uei",
		wen: "uen",
		weng: "ueng",
		wo: "uo",
		// Interjections without a vowel are said with the vowel that the mouth is nearest to.
		m: "en",
		n: "en",
		ng: "eng",
		hm: "en",
		hng: "eng",
	}),
);

/** Takes `zhong1` apart. Without a digit the tone is neutral (5); `ü`, `u:` and `v` are the same vowel. */
export function pinyinPhonemes(syllable: string): PinyinPhonemes {
	const [, letters = "", digit] = /^([a-zêü:]+)([0-5])?$/i.exec(syllable) ?? [];
	const plain = letters.toLowerCase().replace(/ü|u:/g, "v").replace("ê", "e");
	const tone = Number(digit ?? 5) || 5;
	const zero = ZERO_INITIAL.get(plain);
	if (zero !== undefined) return { initial: "", final: zero, tone };
	const initial = INITIALS.exec(plain)?.[0] ?? "";
	return { initial, final: spellFinal(initial, plain.slice(initial.length)), tone };
}

function spellFinal(initial: string, rest: string): string {
	if (rest === "i" && /^[zcs]$/.test(initial)) return "ii";
	if (rest === "i" && /^(zh|ch|sh|r)$/.test(initial)) return "iii";
	if (/^[jqx]$/.test(initial) && rest.startsWith("u")) return `v${rest.slice(1)}`;
	if (/^[bpmf]$/.test(initial) && rest === "ong") return "eng";
	return SPELLED_OUT.get(rest) ?? rest;
}
