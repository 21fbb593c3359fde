/** Which addresses a reply may lead to. */
export interface LinkPolicy {
	/**
	 * Hosts that a link may lead to: `example.com` that host alone, `*.example.com` those below it, `*` any,
	 * `example.com:8443` with that port; `mailto:` or `tel:` that scheme. By default the page's own host.
	 */
	readonly linkHosts: readonly string[];
	/** Hosts that images may come from, by the same rules; `data:` allows images within the reply. By default as links. */
	readonly imageHosts: readonly string[];
	/** Whether `http:` is allowed besides `https:`. A page that is itself served by `http:` may always link to itself. */
	readonly allowHttp: boolean;
}

/** Whether an address may be used, or whom it would have led to. */
export type LinkVerdict =
	| { readonly allowed: true; readonly url: URL }
	/** `host` as the network would ask for it (`xn--…`): letters of other scripts do not pass for Latin ones. */
	| { readonly allowed: false; readonly host: string };

/** Judges an address in a reply. @param base address of the page, for relative ones */
export function judgeLink(
	address: string,
	base: string,
	hosts: readonly string[],
	allowHttp: boolean,
): LinkVerdict {
	const url = parse(address, base);
	if (url === undefined) return { allowed: false, host: "?" };
	if (url.protocol !== "https:" && url.protocol !== "http:")
		return hosts.includes(url.protocol) && SCHEMES.has(url.protocol)
			? { allowed: true, url }
			: { allowed: false, host: url.protocol };
	// A name before the host is there to mislead: https://bank.example@evil.example.
	url.username = "";
	url.password = "";
	const isOwnOrigin = url.origin === parse(base, base)?.origin;
	const isSafe = url.protocol === "https:" || allowHttp || isOwnOrigin;
	if (isSafe && hosts.some((host) => fits(url, host))) return { allowed: true, url };
	return { allowed: false, host: url.host };
}

/** Schemes without a host that may be allowed by name. Never `javascript:`. */
const SCHEMES: ReadonlySet<string> = new Set(["mailto:", "tel:", "data:"]);

function fits({ host, hostname }: URL, pattern: string): boolean {
	const wanted = pattern.toLowerCase();
	if (wanted === "*") return true;
	if (wanted.startsWith("*.")) return hostname.endsWith(wanted.slice(1));
	return wanted.includes(":") ? host === wanted : hostname === wanted;
}

function parse(address: string, base: string): URL | undefined {
	try {
		return new URL(address, base);
	} catch {
		return undefined;
	}
}
