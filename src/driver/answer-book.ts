import { readFile } from "node:fs/promises";
import { fromMarkdown } from "mdast-util-from-markdown";
import { toString as textOf } from "mdast-util-to-string";
import MiniSearch from "minisearch";

/** A question that the book answers, in all its wordings, and the answer as Markdown. */
export interface Entry {
	readonly questions: readonly string[];
	readonly answer: string;
}

/** Heading under which the answer to everything else stands, in each language's part of the book. */
const OTHERWISE = "*";

/**
 * When an entry fits a question: it holds half of what the question says, or the question says nearly all that one of
 * its wordings does and not too much besides. Words are weighted by how rare they are.
 */
const HALF = 0.5;
const NEARLY_ALL = 0.8;
const NOT_TOO_MUCH = 0.25;

/** Longer words may be misspelt. A word of the answer counts, but less than one of the question. */
const SEARCH = {
	combineWith: "OR",
	boost: { question: 3 },
	fuzzy: (term: string) => (/^[a-z]{5,}$/.test(term) ? 0.2 : false),
} as const;

/**
 * Questions and answers from a Markdown file: each second-level heading holds the wordings of a question, separated
 * by `/`, the text below it is the answer. A heading `*` answers what no other does. There may be one for each
 * writing system; a question is answered in its own.
 */
export class AnswerBook {
	readonly #entries: readonly Entry[];
	readonly #fallbacks: readonly string[];
	readonly #index: MiniSearch<{ id: number; question: string; answer: string }>;
	/** In how many entries each word occurs. */
	readonly #occurrences = new Map<string, number>();

	/** Throws a `TypeError` if there is no answer for everything else. */
	constructor(source: string) {
		const entries = readEntries(source);
		this.#fallbacks = entries.filter(isFallback).map((entry) => entry.answer);
		if (this.#fallbacks.length === 0) throw new TypeError(`The answers need a heading "## ${OTHERWISE}".`);
		this.#entries = entries.filter((entry) => !isFallback(entry));
		this.#index = new MiniSearch({ fields: ["question", "answer"], tokenize: words });
		for (const [id, entry] of this.#entries.entries()) this.#add(id, entry);
	}

	static async load(file: string | URL): Promise<AnswerBook> {
		return new AnswerBook(await readFile(file, "utf8"));
	}

	/** The answer to a question, as Markdown; always one. */
	answer(question: string): string {
		const asked = words(question);
		for (const { id, queryTerms, terms } of this.#index.search(question, SEARCH)) {
			const entry = this.#entries[id];
			if (entry && this.#fits(entry, asked, queryTerms, terms)) return entry.answer;
		}
		return this.#fallback(question);
	}

	#add(id: number, { questions, answer }: Entry): void {
		const question = questions.join(" / ");
		this.#index.add({ id, question, answer });
		for (const word of new Set(words(`${question} / ${answer}`)))
			this.#occurrences.set(word, (this.#occurrences.get(word) ?? 0) + 1);
	}

	/** `found` are the words of the question that the entry holds, `terms` the entry's own spelling of them. */
	#fits(entry: Entry, asked: readonly string[], found: readonly string[], terms: readonly string[]): boolean {
		const understood = this.#weigh(found) / this.#weigh(asked);
		const covered = entry.questions.map((wording) => {
			const said = words(wording);
			return this.#weigh(said.filter((word) => terms.includes(word))) / this.#weigh(said);
		});
		return understood >= HALF || (Math.max(...covered) >= NEARLY_ALL && understood >= NOT_TOO_MUCH);
	}

	/** How much the words tell: one that few entries or none hold tells most. */
	#weigh(list: readonly string[]): number {
		const total = this.#entries.length + 1;
		return [...new Set(list)].reduce(
			(sum, word) => sum + Math.log(total / ((this.#occurrences.get(word) ?? 0) + 1)),
			0,
		);
	}

	#fallback(question: string): string {
		const isHan = HAN.test(question);
		return this.#fallbacks.find((answer) => HAN.test(answer) === isHan) ?? this.#fallbacks[0] ?? "";
	}
}

const HAN = /\p{sc=Han}/u;

const isFallback = (entry: Entry): boolean => entry.questions.includes(OTHERWISE);

function readEntries(source: string): Entry[] {
	const blocks = fromMarkdown(source).children;
	const entries: Entry[] = [];
	for (const [index, block] of blocks.entries()) {
		if (block.type !== "heading" || block.depth !== 2) continue;
		const next = blocks.findIndex((other, at) => at > index && other.type === "heading");
		const body = blocks.slice(index + 1, next < 0 ? blocks.length : next);
		const from = body[0]?.position?.start.offset;
		const to = body.at(-1)?.position?.end.offset;
		if (from === undefined || to === undefined) continue;
		const heading = source
			.slice(block.position?.start.offset, block.position?.end.offset)
			.replace(/^#+\s*/, "");
		const questions = (heading === OTHERWISE ? heading : textOf(block)).split("/").map((part) => part.trim());
		entries.push({ questions, answer: source.slice(from, to) });
	}
	return entries;
}

/** Words of Latin text in lower case; of Han text every pair of characters, since it has no spaces. */
function words(text: string): string[] {
	const found: string[] = [];
	for (const [token] of text
		.toLowerCase()
		.matchAll(/\p{sc=Han}+|[^\P{L}\p{sc=Han}]+(?:['’]\p{L}+)*|\p{N}+/gu)) {
		if (!HAN.test(token)) found.push(token.replaceAll("’", "'"));
		else if (token.length === 1) found.push(token);
		else for (let i = 0; i + 1 < token.length; i++) found.push(token.slice(i, i + 2));
	}
	return found;
}
