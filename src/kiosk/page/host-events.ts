import type { PlayerEvent } from "../../runtime/player-events.ts";
import { isVisit } from "../model/kiosk-state.ts";
import type { Kiosk } from "./kiosk.ts";
import type { SelfHealing } from "./self-healing.ts";

/** Milliseconds after which a session that was ended is opened again. */
const REOPEN_MS = 1000;

export interface HostEventParts {
	readonly kiosk: Kiosk;
	readonly healing: SelfHealing;
	/** Something was spoken to its end. */
	readonly spoken: () => void;
}

/** Passes on what the host's player tells. Main thread. */
export function heardOfHost(event: PlayerEvent, { kiosk, healing, spoken }: HostEventParts): void {
	switch (event.type) {
		case "reply":
			if (kiosk.host.isLive) kiosk.screen.talk.answer.answered(event.reply);
			return;
		case "utterance-ended":
			if (event.end === "spoken") spoken();
			return;
		case "context":
			if (event.lost) healing.contextLost();
			else healing.drawn();
			return;
		case "avatar":
		case "drawn-flat":
			healing.drawn();
			return;
		case "problem":
			if (event.about === "drawing") healing.cannotDraw();
			return;
		default:
	}
}

/** Brings the host's picture, captions and state to screen and machine, over all its lives. */
export function followHost(kiosk: Kiosk): void {
	const { host, screen, probe } = kiosk;
	host.isDrawn.subscribe((isDrawn) => {
		screen.isDrawn = isDrawn;
	});
	host.caption.subscribe((caption) => {
		screen.caption = caption;
	});
	host.state.subscribe((state) => {
		const isBusy = state === "thinking" || state === "speaking" || state === "waiting";
		if (isBusy !== kiosk.state.isBusy) kiosk.dispatch({ type: "busy", isBusy });
		probe.isSocketBroken = state === "reconnecting";
		if (state === "closed") setTimeout(() => reopen(kiosk), REOPEN_MS);
	});
}

/** A session that the gateway has ended is not the visitor's fault. */
function reopen({ state, host }: Kiosk): void {
	if (isVisit(state.phase) && state.network !== "offline") host.openSession();
}
