/** Values of `header.ctrl` (specs: real-time avatar API). */
export const IFLYTEK_CONTROLS = [
	"start",
	"text_driver",
	"audio_driver",
	"cmd",
	"reset",
	"ping",
	"stop",
] as const;
export type IflytekControl = (typeof IFLYTEK_CONTROLS)[number];
