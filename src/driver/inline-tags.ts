import type { SpeechTextBuilder } from "./speech-text.ts";

/** Body animations that `[name]` in a text asks for. */
export const ACTION_TAGS = [
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
] as const;

export type ActionTag = (typeof ACTION_TAGS)[number];

/** Facial expressions that `[name]` in a text asks for. */
export const EXPRESSION_TAGS = [
	"smile",
	"happy",
	"laugh",
	"excited",
	"relaxed",
	"calm",
	"sad",
	"angry",
	"fear",
	"surprised",
	"serious",
	"thinking",
	"pleading",
	"neutral",
] as const;

const ACTIONS: ReadonlySet<string> = new Set(ACTION_TAGS);
const EXPRESSIONS: ReadonlySet<string> = new Set(EXPRESSION_TAGS);

const TAG = /\[([a-z]+(?:-[a-z]+)*)\][ \t]?/gi;

/**
 * Writes `text` without its `[wave]` and `[smile]` tags, which become cues. Brackets around anything else stay text:
 * they are footnotes, links, or meant to be read.
 */
export function writeWithInlineTags(text: string, builder: SpeechTextBuilder): void {
	let from = 0;
	for (const match of text.matchAll(TAG)) {
		const name = (match[1] ?? "").toLowerCase();
		const isAction = ACTIONS.has(name);
		if (!isAction && !EXPRESSIONS.has(name)) continue;
		builder.write(text.slice(from, match.index));
		if (isAction) builder.act(name);
		else builder.express(name);
		from = match.index + match[0].length;
	}
	builder.write(text.slice(from));
}
