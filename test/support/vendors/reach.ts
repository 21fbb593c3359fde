import type { VendorAdapter } from "../../../src/vendors/vendor-adapter.ts";
import { VendorError } from "../../../src/vendors/vendor-error.ts";
import type { VendorPhase, VendorState } from "../../../src/vendors/vendor-state.ts";

/** Resolves with the first state of a phase that an adapter is in. */
export const reach = ({ state }: Pick<VendorAdapter, "state">, phase: VendorPhase): Promise<VendorState> =>
	new Promise((resolve) => {
		const listening = new AbortController();
		const settle = (next: VendorState) => {
			if (next.phase !== phase) return;
			listening.abort();
			resolve(next);
		};
		state.subscribe(settle, { signal: listening.signal });
	});

/** The phases that an adapter goes through from now on. */
export function phasesOf({ state }: Pick<VendorAdapter, "state">): VendorPhase[] {
	const phases: VendorPhase[] = [];
	state.subscribe(({ phase }) => phases.at(-1) !== phase && phases.push(phase));
	return phases;
}

/** The `VendorError` that a promise rejects with. */
export async function failure(promise: Promise<unknown>): Promise<VendorError> {
	const error = await promise.then(
		() => null,
		(reason: unknown) => reason,
	);
	if (!(error instanceof VendorError)) throw new Error(`expected a VendorError, got ${String(error)}`);
	return error;
}
