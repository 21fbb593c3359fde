import type { PlayerEvent } from "../../runtime/player-events.ts";
import type { SessionState } from "../../session/session-event.ts";
import { SLEEP_WATCH_DEFAULTS, SleepWatch } from "../../session/sleep-watch.ts";
import { millisecondsToSeconds, type Seconds } from "../../util/time.ts";
import { HealthReport, heapOf } from "../host/health-of.ts";
import { keepVersion } from "../host/kept-version.ts";
import { KioskHost } from "../host/kiosk-host.ts";
import { NetworkProbe } from "../host/network-probe.ts";
import { obeyCommand } from "../host/obey-command.ts";
import { OperatorLine } from "../host/operator-line.ts";
import { PresenceCamera } from "../host/presence-camera.ts";
import { bestQuality } from "../host/probe-graphics.ts";
import { AudioWatch } from "../model/audio-watch.ts";
import { HealCounters } from "../model/heal-counters.ts";
import { HealLadder, type HealStep } from "../model/heal-ladder.ts";
import type { KioskEffect, KioskEvent } from "../model/kiosk-event.ts";
import {
	type ActivityKind,
	initialState,
	isVisit,
	KIOSK_TIMING,
	type KioskState,
	type KioskTiming,
	type NetworkHealth,
} from "../model/kiosk-state.ts";
import type { KioskLine } from "../model/lines.ts";
import { type KioskQuality, QUALITY_OF, QualityLadder } from "../model/quality-ladder.ts";
import { reloadReason } from "../model/reload-plan.ts";
import { isQuietHour, type KioskLanguage, type KioskSettings, readSettings } from "../model/settings.ts";
import { SilenceWatch } from "../model/silence-watch.ts";
import { admitText, type TextRefusal } from "../model/text-gate.ts";
import { transition } from "../model/transition.ts";
import type { KioskTexts } from "../texts/kiosk-texts.ts";
import { Guide } from "./guide.ts";
import { onHold } from "./hold.ts";
import { KEPT, keep, readKept, readKeptJson } from "./keep.ts";
import { KioskScreen } from "./kiosk-screen.ts";
import { lockDown } from "./lockdown.ts";
import { WakeLock } from "./wake-lock.ts";

/** Milliseconds between two ticks of the machine. */
const TICK_MS = 250;
/** Frames per second while nobody is there: breath and blinks need no more, and the machine stays cool. */
const ATTRACT_FRAME_RATE = 15;
/** How long a finger rests to turn voice guidance on without sight, or to open the settings. Milliseconds. */
export const HOLD_MS = 2000;
/** Seconds for which workers may say nothing before they count as stuck. */
const STUCK = 8;
/** Workers tell something four times a second; from so many seconds on it is a silence. */
const SILENCE = 1;
/** Milliseconds after which a session that was ended is opened again. */
const REOPEN_MS = 1000;
/** Milliseconds without news of the devices after which a plug is in, or out: it comes as several. */
const PLUG_MS = 300;
/** Steps of the volume that a visitor may take; the next one starts as the operator has set it. */
const LOUDER = 0.2;

const REFUSALS: Readonly<Record<TextRefusal, keyof KioskTexts>> = {
	empty: "refusedEmpty",
	"too-long": "refusedLong",
	mashed: "refusedMashed",
	abusive: "refusedAbusive",
};

const EFFECT_LINES: Readonly<Partial<Record<KioskEffect, KioskLine>>> = {
	"say-greeting": "greet",
	"say-resumed": "resumed",
	"ask-idle": "still-there",
	apologise: "gone",
	"say-back": "back",
};

export interface KioskPageOptions {
	/** The page's `<main>`. */
	readonly root: HTMLElement;
	/** Absolute address under which gateway, avatars and lines lie. */
	readonly base: string;
	/** Settings in the address, over those that are kept. */
	readonly overrides: Readonly<Record<string, unknown>>;
	/** Loads the page anew. */
	readonly reload: (reason: string) => void;
}

declare global {
	interface Window {
		/** For the supervisor, the developer's console and tests. */
		facewireKiosk: KioskPage;
	}
}

/** States in which something is being said, or has been asked for. */
const IN_HAND: ReadonlySet<SessionState> = new Set(["connecting", "thinking", "speaking", "waiting"]);

/** A clock that goes on through everything but sleep. */
const now = (): Seconds => millisecondsToSeconds(performance.now());

/** The kiosk: hears what happens, asks its machine what becomes of it, and has it done. Main thread. */
export class KioskPage {
	readonly host: KioskHost;
	readonly screen: KioskScreen;
	readonly counters = new HealCounters(readKept(KEPT.counters), new Date().toISOString());
	/** How often something was held back that would have left the page. */
	heldBack = 0;
	readonly wakeLock: WakeLock;
	/** How the kiosk is, for its operator. */
	readonly report: HealthReport;
	readonly operator: OperatorLine;
	settings: KioskSettings;
	/** From the settings; a test may make it shorter. */
	timing: KioskTiming = KIOSK_TIMING;
	/** A new version lies ready. */
	hasUpdate = false;
	/** When something was last spoken to its end. */
	spokenAt: Seconds | undefined;
	readonly #options: KioskPageOptions;
	readonly #ended = new AbortController();
	readonly #audio = new AudioWatch();
	readonly #ladder = new HealLadder();
	readonly #workers = new SilenceWatch(STUCK);
	readonly probe: NetworkProbe;
	readonly #guide: Guide;
	readonly #camera = new PresenceCamera(() => this.active("presence"));
	#quality = new QualityLadder("high");
	#state: KioskState = initialState(now());
	#language: KioskLanguage = "en";
	#isClosedByOperator = false;
	#isHealing = false;
	#isKept = false;
	#goOver: () => Promise<void> = async () => {};
	#aloneSince = now();
	#plugTimer: ReturnType<typeof setTimeout> | undefined;

	constructor(options: KioskPageOptions) {
		const { signal } = this.#ended;
		this.#options = options;
		const kept = { ...(readKeptJson(KEPT.settings) ?? {}), ...options.overrides };
		this.settings = readSettings(kept).settings;
		this.#language = this.settings.languages[0] ?? "en";
		this.host = new KioskHost({
			mount: document.createElement("div"),
			base: options.base,
			onEvent: (event) => this.#hear(event),
		});
		this.screen = new KioskScreen(options.root, this.settings, {
			ask: (text) => void this.#ask(text),
			bargeIn: () => void this.host.hush(),
			stop: () => void this.host.hush(),
			finish: () => this.dispatch({ type: "leave" }),
			takeAlong: () => this.#takeAlong(),
			listening: (isListening) => this.#listens(isListening),
			complain: (sentence) => this.screen.remark(sentence),
			choose: (language) => this.setLanguage(language),
			moreTime: () => this.dispatch({ type: "more-time" }),
			touched: () => this.#touched(),
			switched: (name, isOn) => {
				if (name === "guide") this.#guide.isOn = isOn;
				if (name === "motion") this.host.frameRate = isOn ? ATTRACT_FRAME_RATE : undefined;
			},
			louder: () => {
				this.host.volume =
					this.host.volume >= 1 ? this.settings.volume : Math.min(1, this.host.volume + LOUDER);
			},
			repeat: () => this.#repeat(),
		});
		this.host.mount = this.screen.mount;
		this.#guide = new Guide(
			options.root,
			{ speak: (text) => void this.#guideSays(text), texts: () => this.screen.texts },
			signal,
		);
		this.probe = new NetworkProbe(options.base, (health) => this.#networkChanged(health), signal);
		this.wakeLock = new WakeLock(signal);
		this.operator = new OperatorLine(
			{
				base: options.base,
				id: () => this.settings.id,
				health: () => this.report.take(),
				obey: (command) => obeyCommand(this, command),
				kept: { get: (name) => readKept(KEPT[name]), set: (name, value) => keep(KEPT[name], value) },
			},
			signal,
		);
		this.report = new HealthReport(this, this.operator.boot);
		this.#followHost();
		this.#listen();
		this.applySettings(this.settings);
	}

	get state(): KioskState {
		return this.#state;
	}

	get quality(): KioskQuality {
		return this.#quality.step;
	}

	get language(): KioskLanguage {
		return this.#language;
	}

	/** Seconds since the last visitor went; 0 while somebody is there. */
	get alone(): number {
		return isVisit(this.#state.phase) ? 0 : now() - this.#aloneSince;
	}

	/** Starts everything; what fails is shown, and mended later. */
	async boot(): Promise<void> {
		this.#count("pageLoads");
		const visit = readKept(KEPT.visit);
		keep(KEPT.visit, null);
		if (visit !== null) this.#count("crashes");
		if (visit === "zh" || visit === "en") this.setLanguage(visit);
		const best = this.settings.quality === "auto" ? bestQuality() : this.settings.quality;
		this.#quality = new QualityLadder(best);
		await this.#openHost();
		const lines = Promise.all(this.settings.languages.map((language) => this.host.keepLines(language)));
		// They are asked for again by their address when they are wanted.
		lines.catch(() => this.#count("errors"));
		setInterval(() => this.#tick(), TICK_MS);
		const sleep = new SleepWatch();
		setInterval(() => this.#lookForSleep(sleep), SLEEP_WATCH_DEFAULTS.interval * 1000);
		void navigator.storage?.persist?.().then((isPersisted) => {
			this.report.persisted = isPersisted;
		});
		void this.operator.beat();
		this.dispatch({ type: "booted", resumes: visit !== null });
	}

	/** The outside supervisor asks whether the page lives, and tells what it counts. */
	supervised(counters: Readonly<Record<string, number>>): true {
		this.report.supervisor = counters;
		return true;
	}

	/** Something has happened. */
	dispatch(event: KioskEvent): void {
		const before = this.#state.phase;
		const { state, effects } = transition(this.#state, event, now(), this.timing);
		this.#state = state;
		if (state.phase !== before) this.#entered(before);
		this.screen.show(state, now(), this.timing);
		for (const effect of effects) this.#do(effect);
	}

	/** A visitor shows that he is there. */
	active(kind: ActivityKind): void {
		this.dispatch({ type: "activity", kind });
	}

	setLanguage(language: KioskLanguage): void {
		this.#language = language;
		this.host.language = language;
		this.screen.dress(this.settings, language);
		if (isVisit(this.#state.phase)) keep(KEPT.visit, language);
	}

	/** Takes up settings, and keeps them over loads of the page. */
	changeSettings(change: Partial<KioskSettings>): void {
		keep(KEPT.settings, JSON.stringify({ ...this.settings, ...change }));
		this.applySettings({ ...this.settings, ...change });
	}

	/** Takes up settings. */
	applySettings(settings: KioskSettings): void {
		this.settings = settings;
		this.timing = { ...KIOSK_TIMING, idle: settings.idle, confirm: settings.confirm };
		this.host.volume = settings.volume;
		this.host.setAvatar(settings.avatar);
		this.setLanguage(
			settings.languages.includes(this.#language) ? this.#language : (settings.languages[0] ?? "en"),
		);
		this.screen.talk.canTakeAlong = settings.transcript;
		void this.#lookForPeople(settings.presence);
		this.#lookAtHours();
	}

	/** Closes the kiosk, or opens it. */
	setMaintenance(isOn: boolean): void {
		this.#isClosedByOperator = isOn;
		this.#lookAtHours();
	}

	/** Says a sentence of the operator's. */
	async announce(text: string): Promise<void> {
		if (!isVisit(this.#state.phase)) this.host.openSession();
		const result = await this.host.announce(text);
		if (!isVisit(this.#state.phase)) await this.host.close();
		if (!result.accepted) throw new Error(result.reason);
	}

	/** Everything as after a crash of the graphics: for the operator, and for what finds that it is needed. */
	async rebuild(reason: "stageRebuilds" | "audioRebuilds" | "workerRestarts"): Promise<void> {
		if (this.#isHealing) return;
		this.#isHealing = true;
		this.#count(reason);
		const { isBusy } = this.#state;
		try {
			await this.host.rebuild(QUALITY_OF[this.#quality.step]);
			this.#audio.reset();
			this.#workers.reset();
			this.#ladder.restored();
			this.#paceHost();
			if (isBusy) this.#sayAgain();
		} catch {
			this.reload("the host could not be built anew");
		} finally {
			this.#isHealing = false;
		}
	}

	/** Loads the page anew, in its newest version if nobody is there. */
	reload(reason: string): void {
		if (this.hasUpdate && !isVisit(this.#state.phase))
			void this.#goOver().then(() => this.#options.reload(reason));
		else this.#options.reload(reason);
	}

	async #keepVersion(): Promise<void> {
		try {
			this.#goOver = await keepVersion(() => {
				this.hasUpdate = true;
			});
		} catch {
			// Without it the kiosk needs the network to start; everything else works.
			this.#count("errors");
		}
	}

	#do(effect: KioskEffect): void {
		const line = EFFECT_LINES[effect];
		if (line !== undefined) {
			void this.host.say(line).then(() => this.dispatch({ type: "greeted" }));
			return;
		}
		switch (effect) {
			case "run-self-test":
				void this.#selfTest().then(() => this.dispatch({ type: "tested" }));
				return;
			case "open-session":
				this.host.openSession();
				return;
			case "close-session":
				return;
			case "enter-attract":
				// Not before: the visitor's screen comes first.
				if (!this.#isKept) void this.#keepVersion();
				this.#isKept = true;
				return;
			case "hush":
				void this.host.hush();
				return;
			case "wipe":
				void this.#wipe().then(() => this.dispatch({ type: "wiped" }));
				return;
			case "reload":
				this.reload("a wipe did not end");
				return;
			default:
		}
	}

	/** Nothing of the visit is left: what was said, read, written, switched, heard and connected. */
	async #wipe(): Promise<void> {
		this.screen.clear();
		await this.host.close();
		this.host.volume = this.settings.volume;
		this.setLanguage(this.settings.languages[0] ?? "en");
		sessionStorage.clear();
		this.#count("wipes");
	}

	#entered(before: KioskState["phase"]): void {
		const { phase } = this.#state;
		if (isVisit(phase) && !isVisit(before)) {
			keep(KEPT.visit, this.#language);
			if (phase === "greet") this.#count("visits");
		}
		if (!isVisit(phase) && isVisit(before)) {
			keep(KEPT.visit, null);
			this.#aloneSince = now();
		}
		this.probe.isVisit = isVisit(phase);
		this.#paceHost();
	}

	#paceHost(): void {
		const { frameRate } = QUALITY_OF[this.#quality.step];
		this.host.frameRate = isVisit(this.#state.phase) ? frameRate : ATTRACT_FRAME_RATE;
		this.#quality.reset();
	}

	async #openHost(): Promise<void> {
		try {
			await this.host.open({ avatar: this.settings.avatar, step: QUALITY_OF[this.#quality.step] });
		} catch (cause) {
			this.#count("errors");
			this.dispatch({ type: "audio", health: "lost" });
			console.error(cause);
		}
	}

	/** Whether what the host needs is there; the screens are shown meanwhile, and all is mended later if need be. */
	async #selfTest(): Promise<void> {
		await this.probe.ask();
		await new Promise<void>((resolve) => {
			const stop = new AbortController();
			this.host.isDrawn.subscribe(
				(isDrawn) => {
					if (!isDrawn && QUALITY_OF[this.#quality.step].stage !== "none") return;
					stop.abort();
					resolve();
				},
				{ signal: stop.signal },
			);
		});
	}

	async #ask(typed: string): Promise<void> {
		this.active("touch");
		const verdict = admitText(typed, { most: 240, blockedWords: this.settings.blockedWords });
		if (!verdict.accepted) {
			const sentence = this.screen.texts[REFUSALS[verdict.reason]];
			this.screen.remark(sentence);
			if (this.#guide.isOn || verdict.reason === "abusive") void this.host.speak(sentence);
			return;
		}
		if (this.#state.network === "offline") return;
		this.dispatch({ type: "greeted" });
		this.screen.remark("");
		await this.#put(verdict.text);
	}

	async #put(question: string): Promise<void> {
		this.screen.talk.asked(question);
		const result = await this.host.ask(question);
		if (!result.accepted) this.screen.remark(this.screen.texts.failed);
	}

	/** What was being said when its sound was taken away is said from its beginning; nobody has to ask for it. */
	#sayAgain(): void {
		const { phase, network } = this.#state;
		if (!isVisit(phase)) return;
		const last = this.screen.talk.answer.exchanges.at(-1);
		if (network === "offline") void this.host.say("gone");
		else if (phase === "confirm-idle") void this.host.say("still-there");
		else if (last === undefined) void this.host.say("resumed");
		else void this.#put(last.question);
	}

	/** A finger on the picture wakes the host, or has it listen. */
	#touched(): void {
		if (isVisit(this.#state.phase)) void this.host.hush();
	}

	#repeat(): void {
		const last = this.screen.talk.answer.exchanges.at(-1);
		if (last !== undefined) void this.#ask(last.question);
	}

	#takeAlong(): void {
		void import("../views/take-along.ts").then(({ showTranscript }) =>
			showTranscript(this.screen.root, this.screen.talk.answer.exchanges, this.screen.texts),
		);
	}

	#listens(isListening: boolean): void {
		this.screen.isMicrophoneOn = isListening;
		if (this.host.player !== undefined) this.host.player.isListening = isListening;
		if (isListening) this.active("voice");
	}

	async #guideSays(text: string): Promise<void> {
		if (!isVisit(this.#state.phase)) this.active("touch");
		if (this.#state.network === "offline") return;
		this.dispatch({ type: "greeted" });
		await this.host.speak(text);
	}

	#hear(event: PlayerEvent): void {
		switch (event.type) {
			case "reply":
				if (this.host.isLive) this.screen.talk.answer.answered(event.reply);
				return;
			case "utterance-ended":
				if (event.end === "spoken") this.spokenAt = now();
				return;
			case "context":
				this.#contextChanged(event.lost);
				return;
			case "avatar":
			case "drawn-flat":
				this.#ladder.restored();
				this.dispatch({ type: "drawing", health: "ok" });
				return;
			case "problem":
				if (event.about === "drawing") this.#cannotDraw();
				return;
			default:
		}
	}

	#contextChanged(isLost: boolean): void {
		if (!isLost) {
			this.#ladder.restored();
			this.dispatch({ type: "drawing", health: "ok" });
			return;
		}
		this.#count("contextLosses");
		this.dispatch({ type: "drawing", health: "lost" });
		for (const step of this.#ladder.lost(now())) this.#heal(step);
	}

	#heal(step: HealStep): void {
		switch (step) {
			case "poster":
				return;
			case "rebuild":
				// What is being said is said to its end: the sound needs no picture.
				this.#whenSilent(() => void this.rebuild("stageRebuilds"));
				return;
			case "lower-quality":
				this.#lowerQuality();
				return;
			case "reload":
				this.#whenSilent(() => this.reload("the graphics were lost again and again"));
		}
	}

	/** It may be the graphics process that is being started again: tried once more before anything is lowered. */
	#cannotDraw(): void {
		this.dispatch({ type: "drawing", health: "none" });
		for (const step of this.#ladder.lost(now())) this.#heal(step);
	}

	#networkChanged(health: NetworkHealth): void {
		this.host.isOnline = health !== "offline";
		if (health === "offline") this.#count("networkLosses");
		this.dispatch({ type: "network", health });
	}

	#lowerQuality(): void {
		if (this.#quality.lower(now()) !== undefined) this.#changeQuality();
	}

	#changeQuality(): void {
		this.#count("qualityDrops");
		const step = QUALITY_OF[this.#quality.step];
		this.#whenSilent(() => void this.host.setStep(step).then(() => this.#paceHost()));
	}

	#whenSilent(act: () => void): void {
		const stop = new AbortController();
		this.host.state.subscribe(
			(state) => {
				if (IN_HAND.has(state) || stop.signal.aborted) return;
				stop.abort();
				act();
			},
			{ signal: stop.signal },
		);
	}

	#followHost(): void {
		const { host, screen } = this;
		host.isDrawn.subscribe((isDrawn) => {
			screen.isDrawn = isDrawn;
		});
		host.caption.subscribe((caption) => {
			screen.caption = caption;
		});
		host.state.subscribe((state) => {
			const isBusy = state === "thinking" || state === "speaking" || state === "waiting";
			if (isBusy !== this.#state.isBusy) this.dispatch({ type: "busy", isBusy });
			this.probe.isSocketBroken = state === "reconnecting";
			if (state === "closed") setTimeout(() => this.#reopen(), REOPEN_MS);
		});
	}

	/** A camera that cannot be had is a camera that is off; touches do. */
	async #lookForPeople(isWanted: boolean): Promise<void> {
		if (isWanted) await this.#camera.start().catch(() => this.#count("errors"));
		else this.#camera.stop();
		this.screen.top.isCameraOn = this.#camera.isOn;
	}

	/** A session that the gateway has ended is not the visitor's fault. */
	#reopen(): void {
		if (isVisit(this.#state.phase) && this.#state.network !== "offline") this.host.openSession();
	}

	#listen(): void {
		const { signal } = this.#ended;
		const { root } = this.screen;
		lockDown(window, () => this.heldBack++, signal);
		addEventListener("pointerdown", () => this.#pressed(), { signal, capture: true });
		// Where a touch changes the screen, only its end does, behind everything else: what then lies under the finger was
		// not meant.
		addEventListener("click", (event) => this.#clicked(event), { signal });
		addEventListener("keydown", (event) => this.#key(event), { signal, capture: true });
		addEventListener("error", () => this.#count("errors"), { signal });
		addEventListener("unhandledrejection", () => this.#count("errors"), { signal });
		// Without sight: a finger that rests anywhere turns the voice guidance on; in the corner it opens the settings.
		onHold(root, HOLD_MS, ({ target }) => this.#held(target), signal);
		navigator.mediaDevices?.addEventListener("devicechange", () => this.#devicesChanged(), { signal });
	}

	/** What an operator does is no visit. */
	#clicked({ target }: MouseEvent): void {
		const isOperator = target instanceof Element && target.closest(".settings, .corner") !== null;
		if (!isOperator) this.active("touch");
	}

	#pressed(): void {
		const { phase } = this.#state;
		if (phase === "greet" || phase === "converse") this.active("touch");
	}

	#held(target: EventTarget | null): void {
		if (target === this.screen.corner) this.#openSettings();
		else if (target instanceof Element && target.closest(".settings") === null)
			this.screen.turn("guide", true);
	}

	#openSettings(): void {
		void import("./operator-settings.ts").then(({ openSettings }) => openSettings(this));
	}

	#key(event: KeyboardEvent): void {
		if (event.target instanceof Element && event.target.closest(".settings") !== null) return;
		if (event.key === "F1" || event.key === "*") {
			event.preventDefault();
			this.screen.turn("guide", !this.#guide.isOn);
			return;
		}
		this.active("key");
	}

	/** Somebody has put a plug in or pulled it: the sound goes where it is now wanted, by speakers of its own. */
	#devicesChanged(): void {
		clearTimeout(this.#plugTimer);
		if (this.#state.phase === "boot") return;
		this.#plugTimer = setTimeout(() => void this.rebuild("audioRebuilds"), PLUG_MS);
	}

	#tick(): void {
		this.dispatch({ type: "tick" });
		this.#lookAtAudio();
		this.#lookAtPicture();
		this.#lookAtWorkers();
		const step = this.#ladder.tick(now());
		if (step !== undefined) this.#heal(step);
	}

	#lookAtAudio(): void {
		const { player } = this.host;
		if (player === undefined || this.#isHealing) return;
		const state = player.audio.state.value;
		const health = this.#audio.look({ state, contextTime: player.audio.context.currentTime }, now());
		if (health !== this.#state.audio) this.dispatch({ type: "audio", health });
		if (health === "lost") void this.rebuild("audioRebuilds");
	}

	#lookAtPicture(): void {
		const { player } = this.host;
		const isFlat = QUALITY_OF[this.#quality.step].stage === "none";
		if (player === undefined || document.hidden || !isVisit(this.#state.phase)) return;
		if (!this.host.isDrawn.value && !isFlat) return;
		const wanted = QUALITY_OF[this.#quality.step].frameRate ?? 60;
		const step = this.#quality.observe(player.stats.value.framesPerSecond, wanted, now());
		if (step !== undefined) this.#changeQuality();
	}

	#lookAtWorkers(): void {
		const { player } = this.host;
		if (player === undefined || this.#isHealing || document.hidden) return;
		const { session, stage } = player.silences;
		const isSilent = (this.host.isLive && session > SILENCE) || (this.host.isDrawn.value && stage > SILENCE);
		if (this.#workers.look(isSilent, now())) void this.rebuild("workerRestarts");
	}

	#lookForSleep(watch: SleepWatch): void {
		const asleep = watch.tick(millisecondsToSeconds(Date.now()));
		this.#lookAtHours();
		this.report.look();
		this.#lookAtReload();
		if (asleep === undefined) return;
		this.#count("sleeps");
		this.dispatch({ type: "woke", asleep });
		void this.probe.ask();
	}

	#lookAtHours(): void {
		const isOn = this.#isClosedByOperator || isQuietHour(this.settings, new Date().getHours());
		if (isOn !== this.#state.maintenance) this.dispatch({ type: "maintenance", isOn });
	}

	/** Once in a while, and only while nobody is there, the page begins anew. */
	#lookAtReload(): void {
		if (this.#state.phase !== "attract") return;
		const reason = reloadReason({
			uptime: now(),
			alone: this.alone,
			heap: heapOf(),
			heapBudget: this.settings.heapBudget,
			hour: new Date().getHours(),
			reloadHour: this.settings.reloadHour,
			hasUpdate: this.hasUpdate,
		});
		if (reason === undefined) return;
		this.#count("plannedReloads");
		this.reload(reason);
	}

	#count(name: Parameters<HealCounters["add"]>[0]): void {
		this.counters.add(name);
		keep(KEPT.counters, this.counters.json);
	}
}
