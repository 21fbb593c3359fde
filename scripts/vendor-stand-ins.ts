import type { GatewayConfig } from "../src/gateway/config.ts";

/** Stand-ins of the other vendors, as a gateway reaches them. */
export interface VendorStandIns {
	/** What replaces the gateway's own settings. */
	readonly settings: Partial<GatewayConfig>;
	dispose(): Promise<void>;
}

/** The vendors' own services are reached as they are configured: nothing to start. */
export const NO_STAND_INS: VendorStandIns = { settings: {}, dispose: async () => {} };

/** Seconds: long enough to be seen, where the vendor takes minutes. */
const PRODUCTION = { queued: 1, lasts: 3 } as const;

/** One stand-in for each vendor, all with the local voice. */
export async function startVendorStandIns(config: GatewayConfig): Promise<VendorStandIns> {
	// Loaded only when they are used.
	const { Speaker } = await import("../src/driver/speaker.ts");
	const { speakerVoice } = await import("../src/driver/vendors/stand-in-voice.ts");
	const { mediaProducer } = await import("../src/driver/vendors/tencent-services/produce-media.ts");
	const { startStandIns } = await import("../src/driver/vendors/start-stand-ins.ts");
	const speaker = await Speaker.start();
	const ended = new AbortController();
	const standIns = await startStandIns({
		voice: speakerVoice(speaker),
		produce: mediaProducer(speaker, ended.signal),
		skews: config.standInSkews,
		sessions: config.vendorSessions,
		akoolApi: config.akoolApi,
	});
	if (standIns.tencentServices) standIns.tencentServices.production.tasks.plan = PRODUCTION;
	return {
		settings: standIns.settings,
		dispose: async () => {
			ended.abort();
			await standIns.dispose();
			await speaker.dispose();
		},
	};
}
