import { seconds } from "../../util/time.ts";
import { capabilities } from "../capability.ts";
import type { SayOptions } from "../drive.ts";
import { breaksLimit, type Limits } from "../limits.ts";
import { UnsupportedError } from "../unsupported-error.ts";
import { VendorError } from "../vendor-error.ts";
import { MOST_TEXT } from "./tencent-requests.ts";
import { HEARTBEAT_INTERVAL, TEXT_INTERVAL } from "./tencent-timing.ts";

/** What a session can do that takes sound (`DriverType` 3). */
export const TENCENT_CAPABILITIES = capabilities(
	"text",
	"text-stream",
	"ssml",
	"audio",
	"interrupt",
	"background",
	"alpha",
	"chat",
	"pose",
	"stream-events",
	"progress",
	"sessions",
	"token-renewal",
	"reconnect",
);

/** What one can do that takes texts alone (`DriverType` 1). */
export const TENCENT_TEXT_CAPABILITIES = new Set(
	[...TENCENT_CAPABILITIES].filter((name) => name !== "audio"),
);

/** What the documents allow (specs: server API). */
export const TENCENT_LIMITS: Limits & { readonly pictureInterval: NonNullable<Limits["pictureInterval"]> } = {
	text: { most: MOST_TEXT, unit: "bytes" },
	textPiece: { most: 1000, unit: "bytes" },
	textInterval: TEXT_INTERVAL,
	audio: {
		sampleRates: [16_000],
		packet: 5120,
		interval: { least: seconds(0.12), most: seconds(0.16) },
	},
	pictureInterval: seconds(5),
	heartbeat: HEARTBEAT_INTERVAL,
	idle: seconds(600),
};

/** Nothing was sent: Tencent would not take it. */
export const tencentRejection = (operation: string, reason: string): VendorError =>
	new VendorError(`Tencent cannot take this: ${reason}.`, {
		vendor: "tencent-cloud",
		operation,
		action: "reject",
		code: "limit",
	});

/** What Tencent cannot do with a text, before it is asked; `null` if it can. */
export function refusesText(text: string, options: SayOptions, operation: string): Error | null {
	if (options.mode === "append") return new UnsupportedError("tencent-cloud", "append");
	if (options.voice !== undefined) return new UnsupportedError("tencent-cloud", "voice-parameters");
	const broken = breaksLimit(text, { most: MOST_TEXT, unit: "bytes" });
	return broken === null ? null : tencentRejection(operation, broken);
}
