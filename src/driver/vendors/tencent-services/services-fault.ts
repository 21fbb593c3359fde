/** A misbehaviour of the stand-in, for one path (its last part) or for all. Each is used up by one request unless it says how many. */
export type ServicesFault =
	/** Answers with a documented code. */
	| { readonly type: "code"; readonly code: number; readonly message?: string }
	/** Never answers. */
	| { readonly type: "silence" }
	/** Answers with something else than JSON, as a proxy does. */
	| { readonly type: "no-json"; readonly status: number }
	/** Takes the connection away. */
	| { readonly type: "hang-up" };

/** Faults that wait for their requests. */
export class FaultQueue {
	readonly #waiting = new Map<string, ServicesFault[]>();

	/** The next request to `name` (the last part of a path, such as `tts`) meets `fault`. */
	plan(name: string, fault: ServicesFault): void {
		const faults = this.#waiting.get(name) ?? [];
		faults.push(fault);
		this.#waiting.set(name, faults);
	}

	take(name: string): ServicesFault | undefined {
		return this.#waiting.get(name)?.shift();
	}
}
