import { AvatarPlayer } from "../runtime/avatar-player.ts";
import type { PlayerEvent } from "../runtime/player-events.ts";
import { Signal } from "../util/signal.ts";
import { warnOnce } from "./attributes.ts";
import { ChatPanel, type ChatPanelOptions } from "./panel/chat-panel.ts";
import { loadPanelTexts } from "./panel/load-panel-texts.ts";
import { playerSource } from "./player-source.ts";
import { WidgetConversation } from "./widget-conversation.ts";
import { tellEvent, type WidgetErrorCode } from "./widget-events.ts";
import type { WidgetHost } from "./widget-host.ts";
import { WidgetReporter } from "./widget-reporter.ts";

/** Attributes that the core obeys while it runs; the others count when it is loaded. */
export const LIVE_ATTRIBUTES = ["src", "framing", "muted", "volume", "captions"] as const;

/**
 * The element's inside: player and panel. Loaded when the avatar is wanted, made anew each time the element comes into
 * a document. Main thread.
 */
export class WidgetCore {
	/** The whole runtime, for pages that need more than the element offers. */
	readonly player: AvatarPlayer;
	readonly conversation: WidgetConversation;
	readonly #host: WidgetHost;
	readonly #muted: Signal<boolean>;
	readonly #captions: Signal<boolean>;
	readonly #ended = new AbortController();
	#hasModelFailed = false;
	#panel: ChatPanel | undefined;
	/** Whether the avatar's model is there to be seen. */
	readonly isLoaded = new Signal(false);

	private constructor(host: WidgetHost, player: AvatarPlayer, parts: PanelParts) {
		const { signal } = this.#ended;
		this.#host = host;
		this.player = player;
		this.conversation = new WidgetConversation(player, {
			connect: () => this.connect(),
			asked: (text) => void tellEvent(host.element, "message", { role: "viewer", text, final: true }),
		});
		this.#muted = new Signal(host.element.muted);
		this.#captions = new Signal(host.element.captions === "on");
		this.#muted.subscribe((isMuted) => this.#obeySound(isMuted), { signal });
		this.#captions.subscribe((isOn) => reflectCaptions(host.element, isOn ? "on" : "off"), { signal });
		new WidgetReporter(host.element, player, signal);
		player.state.subscribe(() => this.#showTrouble(), { signal });
		player.reason.subscribe(() => this.#showTrouble(), { signal });
		if (host.element.variant !== "bare") this.#panel = this.#openPanel(parts);
	}

	/**
	 * Opens sound and stage; the avatar comes when it has loaded.
	 * @throws if there is no sound to be had, or `signal` aborts
	 */
	static async open(host: WidgetHost, signal: AbortSignal): Promise<WidgetCore> {
		const { element, view } = host;
		const early: PlayerEvent[] = [];
		let receive = (event: PlayerEvent): void => void early.push(event);
		const mapping = await readMapping(element.mapping, element, signal);
		const parts = await loadPanelParts(host);
		const avatar = avatarOf(host);
		const player = await AvatarPlayer.open({
			canvas: view.newCanvas(),
			avatar: avatar.url,
			lightAvatar: avatar.light,
			...(mapping === undefined ? {} : { mapping }),
			quality: element.quality,
			framing: element.framing,
			shared: host.hasPeers,
			assets: host.assets,
			onEvent: (event) => receive(event),
		});
		if (signal.aborted) {
			player.dispose();
			signal.throwIfAborted();
		}
		const core = new WidgetCore(host, player, parts);
		receive = (event) => core.#handle(event);
		for (const event of early) core.#handle(event);
		return core;
	}

	/** Begins the conversation, unless it is under way or the page forbids it; {@link AvatarPlayer.state} tells how it goes. */
	connect(): void {
		const { state } = this.player;
		if (state.value !== "idle" && state.value !== "closed") return;
		this.#connect();
	}

	/** The viewer has pressed the button: a recording plays from its beginning, a conversation begins if there is none. */
	start(): void {
		if (this.#host.element.recording !== "") this.#connect();
		else this.connect();
		if (!this.#host.view.panel.hidden && matchMedia("(hover: hover)").matches) this.focus();
	}

	/** Tries again what went wrong: the avatar if it is not there, else the conversation. */
	retry(): void {
		this.#host.view.complain("", false);
		if (this.#hasModelFailed) this.follow("src");
		else this.#connect();
	}

	disconnect(): Promise<void> {
		return this.player.disconnect();
	}

	/** Puts the keyboard where the viewer writes. */
	focus(): void {
		this.#panel?.focus();
	}

	/** Takes up a changed attribute of {@link LIVE_ATTRIBUTES}. */
	follow(name: string): void {
		const { element } = this.#host;
		if (name === "src") {
			this.isLoaded.value = false;
			this.player.loadAvatar(avatarOf(this.#host).url);
		} else if (name === "framing") this.player.setFraming(element.framing);
		else if (name === "captions") this.#captions.value = element.captions === "on";
		else {
			this.#muted.value = element.muted;
			this.#obeySound(element.muted);
		}
	}

	/** Ends everything. Idempotent. */
	dispose(): void {
		if (this.#ended.signal.aborted) return;
		this.#ended.abort();
		this.#panel?.dispose();
		this.#host.view.panel.hidden = true;
		this.player.dispose();
	}

	#connect(): void {
		const source = playerSource(this.#host);
		const isWanted = tellEvent(
			this.#host.element,
			"beforeconnect",
			{ source: source.type },
			{ cancelable: true },
		);
		if (isWanted) this.player.connect(source);
	}

	#openPanel({ words, openVoice }: PanelParts): ChatPanel {
		const { element, view, language, overrides, texts } = this.#host;
		const hosts = { linkHosts: listOf(element.linkHosts), imageHosts: listOf(element.imageHosts) };
		view.panel.hidden = element.panel === "off" || element.recording !== "";
		view.panel.addEventListener("focusin", () => this.connect(), { signal: this.#ended.signal });
		return new ChatPanel(view.panel, {
			conversation: this.conversation,
			overlay: view.overlay,
			lang: language,
			// A conversation that begins with the first word is ready for it.
			texts: { ...words, stateIdle: texts.ready, ...overrides },
			send: element.panel === "speak" ? "speak" : "chat",
			muted: this.#muted,
			captions: this.#captions,
			mic: element.mic,
			openVoice,
			nohotkeys: element.nohotkeys,
			...(hosts.linkHosts === undefined ? {} : { linkHosts: hosts.linkHosts }),
			...(hosts.imageHosts === undefined ? {} : { imageHosts: hosts.imageHosts }),
		});
	}

	#obeySound(isMuted: boolean): void {
		const { element } = this.#host;
		if (element.muted !== isMuted) element.muted = isMuted;
		this.player.volume = isMuted ? 0 : element.volume;
	}

	#handle(event: PlayerEvent): void {
		const { view, element } = this.#host;
		switch (event.type) {
			case "avatar-progress":
				if (!this.isLoaded.value) view.progress((event.loaded || Number.NaN) / (event.total ?? Number.NaN));
				tellEvent(element, "progress", { loaded: event.loaded, total: event.total });
				return;
			case "avatar":
				view.progress(undefined);
				this.isLoaded.value = true;
				this.#hasModelFailed = false;
				tellEvent(element, "load", event);
				return;
			case "problem":
				this.#problem(event.about, event.message);
				return;
			default:
				return;
		}
	}

	#problem(about: Extract<PlayerEvent, { type: "problem" }>["about"], message: string): void {
		const { view } = this.#host;
		if (about === "avatar" || about === "drawing") {
			view.progress(undefined);
			this.#hasModelFailed = about === "avatar" && !this.isLoaded.value;
			if (!this.isLoaded.value) view.complain(message, about === "avatar");
		}
		// Without a picture the poster stays, with sound and captions.
		if (about === "drawing") view.removeCanvas();
		tellError(this.#host.element, about, message);
	}

	/** A gateway that does not answer is shown with its reason, and a way to call it again. */
	#showTrouble(): void {
		const { state, reason } = this.player;
		const isTrouble =
			state.value === "closed" || state.value === "connecting" || state.value === "reconnecting";
		if (this.isLoaded.value || isTrouble) this.#host.view.complain(isTrouble ? reason.value : "", isTrouble);
	}
}

/** What only some panels need. */
interface PanelParts {
	/** Every string of the panel, in its language. */
	readonly words: ChatPanelOptions["texts"];
	readonly openVoice: ChatPanelOptions["openVoice"];
}

async function loadPanelParts({ element, language }: WidgetHost): Promise<PanelParts> {
	if (element.variant === "bare") return { words: undefined, openVoice: undefined };
	const [words, voice] = await Promise.all([
		loadPanelTexts(language),
		element.mic === "off" ? undefined : import("./panel/voice-input.ts"),
	]);
	return { words, openVoice: voice?.openVoiceInput };
}

/** The model to show: the page's, or the default one, beside the widget's own files. */
function avatarOf({ element, assets }: WidgetHost): {
	readonly url: string;
	readonly light: string | undefined;
} {
	if (element.src !== "") return { url: element.src, light: element.lightSrc || undefined };
	const folder = new URL("avatars/", assets ?? document.baseURI);
	return { url: new URL("mira.vrm", folder).href, light: new URL("mira-light.vrm", folder).href };
}

/** The mapping file, if there is one; what is wrong with it is told, and the tables hold. */
async function readMapping(url: string, element: HTMLElement, signal: AbortSignal): Promise<unknown> {
	if (url === "") return undefined;
	try {
		const response = await fetch(url, { signal });
		if (!response.ok) throw new Error(`the server answered ${response.status}`);
		return await response.json();
	} catch (cause) {
		signal.throwIfAborted();
		const message = `The mapping ${url} cannot be had: ${cause instanceof Error ? cause.message : cause}.`;
		warnOnce(message);
		tellError(element, "mapping", message);
		return undefined;
	}
}

/** A default is not written into the page's markup. */
function reflectCaptions(element: WidgetHost["element"], captions: "on" | "off"): void {
	if (element.captions !== captions) element.captions = captions;
}

const listOf = (text: string): string[] | undefined => (text === "" ? undefined : text.split(/[\s,]+/));

/** Nothing of this ends the conversation for good: it can be asked for again. */
const tellError = (element: HTMLElement, code: WidgetErrorCode, message: string) =>
	void tellEvent(element, "error", { code, message, recoverable: true });
