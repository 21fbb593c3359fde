/** Who said a line: the viewer, the avatar, or the page itself. */
export type Speaker = "mine" | "theirs" | "note";

/** Lines kept on the page; older ones go. */
const LONGEST_TRANSCRIPT = 200;

/** The list of what was said, newest last and in view. */
export class TranscriptView {
	readonly #list: HTMLElement;

	constructor(list: HTMLElement) {
		this.#list = list;
	}

	/** Appends a line and returns its element, so that a reply that comes in pieces can grow. */
	add(speaker: Speaker, text: string): HTMLElement {
		const line = document.createElement("li");
		line.className = speaker;
		line.textContent = text;
		this.#list.append(line);
		while (this.#list.children.length > LONGEST_TRANSCRIPT) this.#list.firstElementChild?.remove();
		this.follow();
		return line;
	}

	/** A line has grown. */
	follow(): void {
		this.#list.scrollTop = this.#list.scrollHeight;
	}
}
