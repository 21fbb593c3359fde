import type { Signal } from "../../src/util/signal.ts";
import { VendorError } from "../../src/vendors/vendor-error.ts";
import type { VendorState } from "../../src/vendors/vendor-state.ts";

/** Resolves with the adapter's first state of that phase. */
export function vendorPhase(
	{ state }: { readonly state: Pick<Signal<VendorState>, "subscribe"> },
	name: VendorState["phase"],
): Promise<VendorState> {
	return new Promise((resolve) => {
		const listening = new AbortController();
		const settle = (next: VendorState) => {
			if (next.phase !== name) return;
			listening.abort();
			resolve(next);
		};
		state.subscribe(settle, { signal: listening.signal });
	});
}

/** The `VendorError` that a promise rejects with. */
export async function vendorFailure(promise: Promise<unknown>): Promise<VendorError> {
	const error = await promise.then(
		() => null,
		(reason: unknown) => reason,
	);
	if (!(error instanceof VendorError)) throw new Error(`expected a VendorError, got ${String(error)}`);
	return error;
}
