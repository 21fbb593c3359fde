import { fromMarkdown } from "mdast-util-from-markdown";
import { writeWithInlineTags } from "./inline-tags.ts";
import { type SpeechText, SpeechTextBuilder } from "./speech-text.ts";

type MarkdownNode = ReturnType<typeof fromMarkdown> | ReturnType<typeof fromMarkdown>["children"][number];

/**
 * The words of a Markdown text, without its marks: a line for each block, the text of links, the description of
 * images, code as written. HTML tags are passed over and counted; `[wave]` and `[smile]` become cues.
 */
export function readMarkdown(source: string): SpeechText {
	const builder = new SpeechTextBuilder();
	write(fromMarkdown(source), builder);
	return builder.finish();
}

function write(node: MarkdownNode | { type: string }, builder: SpeechTextBuilder): void {
	if (isBlock(node.type)) builder.breakLine();
	if (node.type === "html") builder.ignore("html");
	else if (node.type === "break") builder.write("\n");
	else if ("value" in node && typeof node.value === "string") writeWithInlineTags(node.value, builder);
	else if ("alt" in node && typeof node.alt === "string") builder.write(node.alt);
	else if ("children" in node) for (const child of node.children) write(child, builder);
}

const BLOCKS = new Set(["paragraph", "heading", "listItem", "code", "blockquote", "thematicBreak"]);
const isBlock = (type: string): boolean => BLOCKS.has(type);
