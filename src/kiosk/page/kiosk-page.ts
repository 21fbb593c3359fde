import type { KioskCommand } from "../../protocol/kiosk-command.ts";
import type { KioskCounter } from "../../protocol/kiosk-health.ts";
import type { Seconds } from "../../util/time.ts";
import { HealthReport } from "../host/health-of.ts";
import { KioskHost } from "../host/kiosk-host.ts";
import { NetworkProbe } from "../host/network-probe.ts";
import { obeyCommand } from "../host/obey-command.ts";
import { OperatorLine } from "../host/operator-line.ts";
import { now } from "../host/page-clock.ts";
import { HealCounters } from "../model/heal-counters.ts";
import type { KioskEvent } from "../model/kiosk-event.ts";
import {
	type ActivityKind,
	initialState,
	isVisit,
	KIOSK_TIMING,
	type KioskState,
	type KioskTiming,
	type NetworkHealth,
} from "../model/kiosk-state.ts";
import type { KioskQuality } from "../model/quality-ladder.ts";
import { KIOSK_LANGUAGES, type KioskLanguage, type KioskSettings, readSettings } from "../model/settings.ts";
import { transition } from "../model/transition.ts";
import { carryOut } from "./carry-out.ts";
import { Conversation } from "./conversation.ts";
import { followHost, heardOfHost } from "./host-events.ts";
import { KEPT, KEPT_TRUST, keep, readKept, readKeptJson } from "./keep.ts";
import type { Kiosk } from "./kiosk.ts";
import { KioskScreen } from "./kiosk-screen.ts";
import { Picture } from "./picture.ts";
import { screenHandlers } from "./screen-handlers.ts";
import { SelfHealing } from "./self-healing.ts";
import { Upkeep } from "./upkeep.ts";
import { VisitMark } from "./visit-mark.ts";
import { hearVisitors } from "./visitor-input.ts";
import { WakeLock } from "./wake-lock.ts";

/** Milliseconds between two ticks of the machine. */
const TICK_MS = 250;

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

/** The kiosk: hears what happens, asks its machine what becomes of it, and has it done. Main thread. */
export class KioskPage implements Kiosk {
	readonly host: KioskHost;
	readonly screen: KioskScreen;
	readonly probe: NetworkProbe;
	readonly operator: OperatorLine;
	/** How the kiosk is, for its operator. */
	readonly report: HealthReport;
	readonly wakeLock: WakeLock;
	readonly counters = new HealCounters(readKept(KEPT.counters), new Date().toISOString());
	/** How often something was held back that would have left the page. */
	heldBack = 0;
	settings: KioskSettings;
	/** From the settings; a test may make it shorter. */
	timing: KioskTiming = KIOSK_TIMING;
	/** When something was last spoken to its end. */
	spokenAt: Seconds | undefined;
	readonly #visit = new VisitMark();
	readonly #picture = new Picture(this);
	readonly #upkeep: Upkeep;
	readonly #conversation: Conversation;
	readonly #healing: SelfHealing;
	#state: KioskState = initialState(now());
	#language: KioskLanguage;

	constructor({ root, base, overrides, reload }: KioskPageOptions) {
		// The page ends with its document.
		const { signal } = new AbortController();
		this.settings = readSettings({ ...(readKeptJson(KEPT.settings) ?? {}), ...overrides }).settings;
		this.#language = this.settings.languages[0] ?? "en";
		this.#upkeep = new Upkeep(this, reload);
		const handlers = screenHandlers(this, () => this.#conversation);
		this.screen = new KioskScreen(root, this.settings, handlers);
		const spoken = () => {
			this.spokenAt = now();
		};
		this.host = new KioskHost({
			mount: this.screen.mount,
			base,
			onEvent: (event) => heardOfHost(event, { kiosk: this, healing: this.#healing, spoken }),
		});
		this.#conversation = new Conversation(this, signal);
		this.#healing = new SelfHealing(this, this.#picture, () => this.#conversation.sayAgain(), signal);
		this.probe = new NetworkProbe(base, (health) => this.#networkChanged(health), signal);
		this.wakeLock = new WakeLock(signal);
		this.operator = this.#openOperatorLine(base, signal);
		this.report = new HealthReport(this, this.operator.boot);
		followHost(this);
		this.#countErrors(signal);
		const openSettings = () =>
			void import("./operator-settings.ts").then((operator) => operator.openSettings(this));
		const heldBack = () => this.heldBack++;
		hearVisitors({ kiosk: this, conversation: this.#conversation, heldBack, openSettings }, signal);
		this.applySettings(this.settings);
	}

	get state(): KioskState {
		return this.#state;
	}

	get quality(): KioskQuality {
		return this.#picture.quality;
	}

	get language(): KioskLanguage {
		return this.#language;
	}

	get alone(): number {
		return isVisit(this.#state.phase) ? 0 : this.#visit.sinceEnd;
	}

	/** Starts everything; what fails is shown, and mended later. */
	async boot(): Promise<void> {
		this.count("pageLoads");
		const crashed = this.#visit.takeCrashed();
		if (crashed !== undefined) this.count("crashes");
		const spoken = KIOSK_LANGUAGES.find((language) => language === crashed);
		if (spoken !== undefined) this.setLanguage(spoken);
		this.#picture.begin();
		await this.#openHost();
		const lines = Promise.all(this.settings.languages.map((language) => this.host.keepLines(language)));
		// They are asked for again by their address when they are wanted.
		lines.catch(() => this.count("errors"));
		setInterval(() => this.#tick(), TICK_MS);
		this.#upkeep.begin(() => this.report.look());
		void navigator.storage?.persist?.().then((isPersisted) => {
			this.report.persisted = isPersisted;
		});
		void this.operator.beat();
		this.dispatch({ type: "booted", resumes: crashed !== undefined });
	}

	/** The outside supervisor asks whether the page lives, and tells what it counts. */
	supervised(counters: Readonly<Record<string, number>>): true {
		this.report.supervisor = counters;
		return true;
	}

	dispatch(event: KioskEvent): void {
		const before = this.#state.phase;
		const { state, effects } = transition(this.#state, event, now(), this.timing);
		this.#state = state;
		if (state.phase !== before) this.#entered(before);
		this.#picture.pace();
		this.screen.show(state, now(), this.timing);
		for (const effect of effects)
			carryOut(effect, { kiosk: this, picture: this.#picture, upkeep: this.#upkeep });
	}

	active(kind: ActivityKind): void {
		this.dispatch({ type: "activity", kind });
	}

	setLanguage(language: KioskLanguage): void {
		this.#language = language;
		this.host.language = language;
		this.screen.dress(this.settings, language);
		if (isVisit(this.#state.phase)) this.#visit.set(language);
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
		const [first = "en"] = settings.languages;
		this.setLanguage(settings.languages.includes(this.#language) ? this.#language : first);
		this.screen.talk.canTakeAlong = settings.transcript;
		void this.#upkeep.lookForPeople(settings.presence);
		this.#upkeep.lookAtHours();
	}

	/** Closes the kiosk, or opens it. */
	setMaintenance(isOn: boolean): void {
		this.#upkeep.setMaintenance(isOn);
	}

	reload(reason: string): void {
		this.#upkeep.reload(reason);
	}

	count(name: KioskCounter): void {
		this.counters.add(name);
		keep(KEPT.counters, this.counters.json);
	}

	#openOperatorLine(base: string, signal: AbortSignal): OperatorLine {
		const id = () => this.settings.id;
		const health = () => this.report.take();
		const obey = (command: KioskCommand) => obeyCommand(this, command);
		return new OperatorLine({ base, id, health, obey, kept: KEPT_TRUST }, signal);
	}

	async #openHost(): Promise<void> {
		try {
			await this.host.open({ avatar: this.settings.avatar, step: this.#picture.step });
		} catch (cause) {
			this.count("errors");
			this.dispatch({ type: "audio", health: "lost" });
			console.error(cause);
		}
	}

	#entered(before: KioskState["phase"]): void {
		const { phase } = this.#state;
		if (isVisit(phase) && !isVisit(before)) {
			this.#visit.set(this.#language);
			if (phase === "greet") this.count("visits");
		}
		if (!isVisit(phase) && isVisit(before)) this.#visit.clear();
		this.probe.isVisit = isVisit(phase);
	}

	#networkChanged(health: NetworkHealth): void {
		this.host.isOnline = health !== "offline";
		if (health === "offline") this.count("networkLosses");
		this.dispatch({ type: "network", health });
	}

	#countErrors(signal: AbortSignal): void {
		for (const type of ["error", "unhandledrejection"])
			addEventListener(type, () => this.count("errors"), { signal });
	}

	#tick(): void {
		this.dispatch({ type: "tick" });
		this.#picture.look();
		this.#healing.look();
	}
}
