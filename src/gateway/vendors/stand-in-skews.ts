import { VENDOR_IDS, type VendorId } from "../../protocol/vendor-id.ts";
import { type Seconds, seconds } from "../../util/time.ts";
import { commaList } from "../setting-parsers.ts";

/** Milliseconds; as far as a stand-in can set sound and picture apart. */
const MOST = 300;

/** `vendor=milliseconds` pairs. @throws {RangeError} */
export function skews(value: string): Partial<Readonly<Record<VendorId, Seconds>>> {
	const pairs = commaList(value).map((pair) => {
		const [name, milliseconds = ""] = pair.split("=");
		const vendor = VENDOR_IDS.find((known) => known === name);
		if (vendor === undefined || !/^[-−]?\d+$/.test(milliseconds) || skewOf(milliseconds) > MOST)
			throw new RangeError(
				`expected vendor=milliseconds with one of ${VENDOR_IDS.join(", ")} and −${MOST} to ${MOST}, got ${JSON.stringify(pair)}`,
			);
		return [vendor, seconds(numberOf(milliseconds) / 1000)] as const;
	});
	return Object.fromEntries(pairs);
}

/** A true minus sign is one too. */
const numberOf = (text: string): number => Number(text.replace("−", "-"));

const skewOf = (text: string): number => Math.abs(numberOf(text));
