import type { Reply } from "../../protocol/driver-message.ts";
import { make, setText } from "../../widget/panel/make.ts";
import { panelTexts } from "../../widget/panel/panel-texts.ts";
import { appendReply } from "../../widget/panel/reply-markdown.ts";
import { RichText } from "../../widget/panel/rich-text.ts";
import { words } from "./press.ts";

/** One question with its answer, as far as it has come. */
export interface Exchange {
	readonly question: string;
	readonly answer: string;
}

/** Exchanges that are remembered for a visitor who wants to take them along. */
const KEPT = 12;

/** The visitor's last question and its answer, with the tables and pictures that the voice leaves out. */
export class AnswerView {
	readonly element: HTMLElement;
	readonly #question = make("p", { class: "question", dir: "auto" });
	readonly #answer = make("div", { class: "answer-text", dir: "auto", tabindex: 0 });
	#rich: RichText;
	#exchanges: { question: string; answer: string }[] = [];
	#last: Reply | undefined;

	constructor() {
		this.element = make(
			"section",
			{ class: "answer", hidden: true, "aria-live": "off" },
			words("span", "youAsked", "hidden"),
			this.#question,
			this.#answer,
		);
		this.#rich = richText("en");
	}

	set language(language: string) {
		this.#rich = richText(language);
	}

	/** What this visitor has asked so far. */
	get exchanges(): readonly Exchange[] {
		return this.#exchanges;
	}

	/** A question that is put again gets its answer anew. */
	asked(question: string): void {
		const others =
			this.#exchanges.at(-1)?.question === question ? this.#exchanges.slice(0, -1) : this.#exchanges;
		this.#exchanges = [...others, { question, answer: "" }].slice(-KEPT);
		this.#last = undefined;
		setText(this.#question, question);
		this.#answer.replaceChildren();
		this.element.hidden = false;
	}

	answered(reply: Reply): void {
		const exchange = this.#exchanges.at(-1);
		if (exchange === undefined) return;
		exchange.answer = appendReply(exchange.answer, reply, this.#last);
		this.#last = reply;
		void this.#rich.show(this.#answer, exchange.answer);
	}

	/** Forgets everything. */
	clear(): void {
		this.#exchanges = [];
		this.#last = undefined;
		setText(this.#question, "");
		this.#answer.replaceChildren();
		this.element.hidden = true;
	}
}

/** No link leads out of a kiosk; pictures come from its own host. */
const richText = (lang: string) =>
	new RichText({
		policy: { linkHosts: [], imageHosts: [location.hostname], allowHttp: false },
		texts: panelTexts(lang),
		lang,
		complain: () => undefined,
	});
