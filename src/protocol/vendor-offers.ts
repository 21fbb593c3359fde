import type { AkoolApi } from "./akool-api.ts";
import type { VendorId } from "./vendor-id.ts";

/** `GET /v1/vendors`: which vendors a page may lease sessions of. */
export interface VendorOffers {
	readonly vendors: readonly VendorOffer[];
	/** Whether videos of texts can be ordered of Tencent. */
	readonly productions: { readonly missing: readonly string[] };
	/** Address where every room is played, if stand-ins take the vendors' place; else empty. */
	readonly standInStreams: string;
}

export interface VendorOffer {
	readonly vendor: VendorId;
	/** Settings of the gateway that are missing; with any, there is no lease. */
	readonly missing: readonly string[];
	/** Which of the vendor's APIs the gateway speaks, where there are several. */
	readonly api?: AkoolApi;
}
