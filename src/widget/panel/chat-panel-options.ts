import type { Signal } from "../../util/signal.ts";
import type { Keep } from "./caption-size.ts";
import type { LinkPolicy } from "./link-policy.ts";
import type { MicMode } from "./microphone.ts";
import type { PanelConversation } from "./panel-conversation.ts";
import type { PanelTexts } from "./panel-texts.ts";
import type { Recognition } from "./speech-recognition.ts";
import type { openVoiceInput } from "./voice-input.ts";

export interface ChatPanelOptions extends Partial<LinkPolicy> {
	readonly conversation: PanelConversation;
	/** Element over which captions and the sound's button are laid, positioned; by default they stand above the panel. */
	readonly overlay?: HTMLElement | undefined;
	/** Language of the panel and, where its script does not tell, of what is said (BCP 47); else the surroundings' `lang`. */
	readonly lang?: string | undefined;
	/** Words in place of the English ones: another language's (`panelTexts`, `loadPanelTexts`), the page's own. */
	readonly texts?: Partial<PanelTexts> | undefined;
	/** What a message does: is answered (default), or is said as it is. */
	readonly send?: "chat" | "speak" | undefined;
	/** Whether the sound is off. By default the panel's own, which then sets the volume to 0; a host's own is the host's to obey. */
	readonly muted?: Signal<boolean> | undefined;
	/** Whether captions are shown; on by default. */
	readonly captions?: Signal<boolean> | undefined;
	/** The microphone: off (default), while its button is held, or until it is turned off; needs {@link openVoice}. */
	readonly mic?: MicMode | "off" | undefined;
	/** {@link openVoiceInput}, for whoever wants the microphone: a panel without one does not load it. */
	readonly openVoice?: typeof openVoiceInput | undefined;
	/** Makes a recogniser; by default the browser's own, if it has one. */
	readonly makeRecognition?: (() => Recognition) | undefined;
	/** Whether the panel knows no shortcuts but Enter and the arrows. */
	readonly nohotkeys?: boolean | undefined;
	/** Where the viewer's caption size is kept; by default the page's `localStorage`, if it may be used. */
	readonly keep?: Keep | undefined;
}
