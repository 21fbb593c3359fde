import { typedPort } from "../../util/typed-port.ts";
import type { FromVideo, ToVideo, VideoOptions, VideoSummary } from "./video-options.ts";

/** A finished video. */
export interface RenderedVideo {
	readonly file: Blob;
	readonly summary: VideoSummary;
}

/**
 * Films a recording in a worker of its own, faster or slower than real time as the machine can. Main thread.
 * @throws Error with the reason, if the recording, the model or the browser's encoders fail; AbortError if it is ended
 */
export function renderVideo(
	recording: string | Blob,
	options: VideoOptions,
	onProgress: (share: number, frames: number) => void,
	signal?: AbortSignal,
): Promise<RenderedVideo> {
	const worker = new Worker(new URL("../../../workers/video.worker.ts", import.meta.url), { type: "module" });
	const rendered = new Promise<RenderedVideo>((resolve, reject) => {
		signal?.addEventListener("abort", () => reject(signal.reason), { once: true });
		worker.addEventListener("error", ({ message }) =>
			reject(new Error(message || "The worker for videos did not load.")),
		);
		const port = typedPort<ToVideo, FromVideo>(worker);
		port.listen((message) => {
			if (message.type === "progress") onProgress(message.share, message.frames);
			else if (message.type === "done") resolve({ file: message.file, summary: message.summary });
			else reject(new Error(message.reason));
		});
		port.post({ type: "render", recording, options });
	});
	return rendered.finally(() => worker.terminate());
}
