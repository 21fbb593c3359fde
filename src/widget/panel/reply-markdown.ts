import type { Reply } from "../../protocol/driver-message.ts";

/** ReplyRsp.ContentType, as the documents number it. */
const IMAGE_LINK = 4;
const LINK = 5;
const TITLE = 8;
/** Lists, images, links, tables, titles stand for themselves; ordinary text flows on. */
const BLOCKS: ReadonlySet<number> = new Set([2, 3, IMAGE_LINK, LINK, 6, TITLE]);

const ADDRESS = /^https?:\/\/\S+$/i;

/** Adds what a reply shows to what the replies before it did, as Markdown. */
export function appendReply(
	source: string,
	{ display, contentType }: Reply,
	before: Reply | undefined,
): string {
	const piece = asMarkdown(display, contentType);
	const isApart = BLOCKS.has(contentType) || (before !== undefined && BLOCKS.has(before.contentType));
	return source === "" || !isApart ? source + piece : `${source.trimEnd()}\n\n${piece}`;
}

function asMarkdown(display: string, contentType: number): string {
	const text = display.trim();
	if (contentType === IMAGE_LINK && ADDRESS.test(text)) return `![](<${text}>)`;
	if (contentType === TITLE && !text.startsWith("#") && !text.includes("\n")) return `### ${text}`;
	return display;
}
