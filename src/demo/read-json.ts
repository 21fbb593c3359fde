/** The JSON at `url`. @throws {Error} with a sentence that names it */
export async function readJson(url: string): Promise<unknown> {
	const response = await fetch(url);
	if (!response.ok) throw new Error(`${url} answered ${response.status}.`);
	try {
		return await response.json();
	} catch (cause) {
		throw new Error(`${url} is no JSON.`, { cause });
	}
}
