import type { KioskCommand } from "../../protocol/kiosk-command.ts";
import { unreachable } from "../../util/unreachable.ts";
import { isVisit } from "../model/kiosk-state.ts";
import { KIOSK_LANGUAGES } from "../model/settings.ts";
import type { KioskPage } from "../page/kiosk-page.ts";

/** Milliseconds between two looks if somebody is still there. */
const LOOK_MS = 1000;

/** Does what an operator has asked from afar. @throws Error with a sentence if it cannot be done */
export async function obeyCommand(kiosk: KioskPage, command: KioskCommand): Promise<void> {
	switch (command.type) {
		case "reload":
			if (command.now) kiosk.reload("the operator asked for it");
			else reloadWhenAlone(kiosk);
			return;
		case "volume":
			kiosk.changeSettings({ volume: command.volume });
			return;
		case "say":
			await announce(kiosk, command.text);
			return;
		case "language": {
			const language = KIOSK_LANGUAGES.find((known) => command.language.toLowerCase().startsWith(known));
			if (language === undefined) throw new Error(`This kiosk does not speak ${command.language}.`);
			const others = kiosk.settings.languages.filter((other) => other !== language);
			kiosk.changeSettings({ languages: [language, ...others] });
			return;
		}
		case "avatar":
			kiosk.changeSettings({ avatar: command.avatar });
			return;
		case "quiet-hours":
			kiosk.changeSettings({ quietFrom: command.from, quietTo: command.to });
			return;
		case "maintenance":
			kiosk.setMaintenance(command.on);
			return;
		default:
			unreachable(command);
	}
}

/** Says a sentence of the operator's, to nobody in particular. */
async function announce(kiosk: KioskPage, text: string): Promise<void> {
	const { host } = kiosk;
	if (!isVisit(kiosk.state.phase)) host.openSession();
	const result = await host.announce(text);
	if (!isVisit(kiosk.state.phase)) await host.close();
	if (!result.accepted) throw new Error(result.reason);
}

/** Nobody is interrupted. */
function reloadWhenAlone(kiosk: KioskPage): void {
	const timer = setInterval(() => {
		if (kiosk.state.phase !== "attract") return;
		clearInterval(timer);
		kiosk.reload("the operator asked for it");
	}, LOOK_MS);
}
