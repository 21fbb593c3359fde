import type { LiveScript } from "../../vendors/softsugar/live-script.ts";
import type { CandidateOptions } from "../model/candidate-fields.ts";

/** The least that SoftSugar has to know to show a figure that says texts. */
export function liveScriptOf(options: CandidateOptions): LiveScript {
	const text = (key: string) => String(options[key] ?? "");
	const number = (key: string) => Number(options[key]);
	return {
		version: "0.0.2",
		recycle: 0,
		stream_mode: true,
		live_type: "interactive",
		resolution: [number("width"), number("height")],
		bit_rate: number("bitrate"),
		sceneList: [
			{
				digital_role: { face_feature_id: text("faceId"), url: text("roleUrl") },
				tts_config: {
					id: text("voiceId"),
					name: text("voiceName"),
					vendor_id: number("voiceVendor"),
					language: text("language"),
					pitch_offset: 0,
					speed_ratio: 1,
					volume: 100,
				},
			},
		],
	};
}
