/** Requests under way at the same time. */
const CONCURRENCY = 16;

/** Sessions a minute that a gateway opens, asked for as fast as it answers; throws if it refuses one. */
export async function mintsPerMinute(url: string, seconds: number): Promise<number> {
	const start = performance.now();
	const end = start + seconds * 1000;
	let opened = 0;
	const worker = async (): Promise<void> => {
		while (performance.now() < end) {
			const response = await fetch(`${url}/v1/sessions`, { method: "POST", headers: { origin: url } });
			const body = await response.text();
			if (response.status !== 201) throw new Error(`${response.status}: ${body}`);
			opened += 1;
		}
	};
	await Promise.all(Array.from({ length: CONCURRENCY }, worker));
	return (opened * 60_000) / (performance.now() - start);
}
