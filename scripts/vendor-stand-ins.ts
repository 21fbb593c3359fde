import type { GatewayConfig } from "../src/gateway/config.ts";

/** Stand-ins of the other vendors, as a gateway reaches them. */
export interface VendorStandIns {
	/** What replaces the gateway's own settings. */
	readonly settings: Partial<GatewayConfig>;
	dispose(): Promise<void>;
}

/** The vendors' own services are reached as they are configured: nothing to start. */
export const NO_STAND_INS: VendorStandIns = { settings: {}, dispose: async () => {} };

/** One stand-in for each vendor, all with the local voice. */
export async function startVendorStandIns(config: GatewayConfig): Promise<VendorStandIns> {
	// Loaded only when they are used.
	const { Speaker } = await import("../src/driver/speaker.ts");
	const { speakerVoice } = await import("../src/driver/vendors/stand-in-voice.ts");
	const { startStandIns } = await import("../src/driver/vendors/start-stand-ins.ts");
	const speaker = await Speaker.start();
	const standIns = await startStandIns({
		voice: speakerVoice(speaker),
		skews: config.standInSkews,
		sessions: config.vendorSessions,
		akoolApi: config.akoolApi,
	});
	return {
		settings: standIns.settings,
		dispose: async () => {
			await standIns.dispose();
			await speaker.dispose();
		},
	};
}
