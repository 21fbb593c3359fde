/** What a stand-in does instead of answering as it should. */
export type Fault =
	/** An error code of the vendor's, with its text. */
	| { readonly type: "code"; readonly code: number; readonly message?: string }
	/** No answer at all. */
	| { readonly type: "silence" }
	/** Exactly this text, whatever it is. */
	| { readonly type: "text"; readonly text: string }
	/** The connection is cut. */
	| { readonly type: "cut" };

/** Faults that were asked for, each used once, in the order of asking. */
export class FaultPlan {
	readonly #planned = new Map<string, Fault[]>();

	/** The next `operation` (or the next `times` of them) meets `fault`. */
	add(operation: string, fault: Fault, times = 1): void {
		const planned = this.#planned.get(operation) ?? [];
		for (let i = 0; i < times; i++) planned.push(fault);
		this.#planned.set(operation, planned);
	}

	/** Nothing is planned any more. */
	clear(): void {
		this.#planned.clear();
	}

	/** The fault that is due, if one is. */
	take(operation: string): Fault | undefined {
		return this.#planned.get(operation)?.shift();
	}
}
