import { unreachable } from "../../util/unreachable.ts";
import type { KioskEffect } from "../model/kiosk-event.ts";
import type { KioskLine } from "../model/lines.ts";
import type { Kiosk } from "./kiosk.ts";
import type { Picture } from "./picture.ts";
import type { Upkeep } from "./upkeep.ts";

/** Effects that are a sentence of the host's. */
const LINES = {
	"say-greeting": "greet",
	"say-resumed": "resumed",
	"ask-idle": "still-there",
	apologise: "gone",
	"say-back": "back",
} as const satisfies Partial<Record<KioskEffect, KioskLine>>;

export interface CarryOutParts {
	readonly kiosk: Kiosk;
	readonly picture: Picture;
	readonly upkeep: Upkeep;
}

/** Has done what the machine asks for; what takes its time is told to the machine when it is over. Main thread. */
export function carryOut(effect: KioskEffect, { kiosk, picture, upkeep }: CarryOutParts): void {
	switch (effect) {
		case "run-self-test":
			void selfTest(kiosk, picture).then(() => kiosk.dispatch({ type: "tested" }));
			return;
		case "enter-attract":
			// Not before: the visitor's screen comes first.
			void upkeep.keepVersion();
			return;
		case "open-session":
			kiosk.host.openSession();
			return;
		case "close-session":
			// The wipe that comes with it does, and waits for it.
			return;
		case "say-greeting":
		case "say-resumed":
		case "ask-idle":
		case "apologise":
		case "say-back":
			void kiosk.host.say(LINES[effect]).then(() => kiosk.dispatch({ type: "greeted" }));
			return;
		case "hush":
			void kiosk.host.hush();
			return;
		case "wipe":
			void wipe(kiosk).then(() => kiosk.dispatch({ type: "wiped" }));
			return;
		case "reload":
			kiosk.reload("a wipe did not end");
			return;
		default:
			unreachable(effect);
	}
}

/** Whether what the host needs is there; the screens are shown meanwhile, and all is mended later if need be. */
async function selfTest({ host, probe }: Kiosk, picture: Picture): Promise<void> {
	await probe.ask();
	await new Promise<void>((resolve) => {
		const stop = new AbortController();
		host.isDrawn.subscribe(
			(isDrawn) => {
				if (!isDrawn && picture.step.stage !== "none") return;
				stop.abort();
				resolve();
			},
			{ signal: stop.signal },
		);
	});
}

/** Nothing of the visit is left: what was said, read, written, switched, heard and connected. */
async function wipe(kiosk: Kiosk): Promise<void> {
	const { host, screen, settings } = kiosk;
	screen.clear();
	await host.close();
	host.volume = settings.volume;
	kiosk.setLanguage(settings.languages[0] ?? "en");
	sessionStorage.clear();
	kiosk.count("wipes");
}
