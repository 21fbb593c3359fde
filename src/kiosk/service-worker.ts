import { cleanupOutdatedCaches, precacheAndRoute } from "workbox-precaching";

// Keeps the kiosk's page, hosts and lines on the kiosk: it starts, greets and apologises without a network. A version is
// taken whole or not at all, and stays until the page says, at night, that the next one may take its place.

/** What a service worker's scope has and the compiler's window lacks. */
interface WorkerScope {
	skipWaiting(): Promise<void>;
	readonly clients: { claim(): Promise<void> };
	addEventListener(type: "message", listener: (event: { readonly data: unknown }) => void): void;
	addEventListener(
		type: "activate",
		listener: (event: { waitUntil(done: Promise<void>): void }) => void,
	): void;
}

const scope = self as unknown as WorkerScope;

// Addresses and revisions; the build puts them in: scripts/kiosk/precache-plugin.ts.
precacheAndRoute("__KIOSK_FILES__" as unknown as { url: string; revision: string | null }[], {
	// The page's settings stand in its address.
	ignoreURLParametersMatching: [/.*/],
	cleanURLs: false,
});
cleanupOutdatedCaches();

scope.addEventListener("message", ({ data }) => {
	if (data === "take-over") void scope.skipWaiting();
});
scope.addEventListener("activate", (event) => event.waitUntil(scope.clients.claim()));
