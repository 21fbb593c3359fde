/** Query parameters by name; values as they are before percent-encoding. */
export type QueryParameters = Iterable<readonly [name: string, value: string]>;

/**
 * The plaintext that the vendor's request signature is made of: every parameter but `signature`, sorted by name in
 * character order (`Language` before `appkey`), values not percent-encoded. The signature is the base64 of its
 * HMAC-SHA256 under the access token (specs: "Request Parameter Signature Steps").
 * Accepts a `URLSearchParams` or `Object.entries(…)`.
 */
export function canonicalQuery(parameters: QueryParameters): string {
	return [...parameters]
		.filter(([name]) => name !== "signature")
		.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
		.map(([name, value]) => `${name}=${value}`)
		.join("&");
}
