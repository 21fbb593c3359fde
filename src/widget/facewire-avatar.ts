import type { AvatarPlayer } from "../runtime/avatar-player.ts";
import type { Caption, PlayerStats } from "../runtime/player-events.ts";
import type { SessionProvider } from "../runtime/session-host-messages.ts";
import type { SessionState } from "../session/session-event.ts";
import type { CommandResult, InterruptResult, SpeakOptions } from "../session/speech-session-options.ts";
import { activityOf } from "./activity-of.ts";
import { ATTRIBUTES, CHOICES, type ChoiceName, readAddress, readChoice, readTexts } from "./attributes.ts";
import { BaseElement } from "./base-element.ts";
import type { WidgetCore } from "./core.ts";
import { type Reflected, reflect } from "./reflected.ts";
import { adoptShellStyles } from "./shell-styles.ts";
import { shellTexts } from "./shell-texts.ts";
import { ShellView } from "./shell-view.ts";
import { type Activity, tellEvent, type WidgetEvents } from "./widget-events.ts";
import type { WidgetHost } from "./widget-host.ts";

/** Where an element finds what it loads when it is wanted; the entry files set it. */
export interface WidgetSetup {
	/** Loads the core: runtime, three, panel. */
	loadCore: () => Promise<{ readonly WidgetCore: typeof WidgetCore }>;
	/** Absolute folder of workers, worklet and default avatar; `undefined` where a bundler placed them. */
	assets: string | undefined;
}

/** Loads a little before it is seen. */
const NEAR = "200px";

const GONE = "The avatar has been taken from the page.";

/** The elements that are in a document: more than one share a renderer. */
const present = new Set<FacewireAvatar>();

/** Makes {@link Reflected} part of the class's type. */
// oxlint-disable-next-line no-unsafe-declaration-merging
export interface FacewireAvatar extends Reflected {
	addEventListener<Name extends keyof WidgetEvents>(
		type: Name,
		listener: (event: CustomEvent<WidgetEvents[Name]>) => void,
		options?: AddEventListenerOptions | boolean,
	): void;
	addEventListener(
		type: string,
		listener: EventListenerOrEventListenerObject,
		options?: AddEventListenerOptions | boolean,
	): void;
}

/**
 * `<facewire-avatar>`: a poster and a button until the avatar is wanted, then the whole runtime. Attributes are the API
 * and reflect; unknown values warn once and fall back. Taking it out of the document ends everything; moving it does not.
 */
// biome-ignore lint/suspicious/noUnsafeDeclarationMerging: `reflect` below gives the prototype what the interface promises.
export class FacewireAvatar extends BaseElement {
	static readonly observedAttributes: readonly string[] = ATTRIBUTES;
	static readonly setup: WidgetSetup = {
		loadCore: () => Promise.reject(new TypeError("Define the element by one of the package's entries.")),
		assets: undefined,
	};

	/** Asks the application's own server for a session; goes before `session-endpoint` and `gateway`. */
	sessionProvider: SessionProvider | undefined;
	readonly #view: ShellView;
	readonly #internals = this.attachInternals();
	#run: AbortController | undefined;
	#loading: Promise<WidgetCore> | undefined;
	#core: WidgetCore | undefined;
	/** The viewer has asked for the avatar. */
	#isStarted = false;
	#isDismissed = false;

	constructor() {
		super();
		const root = this.attachShadow({ mode: "open", delegatesFocus: false });
		adoptShellStyles(root);
		this.#view = new ShellView(root, {
			start: () => void this.#start(),
			open: (isOpen) => this.#setOpen(isOpen),
			retry: () => void this.#retry(),
		});
		root.addEventListener("keydown", (event) => this.#onKey(event as KeyboardEvent));
	}

	/** Where the conversation stands. */
	get state(): SessionState {
		return this.#core?.player.state.value ?? "idle";
	}

	/** What the avatar does. */
	get activity(): Activity {
		return activityOf(this.state);
	}

	/** The words that are heard now. */
	get caption(): Caption | undefined {
		return this.#core?.player.caption.value;
	}

	/** Latency, offset, buffer: the figures of {@link PlayerStats}; `undefined` before the core is loaded. */
	get stats(): PlayerStats | undefined {
		return this.#core?.player.stats.value;
	}

	/** The whole runtime, for what the element does not offer; `undefined` before the core is loaded and after removal. */
	get player(): AvatarPlayer | undefined {
		return this.#core?.player;
	}

	connectedCallback(): void {
		present.add(this);
		if (this.#run !== undefined) return;
		this.#run = new AbortController();
		this.#upgrade();
		for (const name of Object.keys(CHOICES) as ChoiceName[]) readChoice(this, name);
		this.#dress();
		this.#watch(this.#run.signal);
	}

	disconnectedCallback(): void {
		// A move is a removal and an insertion in one task.
		queueMicrotask(() => {
			if (this.isConnected) return;
			present.delete(this);
			this.#end();
		});
	}

	attributeChangedCallback(name: string, before: string | null, after: string | null): void {
		if (this.#run === undefined || before === after) return;
		if (name in CHOICES) readChoice(this, name as ChoiceName);
		this.#dress();
		this.#core?.follow(name);
	}

	/** Loads the core and the avatar; resolves when the avatar can speak, rejects if the core cannot be had. */
	async load(): Promise<void> {
		await this.#need();
	}

	/** Begins the conversation; else the first word does. */
	async connect(): Promise<void> {
		(await this.#need()).connect();
	}

	/** Ends the conversation; the avatar stays, and costs nothing but its drawing. */
	async disconnect(): Promise<void> {
		await this.#core?.disconnect();
	}

	/** Says `text`, after what is being said or in its place. */
	speak(text: string, options?: SpeakOptions): Promise<CommandResult> {
		return this.#command(({ conversation }) => conversation.speak(text, options));
	}

	/** Answers `text`. */
	chat(text: string, options?: SpeakOptions): Promise<CommandResult> {
		return this.#command(({ conversation }) => conversation.chat(text, options));
	}

	/** Silence and a closed mouth at once; tells what was heard, to the word. */
	async interrupt(): Promise<InterruptResult> {
		return (await this.#core?.player.interrupt()) ?? { interrupted: false, reason: "Nothing is being said." };
	}

	/** Shows the avatar in the poster's place, as soon as it is there. */
	dismissPoster(): void {
		this.#isDismissed = true;
		void this.#need().catch(() => undefined);
		this.#dress();
	}

	/** Shows the poster again; sound and captions go on. */
	showPoster(): void {
		this.#isDismissed = false;
		this.#isStarted = false;
		this.#internals.states.delete("revealed");
		this.#view.isPosterShown = true;
	}

	/** Properties that were set before the element was defined hide the accessors of its class. */
	#upgrade(): void {
		const own = this as unknown as Record<string, unknown>;
		for (const name of Object.keys(Object.getOwnPropertyDescriptors(FacewireAvatar.prototype))) {
			if (!Object.hasOwn(this, name)) continue;
			const value = own[name];
			delete own[name];
			own[name] = value;
		}
	}

	/** Brings the shell into line with the attributes and with what has been loaded. */
	#dress(): void {
		const view = this.#view;
		view.write(this.#texts, this.alt);
		view.poster = this.#posterAddress;
		const isLoaded = this.#core?.isLoaded.value ?? false;
		const isWanted =
			this.reveal === "auto" || this.#isDismissed || (this.reveal === "interaction" && this.#isStarted);
		if (isLoaded && isWanted) this.#reveal();
		view.isStartShown = this.#asks && !this.#isStarted && !this.#isDismissed && !this.autoconnect;
	}

	/** Whether something waits for the viewer's button. */
	get #asks(): boolean {
		if (this.reveal === "interaction" || this.recording !== "") return true;
		return (
			this.loading === "interaction" || (this.loading === "lazy" && savesData() && this.#core === undefined)
		);
	}

	get #texts() {
		return shellTexts(this.#language, readTexts(this));
	}

	get #language(): string {
		return this.closest("[lang]")?.getAttribute("lang") || navigator.language;
	}

	get #posterAddress(): string {
		const given = readAddress(this, "poster");
		if (given !== "" || this.src !== "") return given;
		return new URL("avatars/mira.webp", this.#assets ?? document.baseURI).href;
	}

	get #assets(): string | undefined {
		const { assetBase } = this;
		if (assetBase === "") return FacewireAvatar.setup.assets;
		return assetBase.endsWith("/") ? assetBase : `${assetBase}/`;
	}

	#reveal(): void {
		if (this.#internals.states.has("revealed")) return;
		this.#view.isPosterShown = false;
		this.#internals.states.add("revealed");
		tellEvent(this, "poster-dismissed", null);
	}

	/** Loads when `loading` says so. */
	#watch(signal: AbortSignal): void {
		const load = () => void this.#need().catch(() => undefined);
		if (this.loading === "eager") load();
		if (this.loading !== "lazy" || savesData()) return;
		const sight = new IntersectionObserver(
			(entries) => {
				if (!entries.some(({ isIntersecting }) => isIntersecting)) return;
				sight.disconnect();
				load();
			},
			{ rootMargin: NEAR },
		);
		sight.observe(this.#view.frame);
		signal.addEventListener("abort", () => sight.disconnect());
	}

	/** The core, loaded if need be. */
	#need(): Promise<WidgetCore> {
		const signal = this.#run?.signal;
		if (signal === undefined) return Promise.reject(new DOMException(GONE, "AbortError"));
		this.#loading ??= this.#open(signal);
		return this.#loading;
	}

	async #open(signal: AbortSignal): Promise<WidgetCore> {
		const view = this.#view;
		view.complain("", false);
		view.progress(Number.NaN);
		try {
			const { WidgetCore } = await FacewireAvatar.setup.loadCore();
			signal.throwIfAborted();
			const core = await WidgetCore.open(this.#host(), signal);
			this.#core = core;
			core.isLoaded.subscribe(() => this.#dress(), { signal });
			core.player.state.subscribe(() => this.#showActivity(), { signal });
			if (this.recording !== "") core.player.listen((event) => this.#mayReplay(event.type));
			if (this.autoconnect || this.#isStarted) core.connect();
			return core;
		} catch (cause) {
			this.#loading = undefined;
			if (!signal.aborted) this.#failed(cause);
			throw cause;
		}
	}

	#host(): WidgetHost {
		return {
			element: this,
			view: this.#view,
			texts: this.#texts,
			overrides: readTexts(this),
			language: this.#language,
			assets: this.#assets,
			hasPeers: present.size > 1,
			sessionProvider: this.sessionProvider,
		};
	}

	#failed(cause: unknown): void {
		const message = `The avatar cannot be loaded (${cause instanceof Error ? cause.message : String(cause)}).`;
		this.#view.progress(undefined);
		this.#view.removeCanvas();
		this.#view.complain(message, true);
		tellEvent(this, "error", { code: "core", message, recoverable: true });
	}

	/** A click: the browser lets sound begin. */
	async #start(): Promise<void> {
		this.#isStarted = true;
		this.#dress();
		try {
			const core = await this.#need();
			await core.player.audio.resume();
			core.start();
		} catch {
			// Has been told, with a button to try again.
		}
	}

	/** A recording that has ended can be played again. */
	#mayReplay(type: string): void {
		if (type !== "utterance-ended") return;
		this.#isStarted = false;
		this.#dress();
	}

	async #retry(): Promise<void> {
		if (this.#core === undefined) await this.#need().catch(() => undefined);
		else this.#core.retry();
	}

	async #command(act: (core: WidgetCore) => Promise<CommandResult>): Promise<CommandResult> {
		try {
			return await act(await this.#need());
		} catch (cause) {
			return { accepted: false, reason: cause instanceof Error ? cause.message : String(cause) };
		}
	}

	#showActivity(): void {
		const { states } = this.#internals;
		for (const activity of ["idle", "thinking", "speaking"] as const)
			if (activity === this.activity) states.add(activity);
			else states.delete(activity);
	}

	#setOpen(isOpen: boolean): void {
		this.open = isOpen;
		if (isOpen) this.#view.focusStage();
		else this.#view.focusLauncher();
	}

	/** What the panel does not want of Escape minimises a floating avatar. */
	#onKey(event: KeyboardEvent): void {
		if (event.key !== "Escape" || event.defaultPrevented || this.variant !== "floating" || !this.open) return;
		this.#setOpen(false);
	}

	#end(): void {
		this.#run?.abort();
		this.#run = undefined;
		this.#core?.dispose();
		this.#core = undefined;
		this.#loading = undefined;
		this.#isStarted = false;
		this.#isDismissed = false;
		this.#internals.states.clear();
		this.#view.removeCanvas();
		this.#view.progress(undefined);
		this.#view.complain("", false);
		this.#view.isPosterShown = true;
	}
}

reflect(FacewireAvatar.prototype);

/** The viewer has asked the browser to save data: nothing is loaded unasked. */
function savesData(): boolean {
	const { connection } = navigator as { connection?: { readonly saveData?: boolean } };
	return connection?.saveData === true;
}
