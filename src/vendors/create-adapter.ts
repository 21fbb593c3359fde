import { unreachable } from "../util/unreachable.ts";
import type { AkoolOptions } from "./akool/akool-options.ts";
import { type Clock, SYSTEM_CLOCK } from "./clock.ts";
import type { IflytekOptions } from "./iflytek/iflytek-options.ts";
import type { SessionBroker } from "./session-broker.ts";
import type { SoftSugarOptions } from "./softsugar/softsugar-adapter.ts";
import type { TencentCloudOptions } from "./tencent-cloud/tencent-requests.ts";
import type { VendorAdapter } from "./vendor-adapter.ts";

/** A vendor, and what its adapter has to know. */
export type VendorChoice =
	| { readonly vendor: "tencent-cloud"; readonly options?: TencentCloudOptions }
	| { readonly vendor: "iflytek"; readonly options?: IflytekOptions }
	| { readonly vendor: "softsugar"; readonly options: SoftSugarOptions }
	| { readonly vendor: "akool"; readonly options: AkoolOptions };

/** Makes the adapter of a vendor. Its code is loaded then, and not before. Rejects if the options are not allowed. */
export async function createAdapter(
	choice: VendorChoice,
	broker: SessionBroker,
	clock: Clock = SYSTEM_CLOCK,
): Promise<VendorAdapter> {
	switch (choice.vendor) {
		case "tencent-cloud": {
			const { TencentCloudAdapter } = await import("./tencent-cloud/tencent-adapter.ts");
			return new TencentCloudAdapter(broker, choice.options, clock);
		}
		case "iflytek": {
			const { IflytekAdapter } = await import("./iflytek/iflytek-adapter.ts");
			return new IflytekAdapter(broker, choice.options, clock);
		}
		case "softsugar": {
			const { SoftSugarAdapter } = await import("./softsugar/softsugar-adapter.ts");
			return new SoftSugarAdapter(broker, choice.options, clock);
		}
		case "akool": {
			const { AkoolAdapter } = await import("./akool/akool-adapter.ts");
			return new AkoolAdapter(broker, choice.options, clock);
		}
		default:
			return unreachable(choice);
	}
}
