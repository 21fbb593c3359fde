import type { OrderName } from "../../lipsync/order-tables.ts";
import type { Rung } from "../../lipsync/rung.ts";
import type { NetworkConditions } from "../../session/simulated-line.ts";

/** What may be turned when a recording is gone through again. All of it is part of a link to the view. */
export interface ReplayOptions {
	/** Order of the driver's channels; Tencent's own by default. */
	readonly order?: OrderName;
	/** The driver's face frames per second; found out by default. */
	readonly frameRate?: number;
	/** Best rung of the ladder to use. */
	readonly highestRung?: Rung;
	/** The same for single clauses, by the driver's number. */
	readonly clauseRungs?: Readonly<Record<number, Rung>>;
	/** Seconds to hold, whatever the arrival statistics say. */
	readonly targetDelay?: number;
	/** Seconds by which the sound is heard later than the device says. */
	readonly trim?: number;
	/** Time constant of the mouth, seconds. */
	readonly smoothing?: number;
	/** Factor on expressions. */
	readonly expressionStrength?: number;
	/** What the line between the recording and the session does. */
	readonly network?: NetworkConditions;
	/** Number from which all chance in a replay comes: blinks, jitter. */
	readonly seed?: number;
}
