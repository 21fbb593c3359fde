/** Frees the address of a saved file: long after the browser has begun to read it. Milliseconds. */
const RELEASE_MS = 60_000;

/** Lets the browser save a file, as if a link to it had been followed. Main thread. */
export function saveFile(blob: Blob, name: string): void {
	const link = document.createElement("a");
	link.href = URL.createObjectURL(blob);
	link.download = name;
	link.click();
	setTimeout(() => URL.revokeObjectURL(link.href), RELEASE_MS);
}
