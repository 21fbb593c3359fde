import type { OrderName } from "../../lipsync/order-tables.ts";
import { DEFAULT_ORDER } from "../../lipsync/orders.ts";

export interface TraceOptions {
	/** Order in which the driver's channels are read for the wire lanes. */
	readonly order?: OrderName;
	/** Seconds kept behind the newest moment. */
	readonly keep?: number;
	/** Bytes above which detail is let go: first the messages' text, then the oldest frames and utterances. */
	readonly memory?: number;
}

/** Ten minutes and a little, in at most 256 MB: what a laptop's tab bears beside an avatar. */
export const TRACE_DEFAULTS = { order: DEFAULT_ORDER, keep: 660, memory: 256 * 2 ** 20 } as const;
