import { resample } from "../../../audio/resampler.ts";
import { encodeWav } from "../../../protocol/encode-wav.ts";
import { type Seconds, seconds } from "../../../util/time.ts";
import type { Speaker } from "../../speaker.ts";
import { SPEECH_RATE } from "../../spoken-phrase.ts";
import { encodeMedia, MEDIA_FILES } from "./encode-media.ts";
import { joined, type ProducedSpeech, produceSpeech, subtitlesOf } from "./produce-speech.ts";
import { produceVideo } from "./produce-video.ts";
import type { Produced, ProductionOrder } from "./production-desk.ts";

type Payload = Readonly<Record<string, unknown>>;

/** Makes what is ordered from the stand-in: real speech, and a drawn face that says it. */
export const mediaProducer =
	(speaker: Speaker, signal: AbortSignal, skew: Seconds = seconds(0)) =>
	async ({ kind, payload }: ProductionOrder): Promise<Produced> => {
		const params = (kind === "sound" ? payload : payload.SpeechParam) as Payload;
		const timbre = params.TimbreKey === undefined ? {} : { timbre: String(params.TimbreKey) };
		const options = { speed: Number(params.Speed), volume: Number(params.Volume ?? 0), ...timbre };
		const speech = await produceSpeech(String(payload.InputSsml ?? ""), options, speaker, signal);
		return kind === "sound" ? sound(speech, payload) : video(speech, payload, skew);
	};

async function sound(
	speech: ProducedSpeech,
	{ SampleRate = SPEECH_RATE, Codec = "mp3" }: Payload,
): Promise<Produced> {
	const rate = Number(SampleRate);
	const wav = encodeWav(resample(joined(speech), SPEECH_RATE, rate), rate);
	const { duration, sentences } = speech;
	if (Codec === "wav") return { bytes: Buffer.from(wav), mediaType: "audio/wav", duration, sentences };
	return { bytes: await encodeMedia(wav, "mp3"), mediaType: MEDIA_FILES.mp3.mediaType, duration, sentences };
}

async function video(speech: ProducedSpeech, { VideoParam = {} }: Payload, skew: Seconds): Promise<Produced> {
	const format = String((VideoParam as Payload).Format ?? "TransparentWebm");
	const { bytes, mediaType } = await produceVideo(speech, format.endsWith("Webm") ? "webm" : "mp4", skew);
	return { bytes, mediaType, duration: speech.duration, subtitles: subtitlesOf(speech), sentences: [] };
}
