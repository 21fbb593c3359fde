/** What a process of this benchmark tells when it is ready, and whenever it is asked. */
export interface Ready {
	readonly url: string;
}

/** Bytes of heap and buffers in use after a collection: resident memory also holds what was freed. */
export interface Memory {
	readonly used: number;
}

/** Tells the parent that this process is ready, answers `memory`, and ends with the parent. */
export function serveParent(ready: Ready): void {
	process.on("message", (message) => {
		if (message !== "memory") return;
		globalThis.gc?.();
		const { heapUsed, external } = process.memoryUsage();
		process.send?.({ used: heapUsed + external } satisfies Memory);
	});
	process.on("disconnect", () => process.exit());
	process.send?.(ready);
}
