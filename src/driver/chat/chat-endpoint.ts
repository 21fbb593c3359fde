/** Where a language model answers, in OpenAI's chat completions API (`POST …/chat/completions`, many servers speak it). */
export interface ChatEndpoint {
	/** Full address of the completions. */
	readonly url: string;
	/** Name of the model there. */
	readonly model: string;
	/** Sent as `Authorization: Bearer`; none for a server that asks for none. */
	readonly key: string | undefined;
}

const COMPLETIONS = "/chat/completions";

/**
 * Puts an endpoint together from its settings; `undefined` if none is set. `url` is the API's base (`…/v1`) or the
 * completions' own address. Throws a `TypeError` that names the setting; it never quotes the key.
 */
export function readChatEndpoint(url: string, model: string, key: string): ChatEndpoint | undefined {
	if (url === "" && model === "") return undefined;
	if (url === "" || model === "") throw new TypeError("--llm-url and --llm-model: one needs the other");
	const address = URL.canParse(url) ? new URL(url) : undefined;
	if (address?.protocol !== "http:" && address?.protocol !== "https:")
		throw new TypeError(`--llm-url: expected http:// or https://, got "${url.split("@").at(-1)}"`);
	if (address.username !== "" || address.password !== "")
		throw new TypeError("--llm-url: expected no name or password in it; the key goes into LLM_API_KEY");
	if (/[^\x21-\x7e]/.test(key)) throw new TypeError("LLM_API_KEY: expected printable ASCII without spaces");
	const base = address.pathname.replace(/\/+$/, "");
	address.pathname = base.endsWith(COMPLETIONS) ? base : `${base}${COMPLETIONS}`;
	return { url: address.href, model, key: key === "" ? undefined : key };
}
