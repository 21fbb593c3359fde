import type { VendorId } from "../protocol/vendor-id.ts";
import { CAPABILITIES, type Capability } from "./capability.ts";

/** A vendor cannot do what was asked. Nothing was sent. */
export class UnsupportedError extends Error {
	override readonly name = "UnsupportedError";
	readonly vendor: VendorId;
	readonly capability: Capability;

	constructor(vendor: VendorId, capability: Capability) {
		super(`${vendor} cannot ${CAPABILITIES[capability]}.`);
		this.vendor = vendor;
		this.capability = capability;
	}
}
