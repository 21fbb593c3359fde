/** What the platform has and TypeScript's library does not know yet. */
interface TrustedTypes {
	createPolicy(
		name: string,
		rules: { createScriptURL(url: string): string },
	): { createScriptURL(url: string): string };
}

declare const trustedTypes: TrustedTypes | undefined;

/** The one policy of ours under Trusted Types: a page that enforces them names it in its own policy. */
const POLICY = "facewire";

let trust: ((url: string) => string) | undefined;

/** Addresses of our own files only: they come from the bundler and from `asset-base`, never from a reply. */
function trusted(url: string): string {
	trust ??= makeTrust();
	return trust(url);
}

function makeTrust(): (url: string) => string {
	if (typeof trustedTypes === "undefined") return (url) => url;
	try {
		const policy = trustedTypes.createPolicy(POLICY, { createScriptURL: (url) => url });
		return (url) => policy.createScriptURL(url);
	} catch {
		// A second copy of this module, or a page that forbids the name: the page's default policy decides then.
		return (url) => url;
	}
}

/**
 * Main thread: starts a module worker. A browser runs only files of the page's own origin as workers; one from elsewhere
 * (the widget on another site) is imported by a worker made of one line, which a strict policy forbids: then
 * `asset-base` has to name a copy of the files on the page's own origin.
 */
export function startWorker(url: string): Worker {
	if (new URL(url).origin === location.origin) return new Worker(trusted(url), { type: "module" });
	const line = new Blob([`import ${JSON.stringify(url)};`], { type: "text/javascript" });
	const address = URL.createObjectURL(line);
	const worker = new Worker(trusted(address), { type: "module" });
	// The browser has fetched it by the time of its first message or error.
	const release = () => URL.revokeObjectURL(address);
	worker.addEventListener("message", release, { once: true });
	worker.addEventListener("error", release, { once: true });
	return worker;
}
