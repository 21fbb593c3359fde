import type { Caption } from "../../runtime/player-events.ts";
import { CaptionView } from "../../widget/panel/caption-view.ts";
import { make, setText } from "../../widget/panel/make.ts";
import { readableFont, touchTarget } from "../model/arc-size.ts";
import { countdown, type KioskState, type KioskTiming } from "../model/kiosk-state.ts";
import type { KioskLanguage, KioskSettings } from "../model/settings.ts";
import { KIOSK_TEXTS, type KioskTexts, LANGUAGE_TAGS } from "../texts/kiosk-texts.ts";
import { ACCESS_SWITCHES, AccessBar, type AccessHandlers, type AccessSwitch } from "../views/access-bar.ts";
import { IdleView } from "../views/idle-view.ts";
import { InviteView } from "../views/invite-view.ts";
import { NoticeView } from "../views/notice-view.ts";
import { type TalkHandlers, TalkView } from "../views/talk-view.ts";
import { TopBar } from "../views/top-bar.ts";

/** Times the readable size, where a visitor asks for larger text. */
const LARGER = 1.3;
/** Milliseconds for which a remark stays. */
const REMARK_MS = 8000;

export interface ScreenHandlers extends TalkHandlers, Omit<AccessHandlers, "toggle"> {
	choose(language: KioskLanguage): void;
	moreTime(): void;
	/** A finger on the picture. */
	touched(): void;
	/** A switch of the foot was turned. */
	switched(name: AccessSwitch, isOn: boolean): void;
}

/** Everything that a visitor sees. Knows what to show, decides nothing. Main thread. */
export class KioskScreen {
	readonly root: HTMLElement;
	/** Gets the canvas. */
	readonly mount = make("div", { class: "canvas" });
	/** Held for two seconds, it opens the operator's settings. Nothing to be found by those who look for buttons. */
	readonly corner = make("button", { type: "button", class: "corner", tabindex: -1, "aria-hidden": "true" });
	readonly talk: TalkView;
	readonly top: TopBar;
	readonly #invite = new InviteView();
	readonly #idle: IdleView;
	readonly #notice = new NoticeView();
	readonly #access: AccessBar;
	readonly #poster = make("img", { class: "poster", alt: "" });
	readonly #remark = make("p", { class: "remark", role: "alert", hidden: true });
	readonly #sound = make("p", { class: "sound-off", "data-text": "soundOff", hidden: true });
	readonly #stage: HTMLElement;
	readonly #switches = new Map<AccessSwitch, boolean>();
	readonly #handlers: ScreenHandlers;
	#captions = new CaptionView("en");
	#texts: KioskTexts = KIOSK_TEXTS.en;
	#settings: KioskSettings;
	#remarkTimer: ReturnType<typeof setTimeout> | undefined;

	constructor(root: HTMLElement, settings: KioskSettings, handlers: ScreenHandlers) {
		this.root = root;
		this.#settings = settings;
		this.#handlers = handlers;
		this.talk = new TalkView(handlers);
		this.top = new TopBar((language) => handlers.choose(language));
		this.#idle = new IdleView({ moreTime: () => handlers.moreTime(), finish: () => handlers.finish() });
		this.#access = new AccessBar({
			toggle: (name) => this.turn(name, this.#switches.get(name) !== true),
			louder: () => handlers.louder(),
		});
		this.#stage = make("section", { class: "stage" }, this.#poster, this.mount, this.#captions.element);
		this.#stage.addEventListener("click", () => handlers.touched());
		root.append(
			this.top.element,
			this.#stage,
			this.#invite.element,
			this.#notice.element,
			this.#sound,
			this.#remark,
			this.talk.element,
			this.#access.element,
			this.#idle.element,
			this.corner,
		);
		addEventListener("resize", () => this.#size());
	}

	get texts(): KioskTexts {
		return this.#texts;
	}

	/** Whether the host's picture stands; the still one takes its place meanwhile. */
	set isDrawn(isDrawn: boolean) {
		this.root.toggleAttribute("data-drawn", isDrawn);
	}

	set caption(caption: Caption | undefined) {
		this.#captions.show(caption);
	}

	set isMicrophoneOn(isOn: boolean) {
		this.top.setMicrophone(isOn, isOn ? this.#texts.microphoneOn : this.#texts.microphoneOff);
	}

	/** Takes up settings and language. */
	dress(settings: KioskSettings, language: KioskLanguage): void {
		this.#settings = settings;
		const texts = KIOSK_TEXTS[language];
		this.#texts = texts;
		document.documentElement.lang = LANGUAGE_TAGS[language];
		for (const element of this.root.querySelectorAll<HTMLElement>("[data-text]"))
			setText(element, texts[element.dataset.text as keyof KioskTexts]);
		for (const element of this.root.querySelectorAll<HTMLElement>("[data-label]"))
			element.setAttribute("aria-label", texts[element.dataset.label as keyof KioskTexts]);
		this.top.place = settings.place;
		this.top.setLanguages(settings.languages, language);
		this.#invite.languages = [language, ...settings.languages.filter((other) => other !== language)];
		this.talk.speak(language, texts, settings.microphone);
		this.isMicrophoneOn = false;
		const captions = new CaptionView(LANGUAGE_TAGS[language]);
		this.#captions.element.replaceWith(captions.element);
		this.#captions = captions;
		const poster = /[./]/.test(settings.avatar) ? "" : `./avatars/${settings.avatar}.webp`;
		if (this.#poster.getAttribute("src") !== poster) this.#poster.setAttribute("src", poster);
		this.#size();
	}

	/** Shows how things stand. */
	show(state: KioskState, now: number, timing: KioskTiming): void {
		const { dataset } = this.root;
		dataset.phase = state.phase;
		dataset.network = state.network;
		dataset.audio = state.audio;
		dataset.drawing = state.drawing;
		this.root.toggleAttribute("data-maintenance", state.maintenance);
		this.#notice.show(state, this.#texts);
		this.#sound.hidden = state.audio !== "blocked" || state.phase === "attract";
		this.top.line = state.network === "degraded" ? this.#texts.degraded : "";
		this.talk.isBusy = state.isBusy;
		this.#idle.show(countdown(state, now as never, timing), timing.confirm, this.#texts);
	}

	/** Tells the visitor something in passing. */
	remark(sentence: string): void {
		setText(this.#remark, sentence);
		this.#remark.hidden = sentence === "";
		clearTimeout(this.#remarkTimer);
		this.#remarkTimer = setTimeout(() => {
			this.#remark.hidden = true;
		}, REMARK_MS);
	}

	/** Turns a switch of the foot. */
	turn(name: AccessSwitch, isOn: boolean): void {
		if ((this.#switches.get(name) ?? false) === isOn) return;
		this.#switches.set(name, isOn);
		this.#access.show(name, isOn);
		if (name !== "guide") this.root.toggleAttribute(`data-${name}`, isOn);
		if (name === "larger") this.#size();
		this.#handlers.switched(name, isOn);
	}

	/** Everything that a visitor has said, read, written and switched. */
	clear(): void {
		for (const name of ACCESS_SWITCHES) this.turn(name, false);
		this.talk.clear();
		this.root.querySelector(".take-along")?.remove();
		this.#captions.show(undefined);
		this.remark("");
	}

	/** One rem is what can be read from where people stand. */
	#size(): void {
		const { distance, screenWidth } = this.#settings;
		const viewing = { distance, screenWidth, pageWidth: innerWidth, pageHeight: innerHeight };
		const font = readableFont(viewing) * (this.#switches.get("larger") === true ? LARGER : 1);
		document.documentElement.style.fontSize = `${font.toFixed(2)}px`;
		this.root.style.setProperty("--target", `${touchTarget(viewing).toFixed(1)}px`);
	}
}
