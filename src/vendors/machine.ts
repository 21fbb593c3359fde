/** What a state machine answers to an input: the state that follows, and what is to be done about it, in order. */
export interface Step<State, Effect> {
	readonly state: State;
	readonly effects: readonly Effect[];
}

/** A decision without side effects: time, sockets and requests are inputs and effects. */
export type Reducer<State, Input, Effect> = (state: State, input: Input) => Step<State, Effect>;

/** A step that changes the state as said, and asks for `effects`. */
export const step = <State, Effect>(state: State, ...effects: Effect[]): Step<State, Effect> => ({
	state,
	effects,
});

/** Runs a reducer: one input at a time, those that its effects cause behind them. */
export class Machine<State, Input, Effect> {
	readonly #reduce: Reducer<State, Input, Effect>;
	readonly #perform: (effect: Effect) => void;
	readonly #waiting: Input[] = [];
	#state: State;
	#running = false;

	constructor(
		initial: State,
		reduce: Reducer<State, Input, Effect>,
		/** Does what an effect says; inputs that it sends wait until all effects of the step are done. */
		perform: (effect: Effect) => void,
	) {
		this.#state = initial;
		this.#reduce = reduce;
		this.#perform = perform;
	}

	get state(): State {
		return this.#state;
	}

	send(input: Input): void {
		this.#waiting.push(input);
		if (this.#running) return;
		this.#running = true;
		try {
			for (let next = this.#waiting.shift(); next !== undefined; next = this.#waiting.shift()) {
				const { state, effects } = this.#reduce(this.#state, next);
				this.#state = state;
				for (const effect of effects) this.#perform(effect);
			}
		} finally {
			this.#running = false;
		}
	}
}
