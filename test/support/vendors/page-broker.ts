import { WebSocket } from "ws";
import { GATEWAY_PROTOCOL, TOKEN_PROTOCOL_PREFIX } from "../../../src/protocol/gateway-messages.ts";
import {
	VENDOR_SOCKET_PREFIX,
	type VendorLeaseGrant,
	type VendorSocketMessage,
} from "../../../src/protocol/vendor-broker.ts";
import type { VendorId } from "../../../src/protocol/vendor-id.ts";
import type {
	BrokerAnswer,
	SessionBroker,
	VendorLease,
	VendorSocket,
	VendorSocketListener,
} from "../../../src/vendors/session-broker.ts";
import { VendorError } from "../../../src/vendors/vendor-error.ts";

/** A page of the gateway's own origin, in Node: what it asks of the real gateway, as plainly as can be. */
export class PageBroker implements SessionBroker {
	readonly #gateway: string;

	constructor(gateway: string) {
		this.#gateway = gateway;
	}

	async lease(vendor: VendorId): Promise<VendorLease> {
		const response = await this.#ask(vendor, "lease", "", undefined);
		if (response.status !== 201) throw await refusalOf(response, vendor, "lease");
		const grant = (await response.json()) as VendorLeaseGrant;
		return {
			id: grant.leaseId,
			call: async (operation, body): Promise<BrokerAnswer> => {
				const answer = await this.#ask(vendor, operation, grant.token, body);
				if (!answer.ok) throw await refusalOf(answer, vendor, operation);
				return (await answer.json()) as BrokerAnswer;
			},
			connect: (channel, listener) => this.#connect(grant, channel, listener),
			release: () => void this.#ask(vendor, "release", grant.token, undefined).catch(() => {}),
			onEnded: () => {},
		};
	}

	async #ask(vendor: VendorId, operation: string, token: string, body: unknown): Promise<Response> {
		const answer = fetch(`${this.#gateway}/v1/vendors/${vendor}/${operation}`, {
			method: "POST",
			headers: {
				origin: this.#gateway,
				...(token === "" ? {} : { authorization: `Bearer ${token}` }),
				...(body === undefined ? {} : { "content-type": "application/json" }),
			},
			...(body === undefined ? {} : { body: JSON.stringify(body) }),
		});
		try {
			return await answer;
		} catch (cause) {
			const fields = { vendor, operation, action: "retry", code: "network" } as const;
			throw new VendorError("The gateway cannot be reached.", fields, { cause });
		}
	}

	#connect(
		{ socketUrl, token }: VendorLeaseGrant,
		channel: string,
		listener: VendorSocketListener,
	): VendorSocket {
		const protocols = [GATEWAY_PROTOCOL, TOKEN_PROTOCOL_PREFIX + token];
		const socket = new WebSocket(socketUrl + channel, protocols, { origin: this.#gateway });
		let [wasOpen, isLeft] = [false, false];
		let refusal: { readonly status?: number; readonly credential?: string } = {};
		socket.on("error", () => {});
		socket.on("message", (data, isBinary) => {
			if (isLeft) return;
			const text = String(data);
			if (isBinary || !text.startsWith(VENDOR_SOCKET_PREFIX)) {
				listener.message(text);
				return;
			}
			const message = JSON.parse(text) as VendorSocketMessage;
			if (message.event === "rejected") listener.rejected(message.reason, message.requestId);
			if (message.event === "refused") refusal = { status: message.status, credential: message.credential };
			if (message.event !== "open") return;
			wasOpen = true;
			listener.opened();
		});
		socket.on("close", (code, reason) => {
			if (!isLeft) listener.closed({ wasOpen, code, reason: String(reason), ...refusal });
		});
		return {
			send: (frame) => socket.readyState === WebSocket.OPEN && socket.send(frame),
			close: () => {
				isLeft = true;
				socket.close();
			},
		};
	}
}

async function refusalOf(response: Response, vendor: VendorId, operation: string): Promise<VendorError> {
	const { code, message } = (await response.json()) as { readonly code: string; readonly message: string };
	return new VendorError(message, { vendor, operation, action: "retry", code, detail: message });
}
