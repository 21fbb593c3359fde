/** Counters of a driver since its start. Every oddity that is let pass is counted in one of them. */
export interface DriverStats {
	connections: number;
	/** Replies that were begun, and those of them that were stopped by the client. */
	replies: number;
	interruptions: number;
	/** Requests that were answered with an error, by its code. */
	readonly refusals: Record<string, number>;
	/** Fragments of a stream that had been stopped or that came twice. */
	droppedFragments: number;
	/** Questions that the language model did not answer, or not to the end, by reason. */
	readonly chatFailures: Record<string, number>;
	/** Markup that means nothing to the driver, by name. */
	readonly ignoredMarkup: Record<string, number>;
}

/** The counters at a start. Those by name have no prototype: the names come from clients. */
export const newDriverStats = (): DriverStats => ({
	connections: 0,
	replies: 0,
	interruptions: 0,
	refusals: Object.create(null),
	droppedFragments: 0,
	chatFailures: Object.create(null),
	ignoredMarkup: Object.create(null),
});

/** Adds `count` to the counter `name`. */
export function count(counters: Record<string, number>, name: string, by = 1): void {
	counters[name] = (counters[name] ?? 0) + by;
}
