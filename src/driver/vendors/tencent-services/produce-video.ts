import { encodeWav } from "../../../protocol/encode-wav.ts";
import { type Seconds, samples, seconds } from "../../../util/time.ts";
import { SPEECH_RATE } from "../../spoken-phrase.ts";
import { FaceDrawing } from "../media/draw-face.ts";
import { PICTURE_RATE, SAMPLES_PER_PICTURE, TalkingTrack } from "../media/talking-track.ts";
import { encodeMedia, MEDIA_FILES } from "./encode-media.ts";
import { joined, type ProducedSpeech } from "./produce-speech.ts";

/** Pixels. Smaller than the vendor's: a stand-in's face has nothing to show in more. */
const WIDTH = 320;
const HEIGHT = 400;

/** A drawn face that says `speech`, as a file; its mouth comes `skew` after its sound. */
export async function produceVideo(
	speech: ProducedSpeech,
	ending: "mp4" | "webm",
	skew: Seconds = seconds(0),
): Promise<{ bytes: Buffer; mediaType: string }> {
	const track = new TalkingTrack({ now: () => 0, skew });
	const [first] = speech.phrases.map((phrase) => track.place(phrase));
	const start = first?.start ?? samples(0);
	const count = Math.ceil((track.end - start) / SAMPLES_PER_PICTURE);
	const face = new FaceDrawing(WIDTH, HEIGHT);
	function* frames(): Generator<Uint8Array> {
		for (let i = 0; i < count; i++) {
			const at = samples(start + i * SAMPLES_PER_PICTURE);
			// The encoder takes its time; the drawing is used again for the next picture.
			yield Uint8Array.from(face.draw(track.faceAt(at)).data);
		}
	}
	const wav = encodeWav(joined(speech), SPEECH_RATE);
	const pictures = { width: WIDTH, height: HEIGHT, rate: PICTURE_RATE, frames };
	return { bytes: await encodeMedia(wav, ending, pictures), mediaType: MEDIA_FILES[ending].mediaType };
}
