/** What a part of the product has logged, and what it must not have. */
interface WatchedLog {
	readonly name: string;
	readonly text: () => string;
	readonly secrets: readonly string[];
}

/** A signed address, and a signed token. */
const SHAPES = ["signature=", "eyJ"] as const;

const logs: WatchedLog[] = [];

/** From here on, every test file that makes this log fails if one of `secrets`, or anything signed, stands in it. */
export function watchLog(name: string, text: () => string, secrets: readonly string[]): void {
	logs.push({ name, text, secrets: secrets.filter((secret) => secret !== "") });
}

/** One sentence for each secret that stands in a log, without the secret. */
export function leaks(): readonly string[] {
	return logs.flatMap(({ name, text, secrets }) => {
		const logged = text();
		return [
			...secrets.flatMap((secret, index) => (logged.includes(secret) ? [`secret ${index} of ${name}`] : [])),
			...SHAPES.flatMap((shape) => (logged.includes(shape) ? [`"${shape}" of ${name}`] : [])),
		];
	});
}
