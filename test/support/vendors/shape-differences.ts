const kindOf = (value: unknown): string =>
	Array.isArray(value) ? "list" : value === null ? "null" : typeof value;

/**
 * In what a request that we send is unlike the printed one: fields that it lacks, and values of another type. What it
 * has beyond the print is in the document's tables, and no difference.
 */
export function shapeDifferences(printed: unknown, sent: unknown, path = "$"): string[] {
	const [wanted, got] = [kindOf(printed), kindOf(sent)];
	if (got === "undefined") return [`${path} is not sent`];
	if (wanted !== got) return [`${path} is sent as a ${got}, printed as a ${wanted}`];
	if (wanted === "list")
		return (printed as unknown[]).flatMap((item, i) =>
			shapeDifferences(item, (sent as unknown[])[i], `${path}[${i}]`),
		);
	if (wanted !== "object") return [];
	return Object.entries(printed as object).flatMap(([name, value]) =>
		shapeDifferences(value, (sent as Record<string, unknown>)[name], `${path}.${name}`),
	);
}
