import { declareAudioSession } from "../../runtime/audio-session.ts";
import type { ChatPanelOptions } from "./chat-panel-options.ts";
import { make, setText } from "./make.ts";
import { MicButton } from "./mic-button.ts";
import { type MicMode, type MicProblem, Microphone, type MicrophoneOptions } from "./microphone.ts";
import { OwnVoice } from "./own-voice.ts";
import type { PanelConversation } from "./panel-conversation.ts";
import type { PanelTexts } from "./panel-texts.ts";
import { browserRecognition } from "./speech-recognition.ts";

export interface VoiceInputOptions extends Omit<MicrophoneOptions, "mode"> {
	readonly mode: MicMode;
	readonly texts: PanelTexts;
	/** What stands in the way of the microphone, in a sentence. */
	readonly complain: (problem: string) => void;
	/** The microphone has begun to listen, or has ended. */
	readonly listening: (isListening: boolean) => void;
}

const PROBLEM_TEXTS: Readonly<Record<MicProblem, keyof PanelTexts>> = {
	denied: "micDenied",
	unavailable: "micUnavailable",
	none: "micNone",
	language: "micLanguage",
};

/** The microphone as the viewer sees it: a button, and what is understood while it listens. */
export class VoiceInput {
	readonly button: HTMLButtonElement;
	/** What is being understood; beside the field, so that nothing that is typed is touched. */
	readonly element = make("p", { class: "interim", hidden: true, dir: "auto" });
	readonly #microphone: Microphone;
	#isListening = false;
	#wasOn = false;

	constructor({ texts, complain, listening, ...options }: VoiceInputOptions) {
		this.#microphone = new Microphone(options);
		const button = new MicButton(
			options.mode,
			texts,
			() => {
				declareAudioSession("play-and-record");
				this.#microphone.start();
			},
			() => this.#microphone.stop(),
		);
		this.button = button.element;
		this.#microphone.state.subscribe(({ isListening, interim, problem }) => {
			button.isOn = this.#microphone.isOn;
			this.button.classList.toggle("listening", isListening);
			this.element.hidden = !isListening;
			setText(this.element, interim || texts.stateListening);
			if (problem !== undefined) complain(texts[PROBLEM_TEXTS[problem]]);
			if (this.#wasOn && !this.#microphone.isOn) declareAudioSession("playback");
			this.#wasOn = this.#microphone.isOn;
			if (isListening === this.#isListening) return;
			this.#isListening = isListening;
			listening(isListening);
		});
	}

	/** ReplyRsp.Muted. */
	set isMuted(isMuted: boolean) {
		this.#microphone.isMuted = isMuted;
	}

	get isOn(): boolean {
		return this.#microphone.isOn;
	}

	stop(): void {
		this.#microphone.stop();
	}

	dispose(): void {
		this.#microphone.dispose();
	}
}

/** What the panel does with the viewer's voice. */
export interface VoiceHandlers
	extends Pick<VoiceInputOptions, "texts" | "lang" | "complain" | "spoken" | "said"> {
	readonly listening: (isListening: boolean) => void;
	/** Ends what is followed here. */
	readonly signal: AbortSignal;
}

/** The microphone, if it is wanted and the browser understands speech; else `undefined`. */
export function openVoiceInput(options: ChatPanelOptions, handlers: VoiceHandlers): VoiceInput | undefined {
	const { mic = "off", makeRecognition = browserRecognition(), conversation } = options;
	if (mic === "off" || makeRecognition === undefined) return undefined;
	const ownVoice = followVoice(conversation, handlers.signal);
	return new VoiceInput({
		...handlers,
		mode: mic,
		makeRecognition,
		isEcho: (text) => ownVoice.isHeardIn(text),
	});
}

function followVoice({ caption }: PanelConversation, signal: AbortSignal): OwnVoice {
	const ownVoice = new OwnVoice(() => performance.now());
	caption.subscribe((now) => ownVoice.follow(now), { signal });
	return ownVoice;
}
