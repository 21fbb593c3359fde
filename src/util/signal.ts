/** What {@link Signal.subscribe} needs of an `AbortSignal`; structural, so that headless code needs no DOM. */
interface AbortLike {
	readonly aborted: boolean;
	addEventListener(type: "abort", listener: () => void): void;
}

/** A value that says when it changes. Any thread; each thread has its own. */
export class Signal<T> {
	#value: T;
	readonly #listeners = new Set<(value: T) => void>();

	constructor(initial: T) {
		this.#value = initial;
	}

	get value(): T {
		return this.#value;
	}

	/** Setting the value that already stands (`Object.is`) tells nobody. */
	set value(next: T) {
		if (Object.is(next, this.#value)) return;
		this.#value = next;
		for (const listener of [...this.#listeners]) listener(next);
	}

	/** Calls `listener` now and on every change, until the returned function is called or `signal` aborts. */
	subscribe(listener: (value: T) => void, options: { readonly signal?: AbortLike } = {}): () => void {
		const stop = () => void this.#listeners.delete(listener);
		if (options.signal?.aborted === true) return stop;
		options.signal?.addEventListener("abort", stop);
		this.#listeners.add(listener);
		listener(this.#value);
		return stop;
	}
}
