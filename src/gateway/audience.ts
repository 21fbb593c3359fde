import type { WebSocket } from "ws";
import { type GatewayMessage, gatewayError } from "../protocol/gateway-messages.ts";
import { seconds } from "../util/time.ts";
import { BrowserLink, CLOSE, type CloseCause } from "./browser-link.ts";
import type { VendorFrame } from "./compact/vendor-frame.ts";
import type { GatewayMetrics } from "./metrics.ts";
import { Viewer } from "./viewer.ts";

export interface AudienceOptions {
	/** Bytes that may wait for one browser. */
	readonly browserBacklog: number;
	/** Seconds. */
	readonly heartbeat: number;
	readonly metrics: GatewayMetrics;
	/** The owner's browser sent something. */
	readonly received: (data: Buffer, isBinary: boolean) => void;
	/** The owner's connection ended, and no other has taken its place. */
	readonly ownerLeft: (connection: number, code: number) => void;
	/** A browser came that takes the compact form. */
	readonly compactWanted: () => void;
	/** Viewers came or went. */
	readonly viewersChanged: () => void;
}

/** The browsers of a session that are connected to this gateway: its owner, if it is here, and those who watch. */
export class Audience {
	readonly #options: AudienceOptions;
	#owner: { readonly link: BrowserLink; readonly connection: number } | null = null;
	readonly #viewers = new Set<Viewer>();

	constructor(options: AudienceOptions) {
		this.#options = options;
	}

	/** The owner's connection, if it ends at this gateway. */
	get owner(): BrowserLink | null {
		return this.#owner?.link ?? null;
	}

	get viewers(): number {
		return this.#viewers.size;
	}

	/** True if nobody is here. */
	get isEmpty(): boolean {
		return this.#owner === null && this.#viewers.size === 0;
	}

	/** Makes `socket` the owner's connection with this number, in place of any before it. */
	seatOwner(socket: WebSocket, connection: number): BrowserLink {
		this.replaceOwner(connection);
		const link: BrowserLink = this.#link(
			socket,
			(data, isBinary) => link === this.owner && this.#options.received(data, isBinary),
			(code) => this.#ownerGone(connection, code),
		);
		this.#owner = { link, connection };
		return link;
	}

	/** Sends the owner's connection home if `connection`, here or elsewhere, has taken its place. */
	replaceOwner(connection: number): void {
		if (this.#owner === null || this.#owner.connection === connection) return;
		this.#owner.link.close(CLOSE.replaced);
		this.#owner = null;
	}

	/** Lets `socket` watch and hear; it may not speak. `sequence` is the number of the session's last message. */
	seatViewer(socket: WebSocket, sequence: number): void {
		const refuse = () => link.control(gatewayError("bad-request", "Who only watches may not speak."));
		const link = this.#link(socket, refuse, () => {
			this.#viewers.delete(viewer);
			this.#options.viewersChanged();
		});
		const viewer: Viewer = new Viewer(link, sequence);
		this.#viewers.add(viewer);
		this.#options.viewersChanged();
	}

	/** Message number `sequence` of the vendor, for everybody. */
	message(frame: VendorFrame, sequence: number, boundary: boolean): void {
		this.#owner?.link.pass(frame);
		for (const viewer of this.#viewers)
			if (!viewer.message(frame, sequence, boundary))
				this.#options.metrics.slowBrowsers.inc({ role: "viewer" });
	}

	/** A message of the gateway itself, for everybody. */
	control(message: GatewayMessage): void {
		this.#owner?.link.control(message);
		for (const { link } of this.#viewers) link.control(message);
	}

	/** Sends everybody home. What their connections do afterwards is told to nobody. */
	dismiss(cause: CloseCause): void {
		this.#owner?.link.close(cause);
		this.#owner = null;
		for (const { link } of this.#viewers) link.close(cause);
	}

	#link(
		socket: WebSocket,
		received: (data: Buffer, isBinary: boolean) => void,
		closed: (code: number) => void,
	): BrowserLink {
		const { browserBacklog: backlog, heartbeat } = this.#options;
		const link = new BrowserLink(socket, { backlog, heartbeat: seconds(heartbeat), received, closed });
		if (link.isCompact) this.#options.compactWanted();
		return link;
	}

	#ownerGone(connection: number, code: number): void {
		if (connection !== this.#owner?.connection) return;
		this.#owner = null;
		if (code === CLOSE.tooSlow.code) this.#options.metrics.slowBrowsers.inc({ role: "owner" });
		this.#options.ownerLeft(connection, code);
	}
}
