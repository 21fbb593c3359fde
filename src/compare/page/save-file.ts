import { h } from "./dom.ts";

/** Hands a text to the viewer as a file. */
export function saveFile(name: string, type: string, content: string): void {
	const url = URL.createObjectURL(new Blob([content], { type }));
	h("a", { href: url, download: name }).click();
	// The browser reads it after the click has been handled.
	setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
