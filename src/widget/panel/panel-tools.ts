import type { Signal } from "../../util/signal.ts";
import type { CaptionSize } from "./caption-size.ts";
import { make } from "./make.ts";
import { fillText, type PanelTexts } from "./panel-texts.ts";
import { ToolButton } from "./tool-button.ts";

export interface PanelToolsOptions {
	readonly texts: PanelTexts;
	readonly captions: Signal<boolean>;
	readonly size: CaptionSize;
	readonly toggleSound: () => void;
	readonly help: () => void;
	readonly tell: (text: string) => void;
}

/** Sound, captions, their size, help. */
export class PanelTools {
	readonly element: HTMLElement;
	readonly #texts: PanelTexts;
	readonly #sound: ToolButton;
	readonly #captions: ToolButton;
	readonly #smaller: ToolButton;
	readonly #larger: ToolButton;

	constructor({ texts, captions, size, toggleSound, help, tell }: PanelToolsOptions, signal: AbortSignal) {
		this.#texts = texts;
		const resize = (steps: number) => {
			size.step(steps);
			tell(fillText(texts.captionSize, { percent: size.value.value * 100 }));
		};
		this.#sound = new ToolButton("sound", texts.mute, toggleSound);
		this.#captions = new ToolButton("captions", texts.hideCaptions, () => {
			captions.value = !captions.value;
		});
		this.#smaller = new ToolButton("smaller", texts.smallerCaptions, () => resize(-1));
		this.#larger = new ToolButton("larger", texts.largerCaptions, () => resize(1));
		const buttons = [this.#sound, this.#captions, this.#smaller, this.#larger];
		const helpButton = new ToolButton("help", texts.shortcuts, help, "help");
		this.element = make(
			"div",
			{ class: "tools", part: "controls" },
			...[...buttons, helpButton].map(({ element }) => element),
		);
		captions.subscribe((isOn) => this.#showCaptions(isOn), { signal });
		size.value.subscribe(
			() => {
				this.#smaller.isOff = size.isSmallest;
				this.#larger.isOff = size.isLargest;
			},
			{ signal },
		);
	}

	set isMuted(isMuted: boolean) {
		this.#sound.icon = isMuted ? "silent" : "sound";
		this.#sound.label = isMuted ? this.#texts.unmute : this.#texts.mute;
	}

	#showCaptions(isOn: boolean): void {
		this.#captions.icon = isOn ? "captions" : "captionsOff";
		this.#captions.label = isOn ? this.#texts.hideCaptions : this.#texts.showCaptions;
		this.#smaller.isHidden = !isOn;
		this.#larger.isHidden = !isOn;
	}
}
