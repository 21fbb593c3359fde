import { VENDOR_CLOSE, VENDOR_SOCKET_PREFIX, type VendorSocketMessage } from "../protocol/vendor-broker.ts";
import { unreachable } from "../util/unreachable.ts";
import type { SocketEnd, VendorSocket, VendorSocketListener } from "./session-broker.ts";

/** Makes a WebSocket; a test's adds what a browser sends by itself. */
export type SocketMaker = (url: string, protocols: readonly string[]) => WebSocket;

/** What a broken connection is called, whoever's it is. */
const BROKEN = 1006;

/** A vendor's socket behind the gateway's: takes the gateway's own messages out, and gives it the vendor's end. */
export function openGatewaySocket(
	socket: WebSocket,
	listener: VendorSocketListener,
	leaseOver: (reason: string) => void,
): VendorSocket {
	socket.binaryType = "arraybuffer";
	let isOpen = false;
	let isLeft = false;
	let refusal: Pick<SocketEnd, "status" | "credential"> = {};

	const fromGateway = (message: VendorSocketMessage) => {
		switch (message.event) {
			case "open":
				isOpen = true;
				listener.opened();
				break;
			case "refused":
				refusal = { status: message.status, credential: message.credential };
				break;
			case "rejected":
				listener.rejected(message.reason, message.requestId);
				break;
			default:
				unreachable(message);
		}
	};
	socket.addEventListener("message", ({ data }: MessageEvent<string | ArrayBuffer>) => {
		if (isLeft) return;
		if (typeof data === "string" && data.startsWith(VENDOR_SOCKET_PREFIX)) fromGateway(JSON.parse(data));
		else listener.message(data);
	});
	socket.addEventListener("close", ({ code, reason }) => {
		if (isLeft) return;
		isLeft = true;
		if (code === VENDOR_CLOSE.lease) leaseOver(reason);
		const theirs = code === VENDOR_CLOSE.broke || code === VENDOR_CLOSE.refused ? BROKEN : code;
		listener.closed({ wasOpen: isOpen, code: theirs, reason, ...refusal });
	});
	// `close` follows and does the work.
	socket.addEventListener("error", () => {});
	return {
		send: (frame) => {
			if (isOpen && socket.readyState === socket.OPEN) socket.send(frame as string);
		},
		close: () => {
			isLeft = true;
			socket.close(1000);
		},
	};
}
