import type { ActionTag } from "./inline-tags.ts";
import type { SpeechText, TextCue } from "./speech-text.ts";

/** What people do when they say this. English words stand alone, Chinese ones anywhere. */
const HABITS: readonly (readonly [action: ActionTag, words: RegExp])[] = [
	[
		"wave",
		/\b(?:hello|hi|welcome|good (?:morning|afternoon|evening))\b|你好|您好|大家好|欢迎|早上好|晚上好/i,
	],
	["wave", /\b(?:goodbye|bye|see you|farewell)\b|再见|拜拜|回头见/i],
	[
		"bow",
		/\b(?:thank you|thanks|sorry|i apologi[sz]e|you're (?:very )?welcome)\b|谢谢|感谢|抱歉|对不起|不客气/i,
	],
	["nod", /\b(?:yes|of course|certainly|exactly|indeed)\b|是的|当然|没错|没问题/i],
	["shake", /\b(?:no,|unfortunately|i'm afraid|certainly not)|不行|不可以|很遗憾/i],
	["point", /\b(?:over there|on the (?:left|right)|behind me|this way)\b|那边|左边|右边|在我身后/i],
	["think", /\b(?:let me (?:think|see)|hmm)\b|让我想想|我想一想/i],
	["shrug", /\b(?:who knows|i (?:don't|do not) know)\b|谁知道|不知道/i],
];

/** Gestures are at least this many characters apart: more look nervous. */
const SPACING = 60;

/**
 * The text with a gesture wherever its words ask for one (SpeechParam `SmartActionEnabled`). A text that brings actions
 * of its own is left alone.
 */
export function addSmartActions(speech: SpeechText): SpeechText {
	if (speech.cues.some((cue) => cue.type === "action")) return speech;
	const found = HABITS.flatMap(([name, words]) => findAll(speech.text, words, name)).sort(
		(a, b) => a.at - b.at,
	);
	const actions: TextCue[] = [];
	for (const cue of found) {
		const last = actions.at(-1);
		if (last === undefined || cue.at - last.at >= SPACING) actions.push(cue);
	}
	return { ...speech, cues: [...speech.cues, ...actions].sort((a, b) => a.at - b.at) };
}

const findAll = (text: string, words: RegExp, name: ActionTag): TextCue[] =>
	[...text.matchAll(new RegExp(words, "gi"))].map((match) => ({ type: "action", at: match.index, name }));
