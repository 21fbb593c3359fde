import type { SpeechTextBuilder } from "./speech-text.ts";

/** Body animations that `[name]` in a text asks for. */
export const ACTION_TAGS: ReadonlySet<string> = new Set([
	"wave",
	"nod",
	"shake",
	"bow",
	"point",
	"welcome",
	"think",
	"shrug",
	"clap",
	"thumbs-up",
]);

/** Facial expressions that `[name]` in a text asks for. */
export const EXPRESSION_TAGS: ReadonlySet<string> = new Set([
	"smile",
	"happy",
	"sad",
	"angry",
	"surprised",
	"relaxed",
	"neutral",
]);

const TAG = /\[([a-z]+(?:-[a-z]+)*)\][ \t]?/gi;

/**
 * Writes `text` without its `[wave]` and `[smile]` tags, which become cues. Brackets around anything else stay text:
 * they are footnotes, links, or meant to be read.
 */
export function writeWithInlineTags(text: string, builder: SpeechTextBuilder): void {
	let from = 0;
	for (const match of text.matchAll(TAG)) {
		const name = (match[1] ?? "").toLowerCase();
		const isAction = ACTION_TAGS.has(name);
		if (!isAction && !EXPRESSION_TAGS.has(name)) continue;
		builder.write(text.slice(from, match.index));
		if (isAction) builder.act(name);
		else builder.express(name);
		from = match.index + match[0].length;
	}
	builder.write(text.slice(from));
}
