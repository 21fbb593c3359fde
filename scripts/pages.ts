import { readdir } from "node:fs/promises";

/**
 * Addresses of the pages in a folder under `origin`, the front page first. A page is an HTML file at the top; a folder
 * that does not exist has none.
 */
export async function pageAddresses(folder: string, origin: string): Promise<string[]> {
	const files: readonly string[] = await readdir(folder).catch(() => []);
	const pages = files.filter((file) => file.endsWith(".html") && file !== "index.html").sort();
	const front = files.includes("index.html") ? [`${origin}/`] : [];
	return [...front, ...pages.map((file) => `${origin}/${file}`)];
}
