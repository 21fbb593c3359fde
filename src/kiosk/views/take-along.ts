import { correction, generate } from "lean-qr";
import { make } from "../../widget/panel/make.ts";
import { transcriptText } from "../model/transcript-text.ts";
import type { KioskTexts } from "../texts/kiosk-texts.ts";
import type { Exchange } from "./answer-view.ts";
import { button } from "./press.ts";

/** Milliseconds after which it goes by itself: the next visitor is not to find it. */
const SHOWN_MS = 45_000;

/**
 * Shows the conversation as a QR code, over everything else. The code holds the text itself: nothing is sent, nothing is
 * kept.
 */
export function showTranscript(root: HTMLElement, exchanges: readonly Exchange[], texts: KioskTexts): void {
	root.querySelector(".take-along")?.remove();
	const text = transcriptText(exchanges);
	if (text === "") return;
	const canvas = make("canvas", { class: "code", role: "img", "aria-label": texts.takeAlong });
	generate(text, { minCorrectionLevel: correction.L }).toCanvas(canvas, { pad: 4 });
	const close = button("close", "primary", () => card.remove());
	const card = make(
		"section",
		{ class: "take-along", role: "dialog", "aria-label": texts.takeAlong },
		make(
			"div",
			{ class: "idle-card" },
			make("h2", {}, texts.takeAlong),
			canvas,
			make("p", {}, texts.takeAlongNote),
			close,
		),
	);
	close.textContent = texts.close;
	root.append(card);
	close.focus();
	setTimeout(() => card.remove(), SHOWN_MS);
}
