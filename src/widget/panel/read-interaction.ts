import type { Reply } from "../../protocol/driver-message.ts";

/** Something besides text: a pop-up, a picture, a card with answers to choose from. */
export interface Interaction {
	/** `popup` opens; everything else stands in the transcript. */
	readonly type: "popup" | "card";
	/** Empty if it has none. */
	readonly title: string;
	/** Markdown, not sanitised. */
	readonly body: string;
	/** Answers that the viewer may choose from. */
	readonly choices: readonly string[];
}

const ADDRESS = /^https?:\/\/\S+$/i;
const PICTURE = /\.(?:png|jpe?g|gif|webp|avif|svg)(?:[?#].*)?$/i;

/**
 * ReplyRsp.InteractionType and InteractionContent; `undefined` if they say nothing.
 *
 * The documents name the types `popup` and `image` and leave the content open. Read are an address, Markdown, or a JSON
 * object with `title`, `content` (or `text`), `image` (or `url`) and `options`; other JSON is shown as it is.
 */
export function readInteraction({ interactionType, interactionContent }: Reply): Interaction | undefined {
	const content = interactionContent.trim();
	if (content === "") return undefined;
	const kind = interactionType.toLowerCase();
	const type = kind === "popup" ? "popup" : "card";
	const object = parseObject(content);
	if (object === undefined)
		return { type, title: "", body: addressOrText(content, kind === "image"), choices: [] };
	const choices = readChoices(object.options);
	const image = text(object.image) || text(object.url);
	const parts = [text(object.content) || text(object.text), image && addressOrText(image, true)];
	const body = parts.filter((part) => part !== "").join("\n\n");
	const title = text(object.title);
	const isKnown = body !== "" || title !== "" || choices.length > 0;
	return { type, title, body: isKnown ? body : codeBlock(content), choices };
}

function addressOrText(content: string, isImage: boolean): string {
	if (!ADDRESS.test(content)) return content;
	return isImage || PICTURE.test(content) ? `![](<${content}>)` : `<${content}>`;
}

function parseObject(content: string): Readonly<Record<string, unknown>> | undefined {
	if (!content.startsWith("{")) return undefined;
	try {
		return JSON.parse(content) as Record<string, unknown>;
	} catch {
		return undefined;
	}
}

function readChoices(options: unknown): readonly string[] {
	if (!Array.isArray(options)) return [];
	return options
		.map((option: unknown) =>
			typeof option === "object" && option !== null && "text" in option ? text(option.text) : text(option),
		)
		.filter((choice) => choice !== "");
}

const text = (value: unknown): string => (typeof value === "string" ? value.trim() : "");

const codeBlock = (content: string): string => `~~~~~json\n${content}\n~~~~~`;
