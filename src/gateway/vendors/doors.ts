import type { VendorId } from "../../protocol/vendor-id.ts";
import type { GatewayConfig } from "../config.ts";
import { akoolDoor } from "./akool-door.ts";
import { iflytekDoor } from "./iflytek-door.ts";
import { softSugarDoor } from "./softsugar-door.ts";
import { tencentCloudDoor } from "./tencent-cloud-door.ts";
import type { DoorServices, VendorDoor } from "./vendor-door.ts";

/** The door of every vendor that this gateway knows; those without an account say what they lack. */
export function vendorDoors(
	config: GatewayConfig,
	services: DoorServices,
): ReadonlyMap<VendorId, VendorDoor> {
	const doors = [
		tencentCloudDoor(config, services),
		iflytekDoor(config, services),
		softSugarDoor(config, services),
		akoolDoor(config),
	];
	return new Map(doors.map((door) => [door.vendor, door]));
}

/** Settings of `config` that hold a secret of a vendor: nothing of them may reach a log. */
export const vendorSecrets = (config: GatewayConfig): readonly string[] => [
	config.tencentAppkey,
	config.tencentAccessToken,
	config.iflytekApiKey,
	config.iflytekApiSecret,
	config.softsugarAppKey,
	config.softsugarCallbackKey,
	config.akoolApiKey,
	config.callbackSecret,
];
