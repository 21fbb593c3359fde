import { languageOf } from "./language-of.ts";
import type { LinkPolicy } from "./link-policy.ts";
import type { PanelTexts } from "./panel-texts.ts";

/** Signs that a text may hold Markdown, HTML or an address; anything else is shown as it is, without the renderer. */
const MARKS = /[*_`#<>[\]|~\\&]|https?:\/\/|www\.|^\s*(?:[-+]|\d+[.)])\s|\n/m;

export interface RichTextOptions {
	readonly policy: LinkPolicy;
	readonly texts: PanelTexts;
	/** Language of the reply where its script does not tell. */
	readonly lang: string;
	readonly complain: (problem: string) => void;
}

/** Shows replies: as text at once, and with their marks as soon as the renderer has loaded. */
export class RichText {
	readonly #options: RichTextOptions;
	/** What was last asked for each element: an older text that comes late is not shown. */
	readonly #wanted = new WeakMap<HTMLElement, string>();

	constructor(options: RichTextOptions) {
		this.#options = options;
	}

	/** Shows `source` in `target`, in place of what it showed. Resolves when it stands as it will stay. */
	async show(target: HTMLElement, source: string): Promise<void> {
		this.#wanted.set(target, source);
		target.lang = languageOf(source, this.#options.lang);
		if (!MARKS.test(source)) {
			target.textContent = source;
			target.ariaBusy = null;
			return;
		}
		if (target.childNodes.length === 0) target.textContent = source;
		target.ariaBusy = "true";
		try {
			const { renderMarkdown } = await import("./render-markdown.ts");
			if (this.#wanted.get(target) !== source) return;
			const { policy, texts } = this.#options;
			replaceChanged(target, renderMarkdown(source, { policy, texts, base: location.href }));
		} catch (cause) {
			// The text can be read all the same.
			if (this.#wanted.get(target) === source) target.textContent = source;
			this.#options.complain(cause instanceof Error ? cause.message : String(cause));
		}
		if (this.#wanted.get(target) === source) target.ariaBusy = null;
	}
}

/** Replaces the children from the first that differs on: a selection, a focus, an image before it stays. */
function replaceChanged(target: HTMLElement, next: DocumentFragment): void {
	const fresh = [...next.childNodes];
	let same = 0;
	while (same < fresh.length && target.childNodes[same]?.isEqualNode(fresh[same] ?? null)) same++;
	while (target.childNodes.length > same) target.lastChild?.remove();
	target.append(...fresh.slice(same));
}
