import { isVisit } from "../model/kiosk-state.ts";
import { admitText, type TextRefusal } from "../model/text-gate.ts";
import type { KioskTexts } from "../texts/kiosk-texts.ts";
import { Guide } from "./guide.ts";
import type { Kiosk } from "./kiosk.ts";

/** Characters that a question may have. */
const LONGEST_QUESTION = 240;
/** Steps of the volume that a visitor may take; the next one starts as the operator has set it. */
const LOUDER = 0.2;

const REFUSALS: Readonly<Record<TextRefusal, keyof KioskTexts>> = {
	empty: "refusedEmpty",
	"too-long": "refusedLong",
	mashed: "refusedMashed",
	abusive: "refusedAbusive",
};

/** What a visitor and the host say to one another. Main thread. */
export class Conversation {
	readonly guide: Guide;
	readonly #kiosk: Kiosk;

	constructor(kiosk: Kiosk, signal: AbortSignal) {
		this.#kiosk = kiosk;
		const { screen } = kiosk;
		this.guide = new Guide(
			screen.root,
			{ speak: (text) => void this.#guideSays(text), texts: () => screen.texts },
			signal,
		);
	}

	/** The visitor has typed, said or chosen a question. */
	async ask(typed: string): Promise<void> {
		const { host, screen, settings } = this.#kiosk;
		this.#kiosk.active("touch");
		const verdict = admitText(typed, { most: LONGEST_QUESTION, blockedWords: settings.blockedWords });
		if (!verdict.accepted) {
			const sentence = screen.texts[REFUSALS[verdict.reason]];
			screen.remark(sentence);
			if (this.guide.isOn || verdict.reason === "abusive") void host.speak(sentence);
			return;
		}
		if (this.#kiosk.state.network === "offline") return;
		this.#kiosk.dispatch({ type: "greeted" });
		screen.remark("");
		await this.#put(verdict.text);
	}

	/** The last question is put again. */
	repeat(): void {
		const last = this.#kiosk.screen.talk.answer.exchanges.at(-1);
		if (last !== undefined) void this.ask(last.question);
	}

	/** What was being said when its sound was taken away is said from its beginning; nobody has to ask for it. */
	sayAgain(): void {
		const { host, screen, state } = this.#kiosk;
		if (!isVisit(state.phase)) return;
		const last = screen.talk.answer.exchanges.at(-1);
		if (state.network === "offline") void host.say("gone");
		else if (state.phase === "confirm-idle") void host.say("still-there");
		else if (last === undefined) void host.say("resumed");
		else void this.#put(last.question);
	}

	/** A finger on the picture has the host listen. */
	touched(): void {
		if (isVisit(this.#kiosk.state.phase)) void this.#kiosk.host.hush();
	}

	/** A step louder; above the top, as the operator has set it. */
	louder(): void {
		const { host, settings } = this.#kiosk;
		host.volume = host.volume >= 1 ? settings.volume : Math.min(1, host.volume + LOUDER);
	}

	/** The microphone listens, or has ended. */
	listens(isListening: boolean): void {
		const { host, screen } = this.#kiosk;
		screen.isMicrophoneOn = isListening;
		if (host.player !== undefined) host.player.isListening = isListening;
		if (isListening) this.#kiosk.active("voice");
	}

	/** Shows the transcript's code. */
	takeAlong(): void {
		const { screen } = this.#kiosk;
		void import("../views/take-along.ts").then(({ showTranscript }) =>
			showTranscript(screen.root, screen.talk.answer.exchanges, screen.texts),
		);
	}

	async #put(question: string): Promise<void> {
		const { host, screen } = this.#kiosk;
		screen.talk.asked(question);
		const result = await host.ask(question);
		if (!result.accepted) screen.remark(screen.texts.failed);
	}

	async #guideSays(text: string): Promise<void> {
		const { host, state } = this.#kiosk;
		if (!isVisit(state.phase)) this.#kiosk.active("touch");
		if (this.#kiosk.state.network === "offline") return;
		this.#kiosk.dispatch({ type: "greeted" });
		await host.speak(text);
	}
}
