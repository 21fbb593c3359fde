import { type PacketDecoder, readCompactMessage } from "../protocol/compact/read-compact-message.ts";
import type { DriverMessage } from "../protocol/driver-message.ts";
import { WireError } from "../protocol/errors.ts";
import { type GatewayMessage, isGatewayMessage, parseGatewayMessage } from "../protocol/gateway-messages.ts";
import { parseDriverMessage } from "../protocol/parse-driver-message.ts";
import { parseJson } from "../protocol/parse-json.ts";
import type { ToleranceCounts } from "../protocol/tolerance.ts";

/** What a frame of the connection holds, and whose it is. */
export type ReadFrame =
	| { readonly from: "gateway"; readonly message: GatewayMessage }
	| { readonly from: "driver"; readonly message: DriverMessage }
	/** Nonsense; of a frame that is no JSON the driver is the author. */
	| { readonly from: "gateway" | "driver"; readonly fault: WireError };

/** Reads a WebSocket frame as it came: text, or the compact form. Never throws for what it holds. */
export function readFrame(frame: unknown, tolerated: ToleranceCounts, decoder?: PacketDecoder): ReadFrame {
	let from: "gateway" | "driver" = "driver";
	try {
		if (frame instanceof ArrayBuffer)
			return { from, message: readCompactMessage(new Uint8Array(frame), tolerated, decoder) };
		const value = parseJson(frame);
		if (!isGatewayMessage(value)) return { from, message: parseDriverMessage(value, tolerated) };
		from = "gateway";
		return { from, message: parseGatewayMessage(value) };
	} catch (fault) {
		if (fault instanceof WireError) return { from, fault };
		throw fault;
	}
}
