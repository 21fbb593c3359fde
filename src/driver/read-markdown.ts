import { fromMarkdown } from "mdast-util-from-markdown";
import { writeWithInlineTags } from "./inline-tags.ts";
import { type SpeechText, SpeechTextBuilder } from "./speech-text.ts";

type Root = ReturnType<typeof fromMarkdown>;
type MarkdownNode = Root | Root["children"][number];
type List = Extract<MarkdownNode, { type: "list" }>;

/**
 * The words of a Markdown text, without its marks: a line for each block, the text of links, the description of
 * images, code as written, the numbers of ordered lists. HTML tags are passed over and counted; `[wave]` and `[smile]`
 * become cues. No word is lost, whatever Markdown takes it for.
 */
export function readMarkdown(source: string): SpeechText {
	return new MarkdownReader(source).read();
}

class MarkdownReader {
	readonly #source: string;
	readonly #builder = new SpeechTextBuilder();

	constructor(source: string) {
		this.#source = source;
	}

	read(): SpeechText {
		this.#write(fromMarkdown(this.#source));
		return this.#builder.finish();
	}

	#write(node: MarkdownNode): void {
		if (BLOCKS.has(node.type)) this.#builder.breakLine();
		if (node.type === "html") this.#writeHtml(node.value);
		else if (node.type === "break") this.#builder.write("\n");
		else if (node.type === "list") this.#writeList(node);
		else if (node.type === "definition") this.#writeAsItStands(node);
		else if ("value" in node) writeWithInlineTags(node.value, this.#builder);
		else if ("alt" in node) this.#builder.write(node.alt ?? "");
		else if ("children" in node) for (const child of node.children) this.#write(child);
	}

	/** An item's own paragraph goes on the line of its number. */
	#writeList({ children, ordered, start }: List): void {
		for (const [index, item] of children.entries()) {
			this.#builder.breakLine();
			if (ordered) this.#builder.write(`${(start ?? 1) + index}. `);
			for (const block of item.children) {
				if (block.type === "paragraph") for (const child of block.children) this.#write(child);
				else this.#write(block);
			}
		}
	}

	#writeHtml(html: string): void {
		for (const [, name = "comment"] of html.matchAll(/<\/?([a-z][\w-]*)[^>]*>|<!/gi))
			this.#builder.ignore(name);
		writeWithInlineTags(html.replace(/<!--.*?(?:-->|$)|<[^>]*>/gs, ""), this.#builder);
	}

	/** A line like `[note]: see below` is a link's target to Markdown and plain words to who wrote it. */
	#writeAsItStands({ position }: MarkdownNode): void {
		this.#builder.breakLine();
		writeWithInlineTags(this.#source.slice(position?.start.offset, position?.end.offset), this.#builder);
	}
}

const BLOCKS = new Set(["paragraph", "heading", "code", "blockquote", "thematicBreak"]);
