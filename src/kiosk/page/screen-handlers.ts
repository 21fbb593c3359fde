import type { Conversation } from "./conversation.ts";
import type { Kiosk } from "./kiosk.ts";
import type { ScreenHandlers } from "./kiosk-screen.ts";
import type { Picture } from "./picture.ts";

/** What the screen's buttons do. The parts are asked for when a button is pressed: the screen is made first. */
export function screenHandlers(
	kiosk: Kiosk,
	parts: () => { readonly conversation: Conversation; readonly picture: Picture },
): ScreenHandlers {
	return {
		ask: (text) => void parts().conversation.ask(text),
		bargeIn: () => void kiosk.host.hush(),
		stop: () => void kiosk.host.hush(),
		finish: () => kiosk.dispatch({ type: "leave" }),
		takeAlong: () => parts().conversation.takeAlong(),
		listening: (isListening) => parts().conversation.listens(isListening),
		complain: (sentence) => kiosk.screen.remark(sentence),
		choose: (language) => kiosk.setLanguage(language),
		moreTime: () => kiosk.dispatch({ type: "more-time" }),
		touched: () => parts().conversation.touched(),
		switched: (name, isOn) => {
			if (name === "guide") parts().conversation.guide.isOn = isOn;
			if (name === "motion") parts().picture.keepStill(isOn);
		},
		louder: () => parts().conversation.louder(),
		repeat: () => parts().conversation.repeat(),
	};
}
