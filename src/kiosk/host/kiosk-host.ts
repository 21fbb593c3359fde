import { AvatarPlayer } from "../../runtime/avatar-player.ts";
import type { Caption, PlayerEvent } from "../../runtime/player-events.ts";
import type { SessionState } from "../../session/session-event.ts";
import type { CommandResult } from "../../session/speech-session-options.ts";
import { Signal } from "../../util/signal.ts";
import { type KioskLine, LINE_TEXTS } from "../model/lines.ts";
import type { KioskQualityStep } from "../model/quality-ladder.ts";
import type { KioskLanguage } from "../model/settings.ts";
import { KioskAssets } from "./kiosk-assets.ts";
import { LineEnd } from "./line-end.ts";

/**
 * Milliseconds that a worker has to let its line go: one that is stuck is ended. Without a network nobody hears the
 * farewell, and the visitor waits for an apology.
 */
const CLOSE_MS = { online: 800, offline: 100 } as const;

export interface KioskHostOptions {
	/** Gets the canvas. */
	readonly mount: HTMLElement;
	/** Absolute address under which `v1/sessions`, `avatars/` and `kiosk/` lie. */
	readonly base: string;
	readonly onEvent: (event: PlayerEvent) => void;
}

/** How the host is to look. */
export interface HostLook {
	/** File name in `avatars/`, or an address. */
	readonly avatar: string;
	readonly step: KioskQualityStep;
}

/** How often the host is drawn. */
export interface HostPace {
	/** Frames per second at most; `undefined` for as many as the display has. */
	readonly frameRate: number | undefined;
	/** Whether frames are left out that nobody would tell from the one before. */
	readonly changesOnly: boolean;
}

/** What the player is connected to: nothing, a line that lies on the kiosk, or a conversation. */
type Mode = "none" | "line" | "live";

/**
 * The kiosk's avatar over all its lives: says its own lines without a connection, converses with one, and is built anew
 * whenever something in it has died. Main thread.
 */
export class KioskHost {
	readonly state = new Signal<SessionState>("idle");
	readonly caption = new Signal<Caption | undefined>(undefined);
	/** Whether the picture stands. */
	readonly isDrawn = new Signal(false);
	/** Gets the canvas. */
	mount: HTMLElement;
	language: KioskLanguage = "en";
	/** Whether the gateway answers; a session may look well long after it does not. */
	isOnline = true;
	readonly #options: KioskHostOptions;
	#player: AvatarPlayer | undefined;
	#following = new AbortController();
	#look: HostLook | undefined;
	#mode: Mode = "none";
	/** A conversation is to begin as soon as nothing else is being said. */
	#wantsSession = false;
	/** Goes up with everything that takes the place of what is being said. */
	#turn = 0;
	readonly #lineEnd = new LineEnd();
	readonly #assets: KioskAssets;
	#volume = 1;
	#isStill = false;
	#pace: HostPace = { frameRate: undefined, changesOnly: false };

	constructor(options: KioskHostOptions) {
		this.#options = options;
		this.#assets = new KioskAssets(options.base);
		this.mount = options.mount;
	}

	/** The player of this life; `undefined` while there is none. */
	get player(): AvatarPlayer | undefined {
		return this.#player;
	}

	get isLive(): boolean {
		return this.#mode === "live";
	}

	/** Linear gain 0 … 1. */
	get volume(): number {
		return this.#volume;
	}

	set volume(volume: number) {
		this.#volume = volume;
		if (this.#player !== undefined) this.#player.volume = volume;
	}

	/** How often the host is drawn. */
	get pace(): HostPace {
		return this.#pace;
	}

	set pace(pace: HostPace) {
		this.#pace = pace;
		this.#player?.limitFrameRate(pace.frameRate, pace.changesOnly);
	}

	/** Whether the visitor wants less motion: mouth and expressions stay. */
	set isStill(isStill: boolean) {
		this.#isStill = isStill;
		if (this.#player !== undefined) this.#player.reducedMotion = isStill;
	}

	/** Makes the player, in the place of the one before. @throws if there is no sound to be had */
	async open(look: HostLook): Promise<void> {
		this.#end();
		this.#look = look;
		const canvas = document.createElement("canvas");
		canvas.setAttribute("aria-hidden", "true");
		this.mount.replaceChildren(canvas);
		const player = await AvatarPlayer.open({
			canvas,
			...this.#assets.models(look.avatar),
			quality: look.step.quality,
			// The kiosk's own ladder watches the frames: it knows the way up again, too.
			adaptive: false,
			stage: look.step.stage === "3d" ? undefined : look.step.stage,
			sprite: this.#assets.sprite(look.avatar),
			onEvent: (event) => this.#handle(event),
		});
		this.#player = player;
		player.volume = this.#volume;
		player.limitFrameRate(this.#pace.frameRate, this.#pace.changesOnly);
		player.reducedMotion = this.#isStill;
		this.#follow(player);
		if (this.#wantsSession) this.#connect();
	}

	/** Everything anew, the sound included: the conversation goes on with a session of its own. */
	async rebuild(step: KioskQualityStep): Promise<void> {
		if (this.#look !== undefined) await this.open({ ...this.#look, step });
	}

	/** Draws as `step` says; of another kind, everything is built anew. */
	async setStep(step: KioskQualityStep): Promise<void> {
		if (this.#look === undefined) return;
		if (step.stage !== this.#look.step.stage) return this.rebuild(step);
		this.#look = { ...this.#look, step };
		this.#player?.setQuality(step.quality);
	}

	/** Takes the lines of a language into memory: nothing has to be fetched when there is nobody to fetch it from. */
	keepLines(language: KioskLanguage): Promise<void> {
		return this.#assets.keepLines(language);
	}

	/** Shows another host. */
	setAvatar(avatar: string): void {
		if (this.#look === undefined || this.#look.avatar === avatar) return;
		this.#look = { ...this.#look, avatar };
		const { avatar: url, lightAvatar } = this.#assets.models(avatar);
		this.#player?.loadAvatar(this.#look.step.quality === "high" ? url : (lightAvatar ?? url));
	}

	/** Begins a conversation when what is being said is over. */
	openSession(): void {
		this.#wantsSession = true;
		// A line that is asked for in the same breath comes first.
		queueMicrotask(() => {
			if (this.#wantsSession && this.#mode === "none") this.#connect();
		});
	}

	/** Falls silent, and lets the conversation go. */
	async close(): Promise<void> {
		this.#wantsSession = false;
		this.#turn++;
		await this.#letGo();
	}

	/** Asks what a visitor has asked. */
	async ask(text: string): Promise<CommandResult> {
		this.#turn++;
		this.#lineEnd.come();
		if (this.#mode !== "live") this.#connect();
		return (await this.#player?.chat(text, { interrupt: true })) ?? NOBODY;
	}

	/** Says a sentence of the operator's, or of the guidance; with a conversation only. */
	async speak(text: string): Promise<CommandResult> {
		this.#turn++;
		return (await this.#player?.speak(text, { interrupt: true })) ?? NOBODY;
	}

	/** Says a sentence of the operator's to its end, with a conversation of its own if there is none. */
	async announce(text: string): Promise<CommandResult> {
		const wasLive = this.#mode === "live";
		this.#turn++;
		if (this.#mode === "line") await this.#letGo();
		if (!wasLive) this.#connect();
		const ended = this.#lineEnd.next();
		const result = (await this.#player?.speak(text)) ?? NOBODY;
		if (result.accepted) await ended;
		else this.#lineEnd.come();
		return result;
	}

	/** Stops what is being said. */
	async hush(): Promise<void> {
		this.#turn++;
		if (this.#mode === "line") {
			await this.#letGo();
			if (this.#wantsSession) this.#connect();
		} else if (this.#mode === "live") await this.#player?.interrupt();
	}

	/**
	 * Says one of the lines that lie on the kiosk. In a conversation that stands the driver says it, so that the conversation
	 * stays; else its recording does. Resolves when it is over, or something else has taken its place.
	 */
	async say(line: KioskLine): Promise<void> {
		const turn = ++this.#turn;
		const player = this.#player;
		if (player === undefined) return;
		if (this.#mode === "live" && this.isOnline && CONVERSING.has(player.state.value)) {
			const ended = this.#lineEnd.next();
			await player.speak(LINE_TEXTS[this.language][line], { interrupt: true });
			await ended;
			return;
		}
		if (this.#mode === "live") await this.#letGo();
		if (turn !== this.#turn || player !== this.#player) return;
		this.#mode = "line";
		const ended = this.#lineEnd.next();
		player.connect({ type: "replay", recording: this.#assets.line(this.language, line) });
		await ended;
		if (turn !== this.#turn) return;
		await this.#letGo();
		if (turn === this.#turn && this.#wantsSession && this.isOnline) this.#connect();
	}

	/** Ends everything. Idempotent. */
	dispose(): void {
		this.#wantsSession = false;
		this.#end();
	}

	#connect(): void {
		if (this.#player === undefined) return;
		this.#wantsSession = true;
		this.#mode = "live";
		this.#player.connect({ type: "gateway", gateway: this.#options.base });
	}

	async #letGo(): Promise<void> {
		this.#lineEnd.come();
		if (this.#mode === "none") return;
		this.#mode = "none";
		const closed = this.#player?.disconnect();
		const patience = this.isOnline ? CLOSE_MS.online : CLOSE_MS.offline;
		await Promise.race([closed, new Promise((resolve) => setTimeout(resolve, patience))]);
	}

	#handle(event: PlayerEvent): void {
		if (event.type === "utterance-ended") this.#lineEnd.come();
		// A line that cannot be played is over, too.
		if (event.type === "problem" && event.about === "connection" && this.#mode === "line")
			this.#lineEnd.come();
		if (event.type === "avatar" || event.type === "drawn-flat") this.isDrawn.value = true;
		if (event.type === "context") this.isDrawn.value = !event.lost;
		this.#options.onEvent(event);
	}

	#follow(player: AvatarPlayer): void {
		const { signal } = this.#following;
		player.state.subscribe(
			(state) => {
				if (state === "closed" && this.#mode === "live") this.#mode = "none";
				this.state.value = state;
			},
			{ signal },
		);
		player.caption.subscribe(
			(caption) => {
				this.caption.value = caption;
			},
			{ signal },
		);
	}

	#end(): void {
		this.#turn++;
		this.#lineEnd.come();
		this.#following.abort();
		this.#following = new AbortController();
		this.#player?.dispose();
		this.#player = undefined;
		this.#mode = "none";
		this.isDrawn.value = false;
		this.caption.value = undefined;
		this.state.value = "idle";
	}
}

/** A conversation that can be told to speak. */
const CONVERSING: ReadonlySet<SessionState> = new Set(["ready", "thinking", "speaking", "waiting"]);

const NOBODY: CommandResult = { accepted: false, reason: "There is no host yet." };
