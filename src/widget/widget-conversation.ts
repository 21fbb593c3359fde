import type { AvatarPlayer } from "../runtime/avatar-player.ts";
import type { CommandResult, InterruptResult, SpeakOptions } from "../session/speech-session-options.ts";
import type { PanelConversation } from "./panel/panel-conversation.ts";

export interface ConversationHandlers {
	/** Begins the conversation, if there is none. */
	connect(): void;
	/** The viewer, or the page, has asked `text`. */
	asked(text: string): void;
}

/** The player's conversation, which begins with the first thing that is said. */
export class WidgetConversation implements PanelConversation {
	readonly #player: AvatarPlayer;
	readonly #handlers: ConversationHandlers;
	#isListening = false;

	constructor(player: AvatarPlayer, handlers: ConversationHandlers) {
		this.#player = player;
		this.#handlers = handlers;
	}

	get state(): AvatarPlayer["state"] {
		return this.#player.state;
	}

	get caption(): AvatarPlayer["caption"] {
		return this.#player.caption;
	}

	get audio(): AvatarPlayer["audio"] {
		return this.#player.audio;
	}

	get isListening(): boolean {
		return this.#isListening;
	}

	set isListening(isListening: boolean) {
		this.#isListening = isListening;
		this.#player.isListening = isListening;
	}

	speak(text: string, options?: SpeakOptions): Promise<CommandResult> {
		this.#handlers.connect();
		return this.#player.speak(text, options);
	}

	chat(text: string, options?: SpeakOptions): Promise<CommandResult> {
		this.#handlers.connect();
		this.#handlers.asked(text);
		return this.#player.chat(text, options);
	}

	interrupt(): Promise<InterruptResult> {
		return this.#player.interrupt();
	}

	listen(listener: Parameters<AvatarPlayer["listen"]>[0]): () => void {
		return this.#player.listen(listener);
	}
}
