import type { FastifyInstance } from "fastify";
import type { GatewayMetrics } from "./metrics.ts";

/** Where browsers send what went wrong with a page: violations of its policy, crashes, deprecations. */
export const REPORTS_PATH = "/v1/reports";

/** What browsers call such a body, by the Reporting API and by the older report-uri. */
const REPORT_TYPES = ["application/reports+json", "application/csp-report"];

/** Bytes; a browser gathers several reports in one body. */
const BODY_LIMIT = 64 * 1024;
/** Bodies per minute of one address: a broken page sends one per violation. */
const PER_MINUTE = 30;

/** Types of the Reporting API that are counted by name; anybody can send anything here. */
const KNOWN_TYPES = ["csp-violation", "crash", "deprecation", "intervention", "permissions-policy-violation"];

const typeOf = (report: unknown): string => {
	const type = (report as { type?: unknown } | null)?.type;
	return KNOWN_TYPES.find((known) => known === type) ?? "other";
};

/** `POST /v1/reports` counts and logs what browsers report. What they say is foreign text: logged short, never answered. */
export function reportRoutes(server: FastifyInstance, metrics: GatewayMetrics): void {
	server.addContentTypeParser(
		REPORT_TYPES,
		{ parseAs: "string", bodyLimit: BODY_LIMIT },
		(_request, body, done) => {
			try {
				done(null, JSON.parse(String(body)));
			} catch {
				done(null, null);
			}
		},
	);
	server.post(
		REPORTS_PATH,
		{
			bodyLimit: BODY_LIMIT,
			schema: { hide: true },
			config: { rateLimit: { max: PER_MINUTE, timeWindow: "1 minute" } },
		},
		async (request, reply) => {
			const reports: readonly unknown[] = Array.isArray(request.body) ? request.body : [request.body];
			for (const report of reports) metrics.reports.inc({ type: typeOf(report) });
			request.log.warn({ reports: JSON.stringify(reports).slice(0, EXCERPT) }, "browser reports");
			return reply.code(204).send();
		},
	);
}

/** Characters of reports that are logged at most. */
const EXCERPT = 2000;
