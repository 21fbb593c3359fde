import type { ExportFormat } from "./exports.ts";
import type { ExportRange } from "./model/export/heard-spans.ts";
import { writeRecording } from "./model/export/write-recording.ts";
import { type ExportChoices, ExportView } from "./panel/export-view.ts";
import { saveFile } from "./save-file.ts";
import type { SessionSubject } from "./session-subject.ts";
import { timelinePicture } from "./timeline/timeline-picture.ts";
import type { TimelineView } from "./timeline/timeline-view.ts";
import { renderVideo } from "./video/render-video.ts";
import { type Container, VIDEO_DEFAULTS } from "./video/video-options.ts";

/** Saves what is open, in every format. Main thread. */
export class Exporting {
	readonly view: ExportView;
	readonly #subject: () => SessionSubject;
	readonly #timeline: TimelineView;

	constructor(root: HTMLElement, timeline: TimelineView, subject: () => SessionSubject) {
		this.#subject = subject;
		this.#timeline = timeline;
		this.view = new ExportView(root, {
			save: (format, choices) => this.#save(format, choices),
			picture: () => void this.#picture(),
			video: (container, choices, onProgress, signal) => this.#video(container, choices, onProgress, signal),
		});
	}

	show(): void {
		this.view.show(this.#subject().selection);
	}

	#save(format: ExportFormat, choices: ExportChoices): void {
		const { trace, name } = this.#subject();
		const range = this.#range(choices);
		const { redaction, weights } = choices;
		const file = format.write({ trace, range, name, redaction, weights });
		saveFile(file.blob, file.name);
		this.view.tell(`${file.name}: ${size(file.blob)}. ${file.note}`);
	}

	async #picture(): Promise<void> {
		const file = await timelinePicture(this.#timeline);
		const name = `${this.#subject().name}.png`;
		saveFile(file, name);
		this.view.tell(`${name}: ${size(file)}.`);
	}

	/** Films the messages once more, from the recording's beginning on, for a face depends on what was before. */
	async #video(
		container: Container,
		choices: ExportChoices,
		onProgress: (share: number) => void,
		signal: AbortSignal,
	): Promise<void> {
		const { trace, name, options, avatar } = this.#subject();
		// The messages have the times at which they came: the line's faults are in them already.
		const { network: _line, ...replay } = options;
		const { from, to } = this.#range(choices);
		const { text, missing } = writeRecording(trace, { from: 0, to: trace.end }, "none");
		const format = {
			...VIDEO_DEFAULTS,
			...choices.size,
			quality: choices.quality,
			container,
			avatar,
			replay,
		};
		try {
			if (missing > 0) throw new Error(`${missing} messages are no longer there: their text was let go.`);
			const range = choices.onlySelection ? { from, to } : {};
			const { file, summary } = await renderVideo(
				new Blob([text]),
				{ ...format, ...range },
				(share, frames) => {
					onProgress(share);
					this.view.tell(`${frames} frames …`);
				},
				signal,
			);
			saveFile(file, `${name}.${container}`);
			const { frames, duration, videoCodec, audioCodec } = summary;
			const codecs = `${videoCodec} and ${audioCodec}`;
			this.view.tell(
				`${name}.${container}: ${size(file)}, ${frames} frames, ${duration.toFixed(1)} s, ${codecs}.`,
			);
		} catch (cause) {
			this.view.tell(signal.aborted ? "Stopped." : cause instanceof Error ? cause.message : String(cause));
		}
	}

	#range({ onlySelection }: ExportChoices): ExportRange {
		const { trace, selection } = this.#subject();
		return onlySelection && selection !== undefined
			? { from: selection[0], to: selection[1] }
			: { from: trace.start, to: trace.end };
	}
}

const size = ({ size: bytes }: Blob) =>
	bytes < 1e6 ? `${Math.max(1, Math.round(bytes / 1e3))} kB` : `${(bytes / 1e6).toFixed(1)} MB`;
