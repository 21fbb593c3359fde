import type { AudioOutputState } from "../../runtime/audio-output.ts";
import type { Caption, PlayerEvent } from "../../runtime/player-events.ts";
import type { SessionState } from "../../session/session-event.ts";
import type { CommandResult, InterruptResult, SpeakOptions } from "../../session/speech-session-options.ts";
import type { Signal } from "../../util/signal.ts";

/** A signal that is somebody else's to set. */
export type ReadableSignal<T> = Readonly<Pick<Signal<T>, "value" | "subscribe">>;

/** The speakers, as far as a panel touches them. */
export interface PanelAudio {
	readonly state: ReadableSignal<AudioOutputState>;
	/** Linear gain 0 … 1. */
	volume: number;
	/** Starts the sound; called from a gesture. */
	resume(): Promise<void>;
}

/** What a panel needs of a conversation. `AvatarPlayer` is one: a test has the compiler check it. */
export interface PanelConversation {
	readonly state: ReadableSignal<SessionState>;
	readonly caption: ReadableSignal<Caption | undefined>;
	readonly audio: PanelAudio;
	/** The viewer is about to say something. */
	isListening: boolean;
	speak(text: string, options?: SpeakOptions): Promise<CommandResult>;
	chat(text: string, options?: SpeakOptions): Promise<CommandResult>;
	interrupt(): Promise<InterruptResult>;
	/** Hands every event to `listener`, until the returned function is called. */
	listen(listener: (event: PlayerEvent) => void): () => void;
}
