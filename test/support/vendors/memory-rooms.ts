import type { MediaHook, StreamRequest } from "../../../src/driver/vendors/media/media-hook.ts";
import { NO_MEDIA } from "../../../src/driver/vendors/media/media-hook.ts";

/** Rooms without pictures, whose messages go from hand to hand. */
export class MemoryRooms implements MediaHook {
	readonly #requests = new Map<string, StreamRequest>();
	readonly #listeners = new Map<string, (message: string) => void>();

	async openStream(request: StreamRequest) {
		this.#requests.set(request.id, request);
		return {
			...(await NO_MEDIA.openStream(request)),
			tell: (message: string) => this.#listeners.get(request.id)?.(message),
		};
	}

	/** Joins a room as a page does: answers how to send into it. */
	join(id: string, hear: (message: string) => void): (message: string) => void {
		this.#listeners.set(id, hear);
		return (message) => this.#requests.get(id)?.received?.(message);
	}

	async dispose(): Promise<void> {}
}
