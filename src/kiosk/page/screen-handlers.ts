import type { Conversation } from "./conversation.ts";
import type { Kiosk } from "./kiosk.ts";
import type { ScreenHandlers } from "./kiosk-screen.ts";

/** What the screen's buttons do. The conversation is asked for when one is pressed: the screen is made first. */
export function screenHandlers(kiosk: Kiosk, conversation: () => Conversation): ScreenHandlers {
	return {
		ask: (text) => void conversation().ask(text),
		bargeIn: () => void kiosk.host.hush(),
		stop: () => void kiosk.host.hush(),
		finish: () => kiosk.dispatch({ type: "leave" }),
		takeAlong: () => conversation().takeAlong(),
		listening: (isListening) => conversation().listens(isListening),
		complain: (sentence) => kiosk.screen.remark(sentence),
		choose: (language) => kiosk.setLanguage(language),
		moreTime: () => kiosk.dispatch({ type: "more-time" }),
		touched: () => conversation().touched(),
		switched: (name, isOn) => {
			if (name === "guide") conversation().guide.isOn = isOn;
			if (name === "motion") kiosk.host.isStill = isOn;
		},
		louder: () => conversation().louder(),
		repeat: () => conversation().repeat(),
	};
}
