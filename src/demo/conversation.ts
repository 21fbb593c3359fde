import type { AvatarPlayer } from "../runtime/avatar-player.ts";
import type { PlayerEvent } from "../runtime/player-events.ts";
import type { CommandResult } from "../session/speech-session-options.ts";
import { AnswerLines } from "./answer-lines.ts";
import type { ComposerMode } from "./composer.ts";
import { streamWords } from "./stream-words.ts";
import type { TranscriptView } from "./transcript-view.ts";

/** What the viewer asks, what the avatar answers, and what became of it. */
export class Conversation {
	/** The voice of what is said from now on; the service's own choice if not given. */
	voice: string | undefined;
	readonly #player: AvatarPlayer;
	readonly #transcript: TranscriptView;
	readonly #complain: (problem: string) => void;
	#stream = new AbortController();
	/** Utterances whose text the viewer wrote: the reply repeats it. */
	#asked = new Set<number>();
	readonly #answers: AnswerLines;

	constructor(player: AvatarPlayer, transcript: TranscriptView, complain: (problem: string) => void) {
		this.#player = player;
		this.#transcript = transcript;
		this.#complain = complain;
		this.#answers = new AnswerLines(transcript, complain);
	}

	async send(mode: ComposerMode, text: string): Promise<void> {
		this.#stream.abort();
		const result = await this.#ask(mode, text);
		if (!result.accepted) {
			this.#complain(result.reason);
			return;
		}
		this.#transcript.add("mine", text);
		if (mode !== "CHAT") this.#asked.add(result.utterance);
		if (mode === "STREAM_TEXT") await this.#writeStream(text);
	}

	async stop(): Promise<void> {
		this.#stream.abort();
		const result = await this.#player.interrupt();
		if (!result.interrupted) this.#complain(result.reason);
	}

	handle(event: PlayerEvent): void {
		if (event.type === "reply" && !this.#asked.has(event.utterance))
			this.#answers.take(event.utterance, event.reply);
		if (event.type === "utterance-ended") this.#ended(event);
	}

	#ask(mode: ComposerMode, text: string): Promise<CommandResult> {
		// A new text takes the place of what is being said.
		const options = {
			interrupt: true,
			...(this.voice === undefined ? {} : { speech: { timbre: this.voice } }),
		};
		if (mode === "TEXT") return this.#player.speak(text, options);
		if (mode === "CHAT") return this.#player.chat(text, options);
		return this.#player.beginStream(options);
	}

	async #writeStream(text: string): Promise<void> {
		this.#stream = new AbortController();
		const { signal } = this.#stream;
		await streamWords(text, (piece) => void this.#player.appendStream(piece), signal);
		if (!signal.aborted) await this.#player.endStream();
	}

	#ended({ utterance, interruption, end, reason }: Extract<PlayerEvent, { type: "utterance-ended" }>): void {
		this.#asked.delete(utterance);
		this.#answers.end(utterance);
		if (interruption !== undefined) {
			const heard = interruption.heardText.trim();
			this.#transcript.add(
				"note",
				heard === "" ? "Stopped before the first word." : `Stopped after “${heard}”.`,
			);
		} else if (end !== "spoken" && reason !== "") this.#complain(reason);
	}
}
