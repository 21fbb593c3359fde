import type { Reducer } from "../../../src/vendors/machine.ts";

/** A reducer after all `inputs`: its state, and every effect on the way there. */
export function run<State, Input, Effect>(
	reduce: Reducer<State, Input, Effect>,
	start: State,
	inputs: readonly Input[],
): { readonly state: State; readonly effects: readonly Effect[] } {
	const effects: Effect[] = [];
	let state = start;
	for (const input of inputs) {
		const next = reduce(state, input);
		state = next.state;
		effects.push(...next.effects);
	}
	return { state, effects };
}
