import { element } from "./panel/dom.ts";
import { saveFile } from "./save-file.ts";
import { renderVideo } from "./video/render-video.ts";
import { VIDEO_DEFAULTS } from "./video/video-options.ts";
import { videoOptionsOf } from "./video/video-query.ts";

// The page behind `npm run render`, and a way to film a recording by hand. What the video is like stands in the address.

const told = element("told", HTMLOutputElement);
const save = element("video", HTMLButtonElement);
/** Made here: what is said in a recording has its captions elsewhere, if any. */
const preview = Object.assign(document.createElement("video"), {
	id: "preview",
	controls: true,
	hidden: true,
});
element("preview-place", HTMLElement).append(preview);
const input = element("recording", HTMLInputElement);

input.addEventListener("change", () => {
	const [recording] = input.files ?? [];
	if (recording !== undefined) void film(recording);
});

async function film(recording: File): Promise<void> {
	save.hidden = true;
	preview.hidden = true;
	URL.revokeObjectURL(preview.src);
	told.value = "Loading the avatar…";
	delete told.dataset.state;
	try {
		const options = videoOptionsOf(new URL(location.href), VIDEO_DEFAULTS);
		const { file, summary } = await renderVideo(recording, options, (share, frames) => {
			element("progress", HTMLProgressElement).value = share;
			told.value = `${frames} frames`;
		});
		element("progress", HTMLProgressElement).value = 1;
		const { frames, duration, videoCodec, audioCodec } = summary;
		told.value = `${frames} frames, ${duration.toFixed(1)} s, ${videoCodec} and ${audioCodec}`;
		told.dataset.state = "done";
		preview.src = URL.createObjectURL(file);
		preview.hidden = false;
		save.onclick = () => saveFile(file, `${recording.name.replace(/\.[^.]*$/, "")}.${options.container}`);
		save.hidden = false;
	} catch (cause) {
		told.value = cause instanceof Error ? cause.message : String(cause);
		told.dataset.state = "failed";
	}
}
