/** Where a text may be cut for speaking: after a `phrase` the speaker takes breath, after a `clause` it makes a stop. */
export interface TextBoundary {
	/** Index behind the punctuation, its closing quotes and the space after it. */
	readonly end: number;
	readonly strength: "phrase" | "clause";
}

/** Punctuation, closing quotes or brackets after it, then spaces. */
const MARKS = /\n\s*|[.!?…。！？；，、：,;:]+[”’"'」』）)\]】》]*\s*|\s[–—-]+\s+|——\s*/gu;

/** Marks that end a clause wherever they stand. */
const CLAUSE_MARKS = /[。！？；!?…;\n]|\.$/u;

/** Full-width marks need no space behind them. */
const FULL_WIDTH = /[。！？；，、：…—\n]/u;

/** Words whose full stop ends no sentence, and the number of a list's item. */
const ABBREVIATION =
	/(?:^|[\s("])(?:mr|mrs|ms|dr|prof|st|no|vs|e\.g|i\.e|approx|dept|[a-z])\.$|(?:^|\n)\d{1,3}\.$/i;

/**
 * The places where `text` can be cut, from left to right. A mark at the very end of a text that goes on (`ended`
 * false) is no boundary while what follows could make it part of a number or an address: `3.` may become `3.14`.
 */
export function findBoundaries(text: string, ended: boolean): TextBoundary[] {
	const boundaries: TextBoundary[] = [];
	for (const match of text.matchAll(MARKS)) {
		const mark = match[0].trimEnd() || "\n";
		const end = match.index + match[0].length;
		const spaced = mark === "\n" || match[0] !== mark;
		if (!spaced && !FULL_WIDTH.test(mark) && !(ended && end === text.length)) continue;
		if (mark.startsWith(".") && endsInAbbreviation(text, match.index + 1)) continue;
		const core = mark.replace(/[”’"'」』）)\]】》]+$/u, "");
		boundaries.push({ end, strength: CLAUSE_MARKS.test(core) ? "clause" : "phrase" });
	}
	return boundaries;
}

/** Characters before a full stop that can make it an abbreviation's, with room for what stands before the word. */
const ABBREVIATION_REACH = 12;

const endsInAbbreviation = (text: string, end: number): boolean =>
	ABBREVIATION.test(text.slice(Math.max(0, end - ABBREVIATION_REACH), end));
