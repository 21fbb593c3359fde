/** Listeners of an object's moments. Any thread; each thread has its own. */
export class Listeners<Events extends object> {
	readonly #listeners = new Map<keyof Events, Set<(event: never) => void>>();

	/** Calls `listener` at every `type` until the returned function is called or `signal` aborts. */
	on<Type extends keyof Events>(
		type: Type,
		listener: (event: Events[Type]) => void,
		options: { readonly signal?: AbortSignal } = {},
	): () => void {
		const listeners = this.#listeners.get(type) ?? new Set();
		this.#listeners.set(type, listeners);
		const stop = () => void listeners.delete(listener);
		if (options.signal?.aborted === true) return stop;
		options.signal?.addEventListener("abort", stop, { once: true });
		listeners.add(listener);
		return stop;
	}

	emit<Type extends keyof Events>(type: Type, event: Events[Type]): void {
		for (const listener of [...(this.#listeners.get(type) ?? [])])
			(listener as (event: Events[Type]) => void)(event);
	}
}
