import { spawn } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findFfmpeg } from "../media/ffmpeg.ts";
import { MediaUnavailable } from "../media/wrtc.ts";

/** Pictures in planar 4:2:0, one after the other. */
export interface Pictures {
	readonly width: number;
	readonly height: number;
	/** Per second. */
	readonly rate: number;
	readonly frames: () => Iterable<Uint8Array>;
}

/** Files that the stand-in makes, by the ending of their names. */
export const MEDIA_FILES = {
	mp3: { mediaType: "audio/mpeg", codecs: ["-b:a", "64k"] },
	mp4: {
		mediaType: "video/mp4",
		codecs: [
			...["-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p"],
			...["-c:a", "aac", "-b:a", "96k", "-movflags", "+faststart"],
		],
	},
	webm: {
		mediaType: "video/webm",
		codecs: ["-c:v", "libvpx", "-deadline", "realtime", "-cpu-used", "8", "-b:v", "600k", "-c:a", "libopus"],
	},
} as const;
export type MediaFile = keyof typeof MEDIA_FILES;

/**
 * A sound, with pictures or without, as a file of the kind `ending`.
 * @throws {MediaUnavailable} if there is no ffmpeg
 */
export async function encodeMedia(wav: Uint8Array, ending: MediaFile, pictures?: Pictures): Promise<Buffer> {
	const ffmpeg = findFfmpeg();
	if (ffmpeg === undefined)
		throw new MediaUnavailable(
			`Making ${ending} needs ffmpeg, which is not installed (Debian package ffmpeg, or FFMPEG_PATH)`,
		);
	const folder = await mkdtemp(join(tmpdir(), "facewire-produced-"));
	try {
		const sound = join(folder, "sound.wav");
		const file = join(folder, `result.${ending}`);
		await writeFile(sound, wav);
		await run(
			ffmpeg,
			["-i", sound, ...picturesInput(pictures), ...MEDIA_FILES[ending].codecs, file],
			pictures,
		);
		return await readFile(file);
	} finally {
		await rm(folder, { recursive: true, force: true });
	}
}

const picturesInput = (pictures: Pictures | undefined): string[] =>
	pictures === undefined
		? []
		: [
				...["-f", "rawvideo", "-pix_fmt", "yuv420p", "-video_size", `${pictures.width}x${pictures.height}`],
				...["-framerate", String(pictures.rate), "-i", "pipe:0"],
			];

async function run(ffmpeg: string, args: readonly string[], pictures: Pictures | undefined): Promise<void> {
	const child = spawn(ffmpeg, ["-hide_banner", "-loglevel", "error", ...args], {
		stdio: ["pipe", "ignore", "inherit"],
	});
	const ended = new Promise<void>((resolve, reject) => {
		child.once("error", reject);
		child.once("close", (code) => {
			if (code === 0) resolve();
			else reject(new Error(`ffmpeg ended with ${code}`));
		});
	});
	// A broken pipe is told by the exit code.
	child.stdin.on("error", () => {});
	for (const frame of pictures?.frames() ?? [])
		if (!child.stdin.write(frame))
			await Promise.race([new Promise((go) => child.stdin.once("drain", go)), ended]);
	child.stdin.end();
	await ended;
}
