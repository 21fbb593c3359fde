import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { GatewayConfig } from "../../../src/gateway/config.ts";
import type { SessionBroker } from "../../../src/vendors/session-broker.ts";
import { startTestGateway, type TestGateway } from "../test-gateway.ts";
import { pageBroker } from "./page-broker.ts";

/** The real gateway with accounts of stand-ins, and a broker as a page of the gateway's own origin has it. */
export interface VendorBench extends TestGateway {
	/** A new page's broker. */
	broker(): SessionBroker;
}

export async function startVendorBench(config: Partial<GatewayConfig>): Promise<VendorBench> {
	const folder = await mkdtemp(join(tmpdir(), "facewire-leases-"));
	const bench = await startTestGateway({
		config: { vendorLeaseFile: join(folder, "leases.json"), sessionsPerMinute: 1000, ...config },
	});
	return {
		...bench,
		broker: () => pageBroker(bench.gateway.url),
		dispose: async () => {
			await bench.dispose();
			await rm(folder, { recursive: true, force: true });
		},
	};
}
