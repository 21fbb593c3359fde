import { OpenDrive } from "./open-drive.ts";
import type { DriveEvent } from "./vendor-event.ts";

/** What feeds a drive that is sent in pieces. */
export interface DriveFeed {
	/** Sends it, or begins to. */
	readonly begin?: () => void;
	/** No more of it. */
	readonly halt?: () => void;
	/** The vendor wants the next clause. */
	readonly next?: () => void;
	/** Ends it at the vendor by its last piece. */
	readonly finish?: () => void;
}

/** The drives of a session by our own ids, each with what feeds it: events settle them. */
export class Drives {
	readonly #open = new Map<string, { readonly drive: OpenDrive; readonly feed: DriveFeed }>();

	/** A new drive; until the vendor has named it, its id is ours. */
	add(id: string, feed: DriveFeed = {}): OpenDrive {
		const drive = new OpenDrive(id);
		this.#open.set(id, { drive, feed });
		return drive;
	}

	/** What feeds a drive; nothing if it is over. */
	feedOf(id: string): DriveFeed {
		return this.#open.get(id)?.feed ?? {};
	}

	/** The vendor calls it so. */
	rename(id: string, vendorId: string): void {
		const entry = this.#open.get(id);
		if (entry !== undefined && vendorId !== "") entry.drive.id = vendorId;
	}

	/** Resolves when every drive that is open now is over, however it ended. */
	async settled(): Promise<void> {
		await Promise.all([...this.#open.values()].map(({ drive }) => drive.done.catch(() => {})));
	}

	/** Settles what an event settles, and answers it under the id that the vendor knows. */
	apply(event: DriveEvent): DriveEvent {
		const entry = this.#open.get(event.driveId);
		if (entry === undefined) return event;
		const { drive, feed } = entry;
		if (event.type === "started") drive.start();
		else if (event.type === "sentence-wanted") feed.next?.();
		else if (event.type === "ended" || event.type === "failed") {
			this.#open.delete(event.driveId);
			if (event.type === "ended") drive.end(event.outcome);
			else drive.fail(event.error);
		}
		return { ...event, driveId: drive.id };
	}
}
