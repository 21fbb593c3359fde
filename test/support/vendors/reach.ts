import type { VendorAdapter } from "../../../src/vendors/vendor-adapter.ts";
import type { VendorPhase, VendorState } from "../../../src/vendors/vendor-state.ts";

/** Resolves when an adapter is in a phase. */
export const reach = (adapter: VendorAdapter, phase: VendorPhase): Promise<VendorState> =>
	new Promise((resolve) => {
		adapter.state.subscribe((state) => {
			if (state.phase === phase) resolve(state);
		});
	});

/** The phases that an adapter goes through from now on. */
export function phasesOf(adapter: VendorAdapter): VendorPhase[] {
	const phases: VendorPhase[] = [];
	adapter.state.subscribe(({ phase }) => phases.at(-1) !== phase && phases.push(phase));
	return phases;
}
