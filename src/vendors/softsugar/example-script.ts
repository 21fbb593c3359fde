import type { LiveScript } from "./live-script.ts";

/** The document's own example of a live script, shortened, with two filler words: a form's first value, a stand-in's script. */
export const EXAMPLE_SCRIPT: LiveScript = {
	version: "0.0.1",
	recycle: 0,
	resolution: [1080, 1920],
	bit_rate: 5,
	stream_mode: true,
	live_type: "interactive",
	sceneList: [
		{
			digital_role: {
				id: 1,
				face_feature_id: "0325_nina_s3_beauty",
				name: "小李",
				url: "https://example.com/0325_nina_s3_beauty.zip",
				position: { x: 10, y: 60 },
				scale: 1,
			},
			tts_config: {
				id: "zh-CN-XiaoxuanNeural",
				name: "xiaoxuan",
				vendor_id: 4,
				language: "zh-CN",
				pitch_offset: 0,
				speed_ratio: 1,
				volume: 400,
			},
			tts_query: { content: "商汤科技是一家行业领先的人工智能软件公司。", ssml: false },
			quick_response: ["Let me think about it.", "I need some time."],
			backgrounds: [
				{
					type: 0,
					name: "背景",
					url: "https://example.com/background.png",
					rect: [0, 0, 1080, 1920],
					cycle: true,
					start: 0,
					duration: -1,
				},
			],
		},
	],
};
