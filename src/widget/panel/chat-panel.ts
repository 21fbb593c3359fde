import type { PlayerEvent } from "../../runtime/player-events.ts";
import { Signal } from "../../util/signal.ts";
import { Announcer } from "./announcer.ts";
import { browserKeep, CaptionSize } from "./caption-size.ts";
import { CaptionView } from "./caption-view.ts";
import type { ChatPanelOptions } from "./chat-panel-options.ts";
import { Composer } from "./composer.ts";
import { Dialogue } from "./dialogue.ts";
import { type KeyCommand, listenForKeys } from "./hotkeys.ts";
import { InteractionView } from "./interaction-view.ts";
import type { LinkPolicy } from "./link-policy.ts";
import { make, setText } from "./make.ts";
import type { PanelConversation } from "./panel-conversation.ts";
import { PanelDialog } from "./panel-dialog.ts";
import { adoptPanelStyles } from "./panel-styles.ts";
import { PanelTools } from "./panel-tools.ts";
import { ReplyReader } from "./reply-reader.ts";
import { RichText } from "./rich-text.ts";
import { shortcutList } from "./shortcut-list.ts";
import { SoundSwitch } from "./sound-switch.ts";
import { StateView } from "./state-view.ts";
import { ENGLISH, type PanelTexts, withTexts } from "./texts/english.ts";
import { TranscriptView } from "./transcript-view.ts";
import { UnlockButton } from "./unlock-button.ts";
import type { VoiceInput } from "./voice-input.ts";

export type { ChatPanelOptions };

/**
 * The conversation as the viewer sees it: captions, transcript, a field to write in, a microphone, the sound's switches.
 * Lives in a shadow root or a document; knows the avatar only as a {@link PanelConversation}. Main thread.
 */
export class ChatPanel {
	/** Whether captions are shown. */
	readonly captions: Signal<boolean>;
	readonly #conversation: PanelConversation;
	readonly #texts: PanelTexts;
	readonly #hasHotkeys: boolean;
	readonly #ended = new AbortController();
	readonly #sound: SoundSwitch;
	readonly #announcer: Announcer;
	readonly #caption: CaptionView;
	readonly #composer: Composer;
	readonly #dialog: PanelDialog;
	readonly #dialogue: Dialogue;
	readonly #state: StateView;
	readonly #tools: PanelTools;
	readonly #transcript: TranscriptView;
	readonly #unlock: UnlockButton;
	readonly #voice: VoiceInput | undefined;
	readonly #problem = make("p", { class: "problem", part: "problem", hidden: true, dir: "auto" });
	readonly #over: HTMLElement;
	readonly #panel: HTMLElement;
	#isMicListening = false;
	#isMicMuted = false;

	/** @param root gets the panel as its last child */
	constructor(root: HTMLElement, options: ChatPanelOptions) {
		const { conversation, overlay } = options;
		const { signal } = this.#ended;
		const lang = options.lang ?? languageAround(root);
		const texts = withTexts(ENGLISH, options.texts);
		const complain = (problem: string) => this.#complain(problem);
		this.#conversation = conversation;
		this.#texts = texts;
		this.#hasHotkeys = options.nohotkeys !== true;
		this.captions = options.captions ?? new Signal(true);
		this.#sound = new SoundSwitch(conversation.audio, options.muted, signal);
		this.#announcer = new Announcer(lang, () => this.#sound.isOff);
		this.#caption = new CaptionView(lang);
		this.#unlock = new UnlockButton(texts, () => void this.#sound.resume());
		this.#transcript = new TranscriptView(texts, lang);
		const main = make("section", { class: "main", "aria-label": texts.panel });
		this.#dialog = new PanelDialog(texts, main);
		this.#state = new StateView(
			conversation,
			texts,
			{ stop: () => void this.#stop(), mutes: (isMuted) => this.#muteMicrophone(isMuted) },
			signal,
		);
		this.#transcript.tail = this.#state.thinking.element;
		const size = new CaptionSize(options.keep ?? browserKeep());
		const { captions } = this;
		const tell = (text: string) => this.#announcer.tell(text);
		const press = { toggleSound: () => this.#sound.toggle(), help: () => this.#help(), tell };
		this.#tools = new PanelTools({ texts, size, captions, ...press }, signal);
		const rich = new RichText({ policy: linkPolicy(options), texts, lang, complain });
		const interactions = new InteractionView({
			transcript: this.#transcript,
			dialog: this.#dialog,
			rich,
			texts,
			isBusy: () => this.#composer.isWritten,
			choose: (text) => void this.#send(text),
		});
		const replies = new ReplyReader({
			transcript: this.#transcript,
			rich,
			interactions,
			waiting: (text) => this.#state.wait(text),
		});
		const send = options.send ?? "chat";
		this.#dialogue = new Dialogue({
			conversation,
			transcript: this.#transcript,
			replies,
			texts,
			send,
			complain,
		});
		this.#voice = options.openVoice?.(options, {
			texts,
			lang,
			complain,
			signal,
			spoken: () => void this.#bargeIn(),
			said: (text) => void this.#send(text),
			listening: (isListening) => this.#listens(isListening),
		});
		this.#composer = new Composer(
			texts,
			{ send: (text) => this.#send(text), typing: (isTyping) => this.#tellListening(isTyping) },
			{ before: this.#voice === undefined ? [] : [this.#voice.button], after: [this.#state.stop.element] },
		);
		main.append(
			make("div", { class: "head" }, this.#state.status, this.#tools.element),
			this.#transcript.element,
			this.#problem,
			this.#state.hint,
			...(this.#voice === undefined ? [] : [this.#voice.element]),
			this.#composer.element,
		);
		this.#over = make("div", { class: "facewire-overlay" }, this.#unlock.element, this.#caption.element);
		this.#panel = make(
			"div",
			{ class: "facewire-panel" },
			main,
			this.#dialog.element,
			this.#announcer.element,
		);
		this.#place(root, overlay);
		this.#follow(size);
	}

	/** Whether the viewer wants no sound. */
	get muted(): Signal<boolean> {
		return this.#sound.muted;
	}

	/** Puts the keyboard into the field. */
	focus(): void {
		this.#composer.field.focus();
	}

	/** Wipes what was said, written and sent, for the next viewer. */
	clear(): void {
		this.#voice?.stop();
		this.#dialog.close();
		this.#transcript.clear();
		this.#composer.clear();
		this.#problem.hidden = true;
		this.#announcer.element.replaceChildren();
	}

	/** Takes the panel away. The conversation goes on. Idempotent. */
	dispose(): void {
		if (this.#ended.signal.aborted) return;
		this.#ended.abort();
		this.#voice?.dispose();
		this.#transcript.dispose();
		this.#over.remove();
		this.#panel.remove();
	}

	/** Over the host's element, or above the panel. */
	#place(root: HTMLElement, overlay: HTMLElement | undefined): void {
		if (overlay === undefined) this.#panel.prepend(this.#over);
		else overlay.append(this.#over);
		this.#over.classList.toggle("above", overlay === undefined);
		root.append(this.#panel);
		const act = this.#hasHotkeys ? (command: KeyCommand) => this.#act(command) : undefined;
		const shared = new Set([root.getRootNode(), (overlay ?? root).getRootNode()]);
		for (const tree of shared) {
			if (!(tree instanceof Document || tree instanceof ShadowRoot))
				throw new TypeError("The panel needs a root that is part of a document or a shadow root.");
			adoptPanelStyles(tree);
		}
		// A shadow root is the widget's own; a document is not, and keys are taken from the panel alone.
		const own = root.getRootNode() instanceof ShadowRoot ? [...shared] : [this.#panel, this.#over];
		for (const target of own) listenForKeys(target, act, this.#ended.signal);
	}

	#follow(size: CaptionSize): void {
		const { signal } = this.#ended;
		const { caption, state, audio } = this.#conversation;
		caption.subscribe((now) => this.#caption.show(now), { signal });
		this.captions.subscribe((isOn) => this.#caption.turn(isOn), { signal });
		size.value.subscribe((factor) => this.#caption.scale(factor), { signal });
		for (const source of [audio.state, state, this.muted])
			source.subscribe(() => this.#showSound(), { signal });
		const stop = this.#conversation.listen((event) => this.#handle(event));
		signal.addEventListener("abort", stop);
	}

	#handle(event: PlayerEvent): void {
		// An expression that the avatar lacks is its maker's concern.
		if (event.type === "problem" && event.about !== "cue") this.#complain(event.message);
		if (event.type === "reply") {
			this.#state.reply(event.utterance, event.reply);
			this.#announcer.reply(event.utterance, event.reply);
		}
		this.#dialogue.handle(event);
		if (event.type === "utterance-ended") {
			this.#state.end(event.utterance);
			this.#announcer.end(event.utterance);
		}
	}

	#showSound(): void {
		const { state, audio } = this.#conversation;
		this.#tools.isMuted = this.muted.value;
		const isConnected = state.value !== "idle" && state.value !== "closed";
		this.#unlock.show(audio.state.value, isConnected && !this.muted.value);
	}

	#send(text: string): Promise<boolean> {
		this.#problem.hidden = true;
		return this.#dialogue.send(text);
	}

	async #stop(): Promise<void> {
		if (this.#state.stop.isOff) this.#announcer.tell(this.#texts.cannotStop);
		else {
			await this.#dialogue.stop();
			this.focus();
		}
	}

	/** The viewer has begun to speak. */
	async #bargeIn(): Promise<void> {
		if (this.#state.isBusy && !this.#state.isForbidden) await this.#conversation.interrupt();
	}

	/** While something is written, or the microphone listens, so does the avatar. */
	#tellListening(isTyping: boolean): void {
		this.#conversation.isListening = this.#isMicListening || isTyping;
	}

	#listens(isListening: boolean): void {
		this.#isMicListening = isListening;
		this.#state.isMicListening = isListening;
		this.#tellListening(this.#composer.isWritten);
	}

	#muteMicrophone(isMuted: boolean): void {
		if (this.#voice === undefined) return;
		if (isMuted && this.#voice.isOn && !this.#isMicMuted) this.#complain(this.#texts.micMuted);
		this.#isMicMuted = isMuted;
		this.#voice.isMuted = isMuted;
	}

	#act(command: KeyCommand): boolean {
		switch (command) {
			case "mute":
				this.#sound.toggle();
				return true;
			case "captions":
				this.captions.value = !this.captions.value;
				return true;
			case "help":
				this.#help();
				return true;
			default:
				return command === "escape" && this.#dialog.isOpen ? this.#closeDialog() : this.#stopByKey();
		}
	}

	#closeDialog(): boolean {
		this.#dialog.close();
		return true;
	}

	#stopByKey(): boolean {
		if (!this.#state.isBusy) return false;
		void this.#stop();
		return true;
	}

	#help(): void {
		this.#dialog.open(this.#texts.shortcuts, shortcutList(this.#texts, this.#hasHotkeys));
	}

	#complain(problem: string): void {
		setText(this.#problem, problem);
		this.#problem.hidden = false;
		this.#announcer.tell(problem);
	}
}

/** The language that the surroundings are written in. */
function languageAround(root: HTMLElement): string {
	const around = root.closest("[lang]")?.getAttribute("lang");
	const host = root.getRootNode() instanceof ShadowRoot ? (root.getRootNode() as ShadowRoot).host : undefined;
	return (
		around ??
		host?.closest("[lang]")?.getAttribute("lang") ??
		(document.documentElement.lang || navigator.language)
	);
}

function linkPolicy({ linkHosts, imageHosts, allowHttp = false }: ChatPanelOptions): LinkPolicy {
	const links = linkHosts ?? [location.hostname];
	return { linkHosts: links, imageHosts: imageHosts ?? links, allowHttp };
}
