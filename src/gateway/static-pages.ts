import { relative, sep } from "node:path";
import fastifyStatic from "@fastify/static";
import type { FastifyInstance } from "fastify";
import {
	cacheControl,
	contentSecurityPolicy,
	KIOSK_PERMISSIONS,
	REPORTING_ENDPOINTS,
} from "./page-headers.ts";

/** The one page that may look through a camera. */
const KIOSK_PAGE = "kiosk.html";

/**
 * Serves the built pages of folder `root` under a strict policy, with caching that a new build gets past. `streams` are
 * the sources from which vendors' pictures are played.
 */
export async function staticPages(
	server: FastifyInstance,
	root: string,
	streams: readonly string[],
): Promise<void> {
	server.addHook("onRequest", async (request, reply) => {
		reply.header("content-security-policy", contentSecurityPolicy(request.host, streams));
		reply.header("reporting-endpoints", REPORTING_ENDPOINTS);
	});
	await server.register(fastifyStatic, {
		root,
		cacheControl: false,
		setHeaders: (reply, path) => {
			const file = relative(root, path).split(sep).join("/");
			reply.header("cache-control", cacheControl(file));
			if (file === KIOSK_PAGE) reply.header("permissions-policy", KIOSK_PERMISSIONS);
			// Public files: a page of another site that embeds the widget loads its modules and avatar from here.
			reply.header("access-control-allow-origin", "*");
			reply.header("cross-origin-resource-policy", "cross-origin");
		},
	});
}
