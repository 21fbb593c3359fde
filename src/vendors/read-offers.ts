import type { VendorOffers } from "../protocol/vendor-offers.ts";

/** Asks the gateway which vendors it has. @throws {Error} with a sentence, if it does not tell */
export async function readOffers(gateway: string, signal?: AbortSignal): Promise<VendorOffers> {
	const response = await fetch(new URL("v1/vendors", gateway), signal === undefined ? {} : { signal });
	if (!response.ok) throw new Error(`The gateway does not tell its vendors: it answered ${response.status}.`);
	return (await response.json()) as VendorOffers;
}
