import { seconds } from "../../util/time.ts";
import { type Capability, capabilities } from "../capability.ts";
import type { Limits } from "../limits.ts";
import type { Overlay } from "../vendor-adapter.ts";
import { type Layer, LEAST_TEXT, type LiveScript } from "./live-script.ts";

const ALWAYS: readonly Capability[] = [
	"text",
	"text-stream",
	"ssml",
	"append",
	"audio",
	"audio-url",
	"interrupt",
	"background",
	"foreground",
	"queue",
	"microphone",
	"progress",
	"sessions",
	"token-renewal",
	"reconnect",
];

/** What a room can do: filler words only if its script has any, chat only with a database of questions. */
export function softSugarCapabilities(script: LiveScript, hasQuestions: boolean): ReadonlySet<Capability> {
	const hasFillers = (script.sceneList[0].quick_response ?? []).length > 0;
	return capabilities(
		...ALWAYS,
		...(hasFillers ? (["quick-reply"] as const) : []),
		...(hasQuestions ? (["chat"] as const) : []),
	);
}

/** Hertz of the microphone's sound. */
export const SOFTSUGAR_SAMPLE_RATE = 16_000;

/** A queue of more than fifteen is advised against; the document has no upper bound for a text, ours is a guess. */
export const SOFTSUGAR_LIMITS: Limits = {
	text: { least: LEAST_TEXT, most: 5000, unit: "characters" },
	audio: {
		sampleRates: [SOFTSUGAR_SAMPLE_RATE],
		packet: 1280,
		interval: { least: seconds(0), most: seconds(1) },
	},
	heartbeat: seconds(60),
};

/** The canvas that all places refer to, pixels. */
const CANVAS = { width: 1080, height: 1920 } as const;

/** A picture as takeovers have it, for as long as one lasts; as large as the rest of the canvas if not said otherwise. */
export const layerOf = ({
	url,
	x,
	y,
	width = CANVAS.width - x,
	height = CANVAS.height - y,
}: Omit<Overlay, "layer">): Layer => ({
	url,
	rect: [x, y, width, height],
	start: 0,
	duration: -1,
});
