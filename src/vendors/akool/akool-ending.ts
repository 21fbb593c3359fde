import { type Step, step } from "../machine.ts";
import type { VendorError } from "../vendor-error.ts";
import type { CloseReason, VendorState } from "../vendor-state.ts";
import type { AkoolEffect, AkoolState } from "./akool-state.ts";

export type AkoolStep = Step<AkoolState, AkoolEffect>;

/** The end of everything, shown as `shown`; drives fail with `error`, or count as interrupted. */
export function over(state: AkoolState, shown: VendorState, error: VendorError | null): AkoolStep {
	const effects = state.drives.map(
		({ id: driveId }): AkoolEffect => ({
			type: "drive-event",
			event:
				error === null
					? { driveId, type: "ended", outcome: "interrupted" }
					: { driveId, type: "failed", error },
		}),
	);
	const interrupted = state.interrupting ? [{ type: "interrupted", error: null } as const] : [];
	return step({ ...state, stage: "over", drives: [], shown }, ...effects, ...interrupted, { type: "finish" });
}

/** The session has failed: the lease goes, and with it what costs money. */
export const fail = (state: AkoolState, error: VendorError): AkoolStep =>
	over(state, { phase: "failed", error }, error);

export const closed = (state: AkoolState, reason: CloseReason, detail: string): AkoolStep =>
	over(state, { phase: "closed", reason, detail }, null);
