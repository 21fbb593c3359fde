import type { Reply } from "../protocol/driver-message.ts";
import { panelTexts } from "../widget/panel/panel-texts.ts";
import { readInteraction } from "../widget/panel/read-interaction.ts";
import { appendReply } from "../widget/panel/reply-markdown.ts";
import { RichText } from "../widget/panel/rich-text.ts";
import type { TranscriptView } from "./transcript-view.ts";

/** Where the answers of `assets/answers.md` may lead. */
const LINK_HOSTS = [location.hostname, "www.openstreetmap.org"];

/** What the avatar answers, a line for each utterance, with its tables, pictures and links. */
export class AnswerLines {
	readonly #transcript: TranscriptView;
	readonly #rich: RichText;
	readonly #answers = new Map<number, { line: HTMLElement; source: string; last: Reply }>();

	constructor(transcript: TranscriptView, complain: (problem: string) => void) {
		this.#transcript = transcript;
		const policy = { linkHosts: LINK_HOSTS, imageHosts: [location.hostname], allowHttp: false };
		this.#rich = new RichText({ policy, texts: panelTexts("en"), lang: "en", complain });
	}

	take(utterance: number, reply: Reply): void {
		const answer = this.#answers.get(utterance);
		const source = appendReply(answer?.source ?? "", withInteraction(reply), answer?.last);
		const line = answer?.line ?? this.#transcript.add("theirs", "");
		this.#answers.set(utterance, { line, source, last: reply });
		void this.#rich.show(line, source).then(() => this.#transcript.follow());
	}

	/** Nothing more comes of this utterance. */
	end(utterance: number): void {
		this.#answers.delete(utterance);
	}
}

/** A pop-up stands in the line like everything else: this page shows what there is, and opens nothing. */
function withInteraction(reply: Reply): Reply {
	const interaction = readInteraction(reply);
	if (interaction === undefined) return reply;
	const { title, body, choices } = interaction;
	const parts = [title && `**${title}**`, body, choices.map((choice) => `- ${choice}`).join("\n")];
	return { ...reply, display: `\n\n${parts.filter((part) => part !== "").join("\n\n")}` };
}
