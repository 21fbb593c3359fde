import type { Logger } from "pino";
import type { VendorId } from "../../protocol/vendor-id.ts";
import type { Bus } from "../bus/bus.ts";
import type { KeptVendorSession } from "../bus/vendor-records.ts";
import { GatewayDeaths } from "../gateway-deaths.ts";
import { lookAgain } from "../look-again.ts";
import type { LeaseBook } from "./lease-book.ts";
import type { VendorDoor } from "./vendor-door.ts";

/** Looks that count nobody as dead after the bus was away. */
const GRACE_LOOKS = 3;
/** Looks in a row that have to miss a gateway at least. */
const LEAST_MISSED = 2;

export interface OrphanWatchOptions {
	readonly bus: Bus;
	readonly doors: ReadonlyMap<VendorId, VendorDoor>;
	readonly leases: LeaseBook;
	readonly logger: Logger;
	/** Seconds between two looks: a gateway that lives shows itself more often. */
	readonly interval: number;
	/** Seconds that a gateway may be missed before what it left is closed: as long as a silent page is waited for. */
	readonly patience: number;
	/** A session was adopted. */
	readonly onAdopted: (vendor: VendorId) => void;
}

/**
 * Ends the vendors' sessions of a gateway that does not come back: its sockets are gone with it, and nobody can carry
 * them on, but they cost money. Of several gateways that see it dead one is the first to adopt each session.
 */
export class OrphanWatch {
	readonly #options: OrphanWatchOptions;
	readonly #deaths: GatewayDeaths;
	readonly #stop: () => void;
	#disposed = false;

	constructor(options: OrphanWatchOptions) {
		this.#options = options;
		const missed = Math.max(LEAST_MISSED, Math.ceil(options.patience / options.interval));
		this.#deaths = new GatewayDeaths(options.bus, { missed, grace: GRACE_LOOKS });
		this.#stop = lookAgain(
			options.interval * 1000,
			() => this.#look(),
			(error) => {
				this.#deaths.forget();
				options.logger.warn({ err: error }, "vendors' sessions on the bus could not be read");
			},
		);
	}

	/** Idempotent. */
	dispose(): void {
		this.#disposed = true;
		this.#stop();
	}

	async #look(): Promise<void> {
		const { bus, leases } = this.#options;
		const kept = await bus.vendorRecords.all();
		if (this.#disposed) return;
		await leases.reconcile(kept);
		const others = kept.filter(({ gateway }) => gateway !== bus.gateway);
		const dead = await this.#deaths.look(new Set(others.map(({ gateway }) => gateway)));
		for (const orphan of others) if (dead.has(orphan.gateway)) await this.#adopt(orphan);
	}

	async #adopt(orphan: KeptVendorSession): Promise<void> {
		const { bus, doors, leases, logger, onAdopted } = this.#options;
		const { vendor, leaseId, sessionId, gateway } = orphan;
		// Without an account it could not be closed: another gateway may have one.
		if (doors.get(vendor)?.missing.length !== 0 || this.#disposed) return;
		if (!(await bus.vendorRecords.adopt(orphan))) return;
		logger.warn(
			{ vendor, lease: leaseId, session: sessionId, gateway },
			"a dead gateway's session is closed",
		);
		onAdopted(vendor);
		await leases.adopt({ vendor, leaseId, sessionId });
	}
}
