import type { Reply } from "../../protocol/driver-message.ts";
import { make } from "./make.ts";
import type { PanelDialog } from "./panel-dialog.ts";
import type { PanelTexts } from "./panel-texts.ts";
import { type Interaction, readInteraction } from "./read-interaction.ts";
import type { RichText } from "./rich-text.ts";
import type { TranscriptView } from "./transcript-view.ts";

export interface InteractionViewOptions {
	readonly transcript: TranscriptView;
	readonly dialog: PanelDialog;
	readonly rich: RichText;
	readonly texts: PanelTexts;
	/** Whether the viewer is in the middle of something that a pop-up would take away from under the fingers. */
	readonly isBusy: () => boolean;
	/** The viewer has chosen an answer. */
	readonly choose: (text: string) => void;
}

/** Shows what comes besides text: pop-ups as dialogs that can be opened again, the rest as cards in the transcript. */
export class InteractionView {
	readonly #options: InteractionViewOptions;

	constructor(options: InteractionViewOptions) {
		this.#options = options;
	}

	take(reply: Reply): void {
		const interaction = readInteraction(reply);
		if (interaction === undefined) return;
		const { transcript, texts, isBusy } = this.#options;
		const line = transcript.add("avatar");
		line.classList.add("card");
		if (interaction.type === "card") {
			line.append(...this.#content(interaction, true));
			return;
		}
		const open = make("button", { type: "button", class: "choice", part: "button" }, texts.open);
		open.addEventListener("click", () => this.#open(interaction));
		line.append(make("p", { class: "title" }, interaction.title || texts.message), open);
		if (!isBusy()) this.#open(interaction);
	}

	#open(interaction: Interaction): void {
		const { dialog, texts } = this.#options;
		dialog.open(interaction.title || texts.message, ...this.#content(interaction, false));
	}

	#content({ title, body, choices }: Interaction, withTitle: boolean): Node[] {
		const nodes: Node[] = withTitle && title !== "" ? [make("p", { class: "title" }, title)] : [];
		if (body !== "") {
			const text = make("div", { class: "rich", dir: "auto" });
			void this.#options.rich.show(text, body);
			nodes.push(text);
		}
		if (choices.length > 0)
			nodes.push(make("div", { class: "choices" }, ...choices.map((choice) => this.#choice(choice))));
		return nodes;
	}

	#choice(choice: string): HTMLButtonElement {
		const button = make("button", { type: "button", class: "choice", part: "button", dir: "auto" }, choice);
		button.addEventListener("click", () => {
			this.#options.dialog.close();
			this.#options.choose(choice);
		});
		return button;
	}
}
