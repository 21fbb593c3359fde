import { GATEWAY_PROTOCOL, TOKEN_PROTOCOL_PREFIX } from "../protocol/gateway-messages.ts";
import type { VendorLeaseGrant } from "../protocol/vendor-broker.ts";
import type { VendorId } from "../protocol/vendor-id.ts";
import { seconds } from "../util/time.ts";
import { type Clock, SYSTEM_CLOCK } from "./clock.ts";
import { openGatewaySocket, type SocketMaker } from "./gateway-socket.ts";
import type { BrokerAnswer, SessionBroker, VendorLease, VendorSocketListener } from "./session-broker.ts";
import { VendorError } from "./vendor-error.ts";

/** How a broker reaches the gateway. */
export interface GatewayBrokerOptions {
	/** Absolute address under which `v1/vendors` is found. */
	readonly gateway: string;
	readonly clock?: Clock;
	readonly fetch?: typeof fetch;
	readonly openSocket?: SocketMaker;
}

/** The gateway's refusals that a person has to mend; any other may pass. */
const FOR_A_PERSON = /^(vendor-not-configured|key-|origin-|not-found|vendor-operation-unknown)/;

type Asked = { readonly vendor: VendorId; readonly operation: string };

async function refusalOf(response: Response, { vendor, operation }: Asked): Promise<VendorError> {
	const body = (await response.json().catch(() => ({}))) as { code?: string; message?: string };
	const code = body.code ?? String(response.status);
	const action = FOR_A_PERSON.test(code)
		? "user-must-act"
		: code === "lease-over"
			? "new-session"
			: code === "vendor-request-rejected"
				? "reject"
				: code === "too-many-requests"
					? "slow-down"
					: "retry";
	const sentence = body.message ?? "The gateway gave no answer that can be read.";
	return new VendorError(sentence, { vendor, operation, action, code, detail: sentence });
}

const noGateway = ({ vendor, operation }: Asked, cause: unknown) =>
	new VendorError(
		"The gateway cannot be reached.",
		{ vendor, operation, action: "retry", code: "network" },
		{ cause },
	);

/** Sessions of vendors, by way of the gateway. Main thread; leases are released when the page goes away. */
export class GatewayBroker implements SessionBroker {
	readonly #options: Required<GatewayBrokerOptions>;

	constructor(options: GatewayBrokerOptions) {
		this.#options = {
			clock: SYSTEM_CLOCK,
			fetch: (...request) => fetch(...request),
			openSocket: (url, protocols) => new WebSocket(url, [...protocols]),
			...options,
		};
	}

	async lease(vendor: VendorId, { signal }: { readonly signal?: AbortSignal } = {}): Promise<VendorLease> {
		const asked = { vendor, operation: "lease" };
		const init = { method: "POST", ...(signal === undefined ? {} : { signal }) };
		const response = await this.#fetch(`v1/vendors/${vendor}/lease`, init, asked);
		if (response.status !== 201) throw await refusalOf(response, asked);
		const grant = (await response.json()) as VendorLeaseGrant;
		return new GatewayLease(vendor, grant, this.#options, (operation, init) =>
			this.#fetch(`v1/vendors/${vendor}/${operation}`, init, { vendor, operation }),
		);
	}

	async #fetch(path: string, init: RequestInit, asked: Asked): Promise<Response> {
		try {
			return await this.#options.fetch(new URL(path, this.#options.gateway), init);
		} catch (cause) {
			init.signal?.throwIfAborted();
			throw noGateway(asked, cause);
		}
	}
}

class GatewayLease implements VendorLease {
	readonly #vendor: VendorId;
	readonly #grant: VendorLeaseGrant;
	readonly #options: Required<GatewayBrokerOptions>;
	readonly #ask: (operation: string, init: RequestInit) => Promise<Response>;
	readonly #leaving = () => this.release();
	#stopTimer: () => void = () => {};
	#onEnded: (reason: string) => void = () => {};
	#over = false;

	constructor(
		vendor: VendorId,
		grant: VendorLeaseGrant,
		options: Required<GatewayBrokerOptions>,
		ask: (operation: string, init: RequestInit) => Promise<Response>,
	) {
		this.#vendor = vendor;
		this.#grant = grant;
		this.#options = options;
		this.#ask = ask;
		// Node has no pages that go away.
		globalThis.addEventListener?.("pagehide", this.#leaving);
		this.#renewLater();
	}

	get channels(): ReadonlySet<string> {
		return new Set(this.#grant.channels);
	}

	get id(): string {
		return this.#grant.leaseId;
	}

	async call(
		operation: string,
		body: unknown,
		{ signal }: { readonly signal?: AbortSignal } = {},
	): Promise<BrokerAnswer> {
		const response = await this.#ask(operation, {
			...this.#request(),
			headers: { ...this.#request().headers, "content-type": "application/json" },
			body: JSON.stringify(body),
			...(signal === undefined ? {} : { signal }),
		});
		if (response.ok) return (await response.json()) as BrokerAnswer;
		const error = await refusalOf(response, { vendor: this.#vendor, operation });
		if (error.code === "lease-over") this.#end(error.message);
		throw error;
	}

	connect(channel: string, listener: VendorSocketListener) {
		const protocols = [GATEWAY_PROTOCOL, TOKEN_PROTOCOL_PREFIX + this.#grant.token];
		return openGatewaySocket(
			this.#options.openSocket(this.#grant.socketUrl + channel, protocols),
			listener,
			(reason) => this.#end(reason),
		);
	}

	release(): void {
		if (this.#over) return;
		this.#stop();
		void this.#ask("release", { ...this.#request(), keepalive: true }).catch(() => {});
	}

	onEnded(listener: (reason: string) => void): void {
		this.#onEnded = listener;
	}

	#request() {
		return { method: "POST", headers: { authorization: `Bearer ${this.#grant.token}` } };
	}

	#renewLater(): void {
		this.#stopTimer = this.#options.clock.after(seconds(this.#grant.renewEvery), () => void this.#renew());
	}

	async #renew(): Promise<void> {
		const response = await this.#ask("renew", this.#request()).catch(() => null);
		if (this.#over) return;
		if (response?.status === 401) this.#end("The gateway has closed the session.");
		else this.#renewLater();
	}

	#end(reason: string): void {
		if (this.#over) return;
		this.#stop();
		this.#onEnded(reason);
	}

	#stop(): void {
		this.#over = true;
		this.#stopTimer();
		globalThis.removeEventListener?.("pagehide", this.#leaving);
	}
}
