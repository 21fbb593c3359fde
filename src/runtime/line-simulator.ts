import { isPerfect, type NetworkConditions, SimulatedLine } from "../session/simulated-line.ts";
import { sessionTime } from "./session-time.ts";

/** Session worker: holds frames back between the socket and the session, as a worse network would. Off by default. */
export class LineSimulator {
	readonly #deliver: (frame: unknown) => void;
	#line: SimulatedLine | undefined;
	#lastMs = 0;

	constructor(deliver: (frame: unknown) => void) {
		this.#deliver = deliver;
	}

	/** What the line does from now on; frames on their way arrive as they were going to. */
	set conditions(conditions: NetworkConditions) {
		this.#line = isPerfect(conditions) ? undefined : new SimulatedLine(conditions, Math.random);
	}

	/** A frame came from the socket. */
	receive(frame: unknown): void {
		const nowMs = performance.now();
		const arrivalMs = this.#line === undefined ? nowMs : this.#line.arrival(sessionTime()) * 1000;
		// Nothing overtakes what is still held back by an earlier setting.
		this.#lastMs = Math.max(this.#lastMs, arrivalMs);
		if (this.#lastMs <= nowMs) this.#deliver(frame);
		else setTimeout(() => this.#deliver(frame), this.#lastMs - nowMs);
	}
}
