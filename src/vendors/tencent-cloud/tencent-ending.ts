import { type Step, step } from "../machine.ts";
import type { VendorError } from "../vendor-error.ts";
import type { CloseReason, VendorState } from "../vendor-state.ts";
import type { TencentEffect, TencentState } from "./tencent-state.ts";

export type TencentStep = Step<TencentState, TencentEffect>;

/** Effects that end every drive, each with `error` or as interrupted. */
export function endDrives(state: TencentState, error: VendorError | null): TencentEffect[] {
	const drives = state.waiting === null ? state.drives : [...state.drives, state.waiting];
	return drives.flatMap(({ id }): TencentEffect[] => [
		{ type: "halt", id },
		{
			type: "drive-event",
			event:
				error === null
					? { driveId: id, type: "ended", outcome: "interrupted" }
					: { driveId: id, type: "failed", error },
		},
	]);
}

function end(state: TencentState, shown: VendorState, error: VendorError | null): TencentStep {
	const effects = endDrives(state, error);
	return step({ ...state, stage: "over", drives: [], waiting: null, shown }, ...effects, { type: "finish" });
}

/** The session has failed: the lease goes, and with it what costs money. */
export const fail = (state: TencentState, error: VendorError): TencentStep =>
	end(state, { phase: "failed", error }, error);

/** The session is over without a fault. */
export const closed = (state: TencentState, reason: CloseReason, detail = ""): TencentStep =>
	end(state, { phase: "closed", reason, detail }, null);

/** The player cannot know enough: the session is let go rather than paid for unseen. */
export const needsInput = (state: TencentState, missing: readonly string[]): TencentStep =>
	end(state, { phase: "needs-input", missing }, null);
