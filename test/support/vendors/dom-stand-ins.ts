/** A `MediaStream` for Node: enough of one for a transport's bookkeeping. */
export class TrackList {
	readonly #tracks: MediaStreamTrack[] = [];
	getTracks(): MediaStreamTrack[] {
		return [...this.#tracks];
	}
	addTrack(track: MediaStreamTrack): void {
		this.#tracks.push(track);
	}
	removeTrack(track: MediaStreamTrack): void {
		const index = this.#tracks.indexOf(track);
		if (index >= 0) this.#tracks.splice(index, 1);
	}
}

/** A track without media. */
export const trackOf = (kind: "audio" | "video") => ({ kind }) as MediaStreamTrack;

/** A `<video>` without a page. */
export const plainVideo = () => ({ srcObject: null, muted: false }) as unknown as HTMLVideoElement;

/** News of a transport, as they come. */
export function newsLog() {
	const log: string[] = [];
	return {
		log,
		failed: (reason: string) => void log.push(`failed: ${reason}`),
		ended: () => void log.push("ended"),
	};
}
