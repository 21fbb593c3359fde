import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { z } from "zod";
import { AssetError } from "../../../../protocol/errors.ts";
import { type Seconds, seconds } from "../../../../util/time.ts";

/** What a sound or video file says of itself; a part that it has not is `undefined`. */
export interface MediaFacts {
	readonly duration: Seconds;
	/** Pixels. */
	readonly video: { readonly width: number; readonly height: number; readonly frameRate: number } | undefined;
	/** Hertz. */
	readonly sampleRate: number | undefined;
	/** Bits per second of the whole file. */
	readonly bitRate: number;
}

const PROBE = z.object({
	streams: z.array(
		z.object({
			codec_type: z.string().optional(),
			width: z.number().optional(),
			height: z.number().optional(),
			avg_frame_rate: z.string().optional(),
			sample_rate: z.coerce.number().optional(),
		}),
	),
	format: z.object({ duration: z.coerce.number().catch(0), bit_rate: z.coerce.number().catch(0) }),
});

const run = promisify(execFile);

/** Reads a file by ffprobe, which comes with ffmpeg. @returns `null` if there is no ffprobe. @throws {AssetError} */
export async function inspectMedia(file: string): Promise<MediaFacts | null> {
	try {
		const flags = ["-v", "error", "-print_format", "json", "-show_streams", "-show_format"];
		const { stdout } = await run("ffprobe", [...flags, file]);
		return factsOf(PROBE.parse(JSON.parse(stdout)));
	} catch (cause) {
		if ((cause as NodeJS.ErrnoException).code === "ENOENT") return null;
		throw new AssetError(file, `${file} cannot be read as sound or video.`, { cause });
	}
}

function factsOf({ streams, format }: z.output<typeof PROBE>): MediaFacts {
	const picture = streams.find(({ codec_type }) => codec_type === "video");
	const sound = streams.find(({ codec_type }) => codec_type === "audio");
	return {
		duration: seconds(format.duration),
		bitRate: format.bit_rate,
		sampleRate: sound?.sample_rate,
		video:
			picture === undefined
				? undefined
				: {
						width: picture.width ?? 0,
						height: picture.height ?? 0,
						frameRate: ratio(picture.avg_frame_rate ?? "0/1"),
					},
	};
}

/** `30000/1001` as a number. */
function ratio(text: string): number {
	const [above = 0, below = 1] = text.split("/").map(Number);
	return below === 0 ? 0 : above / below;
}
