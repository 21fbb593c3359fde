import type { Seconds } from "../util/time.ts";

/** Something that happens at a place in the text. `at` is an index into {@link SpeechText.text}. */
export type TextCue =
	| { readonly type: "action"; readonly at: number; readonly name: string }
	| { readonly type: "expression"; readonly at: number; readonly name: string }
	| { readonly type: "pause"; readonly at: number; readonly duration: Seconds };

/** How the text of `[start, end)` is to be said. Inner spans come before those that enclose them, and win over them. */
export interface TextStyle {
	readonly start: number;
	readonly end: number;
	/** Factor on the speaking rate, 1 is normal. */
	readonly rate?: number;
	/** Said instead of the text. */
	readonly spoken?: string;
	/** Mandarin syllables said instead of the text: `["fu4", "qin1"]`. */
	readonly pinyin?: readonly string[];
}

/** Plain text to be shown and spoken, with everything that its markup said besides. */
export interface SpeechText {
	readonly text: string;
	/** In the order of `at`. */
	readonly cues: readonly TextCue[];
	readonly styles: readonly TextStyle[];
	/** How often each piece of markup that means nothing here was passed over, by name. */
	readonly ignored: Readonly<Record<string, number>>;
}

/** Whether cutting the text at `at` would tear a stretch that is said as something else. */
export const isInsideReading = (styles: readonly TextStyle[], at: number): boolean =>
	styles.some(
		(style) =>
			(style.spoken !== undefined || style.pinyin !== undefined) && at > style.start && at < style.end,
	);

/** The text with more text around it, which nothing happens in. */
export const padText = (speech: SpeechText, before: string, after: string): SpeechText => ({
	...speech,
	text: `${before}${speech.text}${after}`,
	cues: speech.cues.map((cue) => ({ ...cue, at: cue.at + before.length })),
	styles: speech.styles.map((style) => ({
		...style,
		start: style.start + before.length,
		end: style.end + before.length,
	})),
});

/** Gathers a {@link SpeechText} from left to right. */
export class SpeechTextBuilder {
	#text = "";
	readonly #cues: TextCue[] = [];
	readonly #styles: TextStyle[] = [];
	/** Without a prototype: names come from the text. */
	readonly #ignored: Record<string, number> = Object.create(null);

	/** Where the next character goes. */
	get position(): number {
		return this.#text.length;
	}

	/** What has been written from `start` on. */
	textFrom(start: number): string {
		return this.#text.slice(start);
	}

	write(text: string): void {
		this.#text += text;
	}

	/** Starts a new line unless the text is at the start of one. */
	breakLine(): void {
		if (this.#text !== "" && !this.#text.endsWith("\n")) this.#text += "\n";
	}

	act(name: string): void {
		this.#cues.push({ type: "action", at: this.position, name });
	}

	express(name: string): void {
		this.#cues.push({ type: "expression", at: this.position, name });
	}

	pause(duration: Seconds): void {
		this.#cues.push({ type: "pause", at: this.position, duration });
	}

	style(style: TextStyle): void {
		if (style.end > style.start) this.#styles.push(style);
	}

	ignore(name: string): void {
		this.#ignored[name] = (this.#ignored[name] ?? 0) + 1;
	}

	finish(): SpeechText {
		return {
			text: this.#text,
			cues: this.#cues,
			styles: this.#styles,
			ignored: this.#ignored,
		};
	}
}
