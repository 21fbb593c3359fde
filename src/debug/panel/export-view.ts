import { REDACTIONS, type Redaction } from "../../protocol/redact-message.ts";
import { EXPORTS, type ExportFormat } from "../exports.ts";
import { WEIGHT_SOURCES, type WeightSource } from "../model/export/exported-frames.ts";
import { clockText } from "../model/tick-spacing.ts";
import { CONTAINERS, type Container, VIDEO_SIZES, type VideoOptions } from "../video/video-options.ts";
import { button, make } from "./dom.ts";

/** What the choices beside the buttons say. */
export interface ExportChoices {
	readonly redaction: Redaction;
	readonly weights: WeightSource;
	/** Only the selection. */
	readonly onlySelection: boolean;
	/** Of a video, pixels. */
	readonly size: (typeof VIDEO_SIZES)[number];
	readonly quality: VideoOptions["quality"];
}

export interface ExportHandlers {
	save(format: ExportFormat, choices: ExportChoices): void;
	picture(): void;
	/** Films it; the signal ends it. Tells how far it is, 0 … 1. */
	video(
		container: Container,
		choices: ExportChoices,
		onProgress: (share: number) => void,
		signal: AbortSignal,
	): Promise<void>;
}

const REDACTION_LABELS: Readonly<Record<Redaction, string>> = {
	none: "as it is",
	text: "without text (the sound still says it)",
	speech: "without text, sound and phonemes",
};

const QUALITIES = [
	["high", "as well as it can be"],
	["low", "quickly, without shadows and reflections"],
] as const;

/** Everything that a session can be saved as. Main thread. */
export class ExportView {
	readonly #root: HTMLElement;
	readonly #handlers: ExportHandlers;
	readonly #redaction = select(REDACTIONS.map((id) => [id, REDACTION_LABELS[id]]));
	readonly #weights = select(WEIGHT_SOURCES.map((id) => [id, `as ${id}`]));
	readonly #size = select(VIDEO_SIZES.map(({ width, height }) => [String(height), `${width} × ${height}`]));
	readonly #quality = select(QUALITIES);
	readonly #selection = make("input");
	readonly #status = make("p", "hint");

	constructor(root: HTMLElement, handlers: ExportHandlers) {
		this.#root = root;
		this.#handlers = handlers;
		this.#redaction.id = "export-redaction";
		this.#weights.id = "export-weights";
		this.#weights.value = "mixed";
		this.#size.id = "export-size";
		this.#size.value = "720";
		this.#quality.id = "export-quality";
		this.#selection.type = "checkbox";
		this.#selection.id = "export-selection";
		this.#status.setAttribute("role", "status");
		this.#status.id = "export-status";
		this.#fill();
	}

	/** @param selection the selected range, trace time */
	show(selection: readonly [number, number] | undefined): void {
		this.#selection.disabled = selection === undefined;
		if (selection === undefined) this.#selection.checked = false;
		this.#selection.nextSibling?.remove();
		const range =
			selection === undefined ? "nothing is selected" : selection.map((at) => clockText(at)).join(" – ");
		this.#selection.after(` Only the selection (${range})`);
	}

	/** Says what has become of an export. */
	tell(text: string): void {
		this.#status.textContent = text;
	}

	get #choices(): ExportChoices {
		return {
			redaction: REDACTIONS.find((id) => id === this.#redaction.value) ?? "none",
			weights: WEIGHT_SOURCES.find((id) => id === this.#weights.value) ?? "mixed",
			onlySelection: this.#selection.checked,
			size: VIDEO_SIZES.find(({ height }) => String(height) === this.#size.value) ?? VIDEO_SIZES[1],
			quality: this.#quality.value === "low" ? "low" : "high",
		};
	}

	#fill(): void {
		const range = make("label", "check");
		range.append(this.#selection);
		const list = make("ul", "exports");
		for (const format of EXPORTS) {
			const item = make("li");
			const save = button(format.label, () => this.#handlers.save(format, this.#choices));
			save.dataset.export = format.id;
			item.append(save, make("span", "hint", format.hint));
			if (format.id === "recording") item.append(labelled("Text", this.#redaction));
			if (format.id === "csv") item.append(labelled("Weights", this.#weights));
			list.append(item);
		}
		const picture = make("li");
		const save = button("Picture (PNG)", () => this.#handlers.picture());
		save.dataset.export = "png";
		picture.append(save, make("span", "hint", "The timeline as it stands, with its headings"));
		const size = make("li");
		size.append(labelled("Size of a video", this.#size), labelled("How it is drawn", this.#quality));
		list.append(picture, size, ...CONTAINERS.map((container) => this.#videoItem(container)));
		this.#root.replaceChildren(range, this.#status, list);
		this.show(undefined);
	}

	#videoItem(container: Container): HTMLElement {
		const item = make("li");
		const progress = make("progress");
		progress.max = 1;
		progress.hidden = true;
		let running: AbortController | undefined;
		const save = button(`Video (${container === "mp4" ? "MP4" : "WebM"})`, async () => {
			if (running !== undefined) {
				running.abort();
				return;
			}
			running = new AbortController();
			const label = save.textContent;
			save.textContent = "Stop filming";
			progress.value = 0;
			progress.hidden = false;
			const onProgress = (share: number) => {
				progress.value = share;
			};
			await this.#handlers.video(container, this.#choices, onProgress, running.signal);
			running = undefined;
			save.textContent = label;
			progress.hidden = true;
		});
		save.dataset.export = container;
		progress.setAttribute("aria-label", "Filmed so far");
		item.append(save, make("span", "hint", "Drawn and encoded frame by frame, with the sound"), progress);
		return item;
	}
}

function select(options: readonly (readonly [string, string])[]): HTMLSelectElement {
	const made = make("select");
	made.append(...options.map(([value, label]) => new Option(label, value)));
	return made;
}

function labelled(text: string, control: HTMLElement): HTMLElement {
	const label = make("label", "field");
	label.append(make("span", "", text), control);
	return label;
}
