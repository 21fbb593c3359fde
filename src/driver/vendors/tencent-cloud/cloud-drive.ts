/** What a session is made to say, from its first request to its last status. */
export interface CloudDrive {
	readonly id: string;
	readonly medium: "Text" | "Audio";
	readonly control: AbortController;
	started: boolean;
	/** Of texts in pieces: those that wait, whether more will come, and who waits for them. */
	readonly pieces: string[];
	open: boolean;
	wake: () => void;
	/** Clause mode: the next piece is asked for. */
	clauses: boolean;
	/** Number of the last piece or packet. */
	sequence: number;
}

export const newDrive = (id: string, medium: CloudDrive["medium"]): CloudDrive => ({
	id,
	medium,
	control: new AbortController(),
	started: false,
	pieces: [],
	open: true,
	wake: () => {},
	clauses: false,
	sequence: 0,
});

/** The next piece of a text, as soon as there is one; `null` behind the last. Rejects when the drive is stopped. */
export async function nextPiece(drive: CloudDrive): Promise<string | null> {
	const { signal } = drive.control;
	for (;;) {
		const piece = drive.pieces.shift();
		if (piece !== undefined) return piece;
		if (!drive.open) return null;
		await new Promise<void>((resolve) => {
			drive.wake = resolve;
			signal.addEventListener("abort", () => resolve(), { once: true });
		});
		signal.throwIfAborted();
	}
}
