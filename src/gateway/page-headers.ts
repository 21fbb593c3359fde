import { REPORTS_PATH } from "./report-routes.ts";

/** Seconds; a year is what browsers take for "for ever". */
const FOREVER = 31_536_000;

/** A host as a browser may send it: names, addresses, a port. Anything else would be copied into a header unseen. */
const HOST = /^[\w.:[\]-]+$/;

/** Name under which pages report. */
const REPORTING_GROUP = "gateway";

/** Tells browsers where to report violations of the policy, and crashes. */
export const REPORTING_ENDPOINTS = `${REPORTING_GROUP}="${REPORTS_PATH}"`;

/**
 * What a page may load and whom it may talk to. No inline script or style, nothing of another host.
 * `blob:` and `data:` under connect-src are how three's loaders fetch textures that lie inside a model: they reach no
 * server. Compressed models (Draco, meshopt, KTX2) are unpacked by WebAssembly, which three runs in workers made of
 * blobs: hence `'wasm-unsafe-eval'`, which lets no script be made of text, and `blob:` workers. `'self'` covers `ws:` of the same host only in newer browsers, so the host is named beside it.
 * `streams` are the sources from which vendors' pictures are played.
 */
export function contentSecurityPolicy(host: string, streams: readonly string[] = []): string {
	const sockets = HOST.test(host) ? ` ws://${host} wss://${host}` : "";
	const played = streams.map((source) => ` ${source}`).join("");
	const policy = {
		"default-src": "'self'",
		"script-src": "'self' 'wasm-unsafe-eval'",
		"worker-src": "'self' blob:",
		"style-src": "'self'",
		"img-src": "'self' data: blob:",
		"media-src": `'self' blob:${played}`,
		"connect-src": `'self'${sockets} blob: data:${played}`,
		"object-src": "'none'",
		"base-uri": "'none'",
		"form-action": "'none'",
		"frame-ancestors": "'self'",
		"report-to": REPORTING_GROUP,
	};
	return Object.entries(policy)
		.map(([directive, sources]) => `${directive} ${sources}`)
		.join("; ");
}

/** Headers of every answer, pages and API alike. */
export const COMMON_HEADERS = {
	"x-content-type-options": "nosniff",
	"referrer-policy": "no-referrer",
	"permissions-policy": "camera=(), geolocation=(), microphone=(self)",
} as const;

/** Of the kiosk's page: its operator may let a camera look whether somebody is there. */
export const KIOSK_PERMISSIONS = "camera=(self), geolocation=(), microphone=(self)";

/** Vite puts files whose names hold the hash of their content into this folder; they never change. */
const HASHED = /^\/?assets\/.+-[\w-]{8,}\.\w+(\.map)?$/;

/** How long a file may be kept. `path` is relative to the folder of the built pages. */
export function cacheControl(path: string): string {
	return HASHED.test(path) ? `public, max-age=${FOREVER}, immutable` : "no-cache";
}
