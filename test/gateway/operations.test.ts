import { afterEach, describe, expect, it } from "vitest";
import { seconds } from "../../src/util/time.ts";
import { GatewayClient, requestSession } from "../support/gateway-client.ts";
import { startTestGateway, type TestGateway, type TestGatewayOptions } from "../support/test-gateway.ts";

let open: TestGateway | undefined;
const start = async (options?: TestGatewayOptions) => {
	open = await startTestGateway(options);
	return open;
};

afterEach(async () => {
	await open?.dispose();
	open = undefined;
});

const clockAhead = (ahead: number) => () => seconds(Date.now() / 1000 + ahead);

/** Value of one line of the metrics. */
const metric = (page: string, line: string) =>
	Number(
		page
			.split("\n")
			.find((text) => text.startsWith(`${line} `))
			?.split(" ")[1],
	);

describe("/healthz and /readyz", () => {
	it("say that all is well", async () => {
		const { gateway } = await start();
		expect((await fetch(`${gateway.url}/healthz`)).status).toBe(200);
		const ready = await fetch(`${gateway.url}/readyz`);
		expect(ready.status).toBe(200);
		expect(await ready.json()).toEqual({ status: "ready", reasons: [], upstream: "reachable" });
	});

	it.each([120, -120])(
		"say that a clock which is %i s off is not ready: the vendor would refuse it",
		async (ahead) => {
			const { gateway } = await start({ now: clockAhead(ahead) });
			const ready = await fetch(`${gateway.url}/readyz`);
			expect(ready.status).toBe(503);
			expect((await ready.json()).reasons[0]).toMatch(/^The clock is -?1(19|20|21) s away/);
			expect((await fetch(`${gateway.url}/healthz`)).status).toBe(200);
		},
	);

	it("say so if the speech service cannot be reached, which is no reason to take the pages away", async () => {
		const { gateway, upstream } = await start();
		await upstream.dispose();
		const ready = await fetch(`${gateway.url}/readyz`);
		expect(ready.status).toBe(200);
		expect(await ready.json()).toMatchObject({ upstream: "unreachable" });
	});
});

describe("/metrics", () => {
	it("counts what happened", async () => {
		const { gateway } = await start();
		const client = await GatewayClient.open(gateway.url);
		client.speak("r1", "12345");
		await client.answer("r1");
		client.speak("r2", "");
		await client.until({ event: "error" });
		await requestSession(gateway.url, { origin: "https://evil.example" });
		const page = await (await fetch(`${gateway.url}/metrics`)).text();
		expect(metric(page, "facewire_sessions")).toBe(1);
		expect(metric(page, 'facewire_sessions_opened_total{key=""}')).toBe(1);
		expect(metric(page, 'facewire_connections_total{role="owner"}')).toBe(1);
		expect(metric(page, 'facewire_requests_total{kind="text"}')).toBe(1);
		expect(metric(page, "facewire_characters_total")).toBe(5);
		expect(metric(page, 'facewire_refused_requests_total{code="bad-request"}')).toBe(1);
		expect(metric(page, 'facewire_refusals_total{code="origin-foreign"}')).toBe(1);
		expect(metric(page, "facewire_answer_seconds_count")).toBe(1);
		expect(metric(page, "facewire_upstream_bytes_total")).toBeGreaterThan(100);
	});

	it("count what browsers report of pages, whatever they send", async () => {
		const { gateway, log } = await start();
		const report = (type: string, body: string) =>
			fetch(`${gateway.url}/v1/reports`, { method: "POST", headers: { "content-type": type }, body });
		const violation = '[{"type":"csp-violation","body":{"blockedURL":"inline"}},{"type":"made-up"}]';
		expect((await report("application/reports+json", violation)).status).toBe(204);
		expect((await report("application/csp-report", "{")).status).toBe(204);
		const page = await (await fetch(`${gateway.url}/metrics`)).text();
		expect(metric(page, 'facewire_reports_total{type="csp-violation"}')).toBe(1);
		expect(metric(page, 'facewire_reports_total{type="other"}')).toBe(2);
		expect(log()).toContain("blockedURL");
	});

	it("are for this machine, or for who has the token", async () => {
		const { gateway } = await start({ config: { metricsToken: "a-token-for-prometheus" } });
		const read = (headers: Record<string, string>) => fetch(`${gateway.url}/metrics`, { headers });
		expect((await read({})).status).toBe(403);
		expect((await read({ authorization: "Bearer a-token-for-prometheuz" })).status).toBe(403);
		expect((await read({ authorization: "Bearer a-token-for-prometheus" })).status).toBe(200);
	});

	it("are not for a browser behind a proxy that runs on this machine", async () => {
		const { gateway } = await start({ config: { trustProxy: ["127.0.0.1"] } });
		const response = await fetch(`${gateway.url}/metrics`, { headers: { "x-forwarded-for": "203.0.113.7" } });
		expect(response.status).toBe(403);
	});
});
