import akool from "../../fixtures/vendors/akool-realtime-avatar.json" with { type: "json" };
import iflytek from "../../fixtures/vendors/iflytek-realtime-avatar.json" with { type: "json" };
import softSugar from "../../fixtures/vendors/softsugar-live-broadcasting.json" with { type: "json" };
import tencent from "../../fixtures/vendors/tencent-server-api.json" with { type: "json" };

/** A sample of a vendor's document; see test/fixtures/vendors/README.md. */
export interface PrintedSample {
	readonly line: number;
	readonly section: string;
	readonly kind: "request" | "response" | "event" | "callback" | "field";
	readonly path?: string;
	readonly printed: string;
	readonly oddities?: readonly string[];
	readonly meant?: unknown;
}

export const SAMPLES = {
	"tencent-server-api": tencent as readonly PrintedSample[],
	"iflytek-realtime-avatar": iflytek as readonly PrintedSample[],
	"softsugar-live-broadcasting": softSugar as readonly PrintedSample[],
	"akool-realtime-avatar": akool as readonly PrintedSample[],
} as const;

export type SampleDocument = keyof typeof SAMPLES;

/** True if nobody's parser takes it as it is printed. */
export const isMalformed = ({ oddities = [] }: PrintedSample): boolean => oddities.length > 0;

/** A sample as it was meant. */
export const meantOf = (sample: PrintedSample): unknown =>
	isMalformed(sample) ? sample.meant : JSON.parse(sample.printed);
