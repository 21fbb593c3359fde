import { z } from "zod";
import { callbackUrl, ssml, url } from "../fields.ts";
import { speechParam } from "./speech-param.ts";

/** What drives a video. */
export const DRIVER_TYPES = [
	/** `inputSsml` is spoken. */
	"Text",
	/** `inputAudioUrl` is played. */
	"OriginalVoice",
	/** `inputAudioUrl` is played in another voice. */
	"ModulatedVoice",
] as const;

/** What both editions of video production take. */
export const VIDEO_ORDER = z.object({
	/** Of `getImages`: who speaks, in which clothes, pose and resolution. */
	virtualmanKey: z.string().min(1),
	/** 1 to 20,000 characters without line breaks; needed unless audio drives. */
	inputSsml: ssml.optional(),
	speechParam,
	/** Told once when the video is done, shorter than 1000 characters; never told again if that fails. */
	callbackUrl: callbackUrl.optional(),
	/** Default Text. */
	driverType: z.enum(DRIVER_TYPES).optional(),
	/** wav, mp3, wma, m4a or aac of 0.5 s to 10 minutes, 60 minutes for small-sample avatars. */
	inputAudioUrl: url.optional(),
	/** Signed S3 address to which the video is put; else it is kept for 7 days. */
	videoStorageS3Url: url.optional(),
	/** The same for the subtitles. */
	subtitleStorageS3Url: url.optional(),
	/** Default: exclusive concurrency if there is some, else shared. */
	concurrencyType: z.enum(["Exclusive", "Shared"]).optional(),
});

/** Text needs a text, audio an address. */
export function checkDriver(order: z.output<typeof VIDEO_ORDER>, context: z.RefinementCtx): void {
	const { driverType = "Text", inputSsml, inputAudioUrl } = order;
	const missing = (path: string) =>
		context.addIssue({ code: "custom", path: [path], message: `expected one for driverType ${driverType}` });
	if (driverType === "Text" && inputSsml === undefined) missing("inputSsml");
	if (driverType !== "Text" && inputAudioUrl === undefined) missing("inputAudioUrl");
}
