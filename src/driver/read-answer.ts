import { fromMarkdown } from "mdast-util-from-markdown";

type Block = ReturnType<typeof fromMarkdown>["children"][number];

/** What is shown and not spoken: a table, a picture, a link, code, or something for the page to act on. */
export interface ShownPart {
	/** Markdown. */
	readonly display: string;
	/** ReplyRsp.ContentType. */
	readonly contentType: number;
	/** ReplyRsp.InteractionType and InteractionContent; empty for a part that is text. */
	readonly interactionType: string;
	readonly interactionContent: string;
}

/** An answer of the book: what is said, and what is shown beside it. */
export interface Answer {
	/** Markdown. */
	readonly spoken: string;
	readonly shown: readonly ShownPart[];
	/** Whether it must be heard to its end (ReplyRsp.Uninterrupt). */
	readonly isUninterruptible: boolean;
}

/** ReplyRsp.ContentType, as the documents number it. */
const TEXT = 1;
const IMAGE_LINK = 4;
const LINK = 5;
const TABLE = 6;

/** Languages of fenced blocks that are no code. */
const INTERACTIONS: ReadonlySet<string> = new Set(["popup", "image", "card"]);
const MUST_BE_HEARD = "uninterruptible";

/** The second line of a table. */
const TABLE_RULE = /^[^\n]*\n\s*\|?\s*:?-+:?\s*(?:\|\s*:?-*:?\s*)*(?:\n|$)/;

/**
 * Parts an answer: tables, paragraphs that are one picture or one link, and fenced blocks are shown, everything else is
 * spoken. A block fenced as `popup`, `image` or `card` becomes an interaction, one fenced as `uninterruptible` a flag.
 */
export function readAnswer(markdown: string): Answer {
	const spoken: string[] = [];
	const shown: ShownPart[] = [];
	let isUninterruptible = false;
	for (const block of fromMarkdown(markdown).children) {
		const source = markdown.slice(block.position?.start.offset, block.position?.end.offset);
		if (block.type === "code" && block.lang === MUST_BE_HEARD) isUninterruptible = true;
		else if (block.type === "code" && INTERACTIONS.has(block.lang ?? ""))
			shown.push(interaction(block.lang ?? "", block.value));
		else {
			const contentType = shownType(block, source);
			if (contentType === undefined) spoken.push(source);
			else shown.push(text(source, contentType));
		}
	}
	return { spoken: spoken.join("\n\n"), shown, isUninterruptible };
}

/** What a block is that is not spoken; `undefined` if it is. */
function shownType(block: Block, source: string): number | undefined {
	if (block.type === "code") return TEXT;
	if (block.type !== "paragraph") return undefined;
	if (source.includes("|") && TABLE_RULE.test(source)) return TABLE;
	const [only, ...more] = block.children;
	if (more.length > 0) return undefined;
	if (only?.type === "image") return IMAGE_LINK;
	return only?.type === "link" ? LINK : undefined;
}

const text = (display: string, contentType: number): ShownPart => ({
	display,
	contentType,
	interactionType: "",
	interactionContent: "",
});

const interaction = (interactionType: string, interactionContent: string): ShownPart => ({
	display: "",
	contentType: 0,
	interactionType,
	interactionContent,
});
