import type { Lane } from "../model/lanes.ts";
import type { Trace } from "../model/trace.ts";
import type { Palette } from "./palette.ts";

/** What a painter needs: the context's origin is the lane's top at time `from`. Lengths in CSS pixels. */
export interface Paint {
	readonly context: CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D;
	readonly trace: Trace;
	readonly lane: Lane;
	readonly palette: Palette;
	/** Stretch to paint, trace time. */
	readonly from: number;
	readonly to: number;
	/** Pixels per second. */
	readonly scale: number;
	/** Which overlays of a curve are wanted. */
	readonly overlays: { readonly wire: boolean; readonly mixed: boolean; readonly applied: boolean };
	/** Weight at the top of a curve's lane, by its shape: small movements are drawn large. */
	readonly tops: readonly number[];
	/** A run that this one is compared with. */
	readonly reference: Trace | undefined;
	/** Lags of the driver's lips, for the offset lane. */
	readonly lags: readonly { readonly at: number; readonly until: number; readonly lag: number }[];
}

export type Painter = (paint: Paint) => void;

export const FONT = "11px system-ui, 'Noto Sans', 'Noto Sans CJK SC', sans-serif";
export const SMALL_FONT = "10px system-ui, 'Noto Sans', 'Noto Sans CJK SC', sans-serif";
