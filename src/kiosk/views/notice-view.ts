import { make, setText } from "../../widget/panel/make.ts";
import type { KioskState } from "../model/kiosk-state.ts";
import type { KioskTexts } from "../texts/kiosk-texts.ts";

/** What stands in the way, in the middle of the screen: not started yet, closed, or without a connection. */
export class NoticeView {
	readonly element: HTMLElement;
	readonly #title = make("h2");
	readonly #note = make("p");

	constructor() {
		this.element = make("section", { class: "notice", role: "status" }, this.#title, this.#note);
	}

	show({ phase, network, maintenance }: KioskState, texts: KioskTexts): void {
		const [title, note] = noticeOf(phase, network, maintenance, texts);
		this.element.hidden = title === "";
		setText(this.#title, title);
		setText(this.#note, note);
	}
}

function noticeOf(
	phase: KioskState["phase"],
	network: KioskState["network"],
	maintenance: boolean,
	texts: KioskTexts,
): readonly [title: string, note: string] {
	if (phase === "boot" || phase === "self-test") return [texts.starting, texts.testing];
	if (maintenance) return [texts.maintenance, texts.maintenanceNote];
	const isVisit = phase === "greet" || phase === "converse";
	return network === "offline" && isVisit ? [texts.offline, texts.offlineNote] : ["", ""];
}
