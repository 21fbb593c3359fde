import { ChatPanel, type ChatPanelOptions } from "../../src/widget/panel/chat-panel.ts";
import { panelTexts } from "../../src/widget/panel/panel-texts.ts";
import { openVoiceInput } from "../../src/widget/panel/voice-input.ts";
import { StandInConversation } from "./stand-in-conversation.ts";
import { StandInRecognition } from "./stand-in-recognition.ts";

export interface MountOptions extends Omit<Partial<ChatPanelOptions>, "conversation" | "overlay"> {
	readonly theme?: "light" | "dark";
	readonly dir?: "ltr" | "rtl";
	/** CSS pixels. */
	readonly width?: number;
	readonly height?: number;
}

/** A panel under a picture in a shadow root, as the widget has it. */
export interface MountedPanel {
	readonly host: HTMLElement;
	readonly shadow: ShadowRoot;
	readonly panel: ChatPanel;
	readonly conversation: StandInConversation;
	/** The first element in the shadow root that `selector` finds. */
	find<T extends HTMLElement = HTMLElement>(selector: string): T;
	/** The button of this name. */
	button(name: string): HTMLButtonElement;
	/** Resolves when every reply stands as it will stay. */
	settled(): Promise<void>;
	dispose(): void;
}

export function mountPanel(options: MountOptions = {}): MountedPanel {
	const { theme = "light", dir = "ltr", width = 390, height = 640, ...rest } = options;
	const host = document.createElement("div");
	host.dir = dir;
	host.lang = options.lang ?? "en";
	Object.assign(host.style, { width: `${width}px`, height: `${height}px`, colorScheme: theme });
	const shadow = host.attachShadow({ mode: "open" });
	const stage = document.createElement("div");
	Object.assign(stage.style, { position: "relative", height: "35%", background: "#c9d2e4" });
	const root = document.createElement("div");
	root.style.height = "65%";
	shadow.append(stage, root);
	document.body.append(host);
	const conversation = new StandInConversation();
	const makeRecognition = () => new StandInRecognition();
	const kept = new Map<string, string>();
	const keep = {
		getItem: (key: string) => kept.get(key) ?? null,
		setItem: (key: string, value: string) => void kept.set(key, value),
	};
	const own = {
		texts: panelTexts(host.lang, rest.texts),
		openVoice: openVoiceInput,
		conversation,
		overlay: stage,
	};
	const panel = new ChatPanel(root, { makeRecognition, keep, ...rest, ...own });
	const find = <T extends HTMLElement>(selector: string): T => {
		const found = shadow.querySelector<T>(selector);
		if (found === null) throw new TypeError(`The panel has no ${selector}.`);
		return found;
	};
	return {
		host,
		shadow,
		panel,
		conversation,
		find,
		button: (name) => find<HTMLButtonElement>(`button[aria-label="${name}"]`),
		settled: async () => {
			while (shadow.querySelector("[aria-busy]") !== null) await new Promise(requestAnimationFrame);
		},
		dispose: () => {
			panel.dispose();
			host.remove();
		},
	};
}
