import { afterAll } from "vitest";

/**
 * What all tests of a file share: made for the first that asks, ended behind the last. To be called at the top of a
 * file, or of a harness that is imported there.
 */
export function sharedByFile<Thing extends { dispose(): Promise<void> }>(
	make: () => Promise<Thing>,
): () => Promise<Thing> {
	let made: Promise<Thing> | undefined;
	afterAll(async () => {
		await (await made)?.dispose();
		made = undefined;
	});
	return () => {
		made ??= make();
		return made;
	};
}
