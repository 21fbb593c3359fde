import type { Drive, DriveOutcome } from "./drive.ts";
import type { DriveEvent } from "./vendor-event.ts";

/** A drive with the handles that settle it. */
interface Entry {
	readonly drive: { id: string } & Omit<Drive, "id">;
	readonly start: () => void;
	readonly end: (outcome: DriveOutcome) => void;
	readonly fail: (error: unknown) => void;
}

/** The drives of a session by our own ids: events settle their promises. */
export class DriveBook {
	readonly #entries = new Map<string, Entry>();

	/** A new drive; until the vendor has named it, its id is ours. */
	add(id: string, emulated = false): Drive {
		const started = deferred<void>();
		const done = deferred<DriveOutcome>();
		// A drive that nobody waits for may fail: its event tells of it.
		started.promise.catch(() => {});
		done.promise.catch(() => {});
		const drive = { id, emulated, started: started.promise, done: done.promise };
		const fail = (error: unknown) => {
			started.reject(error);
			done.reject(error);
		};
		const end = (outcome: DriveOutcome) => {
			started.resolve();
			done.resolve(outcome);
		};
		this.#entries.set(id, { drive, start: () => started.resolve(), end, fail });
		return drive;
	}

	/** The vendor calls it so. */
	rename(id: string, vendorId: string): void {
		const entry = this.#entries.get(id);
		if (entry && vendorId !== "") entry.drive.id = vendorId;
	}

	/** What the vendor calls a drive. */
	vendorIdOf(id: string): string {
		return this.#entries.get(id)?.drive.id ?? id;
	}

	/** Settles what an event settles. */
	apply(event: DriveEvent): void {
		const entry = this.#entries.get(event.driveId);
		if (!entry) return;
		if (event.type === "started") entry.start();
		if (event.type === "ended") entry.end(event.outcome);
		if (event.type === "failed") entry.fail(event.error);
		if (event.type === "ended" || event.type === "failed") this.#entries.delete(event.driveId);
	}
}

function deferred<Value>() {
	let resolve: (value: Value) => void = () => {};
	let reject: (reason: unknown) => void = () => {};
	const promise = new Promise<Value>((resolved, rejected) => {
		resolve = resolved;
		reject = rejected;
	});
	return { promise, resolve, reject };
}
