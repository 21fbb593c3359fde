import type { FastifyBaseLogger } from "fastify";
import type { Seconds } from "../util/time.ts";
import type { Bus } from "./bus/bus.ts";
import type { CharacterBudget } from "./character-budget.ts";
import { GatewayDeaths } from "./gateway-deaths.ts";
import { lookAgain } from "./look-again.ts";
import type { Session } from "./session.ts";
import type { SessionRegistry } from "./session-registry.ts";

/** Looks in a row that have to miss a gateway. */
const MISSED_LOOKS = 2;
/** Looks after which a session that nobody here needs is left; a token that was just given out opens it again. */
const IDLE_LOOKS = 10;
/** Two leases. */
const GRACE_LOOKS = 6;
/** Looks in a lease. */
const LOOKS_PER_LEASE = 3;

export interface LeaseWatchOptions {
	readonly bus: Bus;
	readonly sessions: SessionRegistry;
	readonly budget: CharacterBudget;
	readonly logger: FastifyBaseLogger;
	/** Seconds after which a gateway that does not show itself counts as dead. */
	readonly lease: number;
	/** Seconds between two reminders of how a session stands. */
	readonly remindEvery: number;
	/** Since 1970. */
	readonly now: () => Seconds;
}

/**
 * Keeps this gateway's lease, watches those of the gateways on which its sessions count, and takes over what a dead one
 * has kept: as long as a browser of the session is here.
 */
export class LeaseWatch {
	readonly #options: LeaseWatchOptions;
	readonly #interval: number;
	readonly #deaths: GatewayDeaths;
	readonly #idle = new WeakMap<Session, number>();
	readonly #stop: () => void;
	#looks = 0;
	/** A gateway that is leaving keeps its lease and takes nothing over. */
	isLeaving = false;

	constructor(options: LeaseWatchOptions) {
		this.#options = options;
		this.#interval = (options.lease * 1000) / LOOKS_PER_LEASE;
		this.#deaths = new GatewayDeaths(options.bus, { missed: MISSED_LOOKS, grace: GRACE_LOOKS });
		this.#stop = lookAgain(
			this.#interval,
			() => this.#look(),
			(error) => {
				this.#deaths.forget();
				options.logger.warn({ err: error }, "the bus could not be asked");
			},
		);
	}

	/** Idempotent. */
	dispose(): void {
		this.#stop();
	}

	async #look(): Promise<void> {
		const { bus, sessions, budget, now } = this.#options;
		await bus.renew();
		await budget.share(now(), (day, characters) => bus.addCharacters(day, characters));
		const dead = await this.#deaths.look(this.#needed());
		this.#looks += 1;
		const remind = (this.#looks * this.#interval) / 1000 >= this.#options.remindEvery;
		if (remind) this.#looks = 0;
		for (const session of [...sessions]) {
			for (const gateway of dead) session.mourn(gateway);
			if (remind) session.remind();
			if (!this.isLeaving) await this.#attend(session, dead);
		}
	}

	async #attend(session: Session, dead: ReadonlySet<string>): Promise<void> {
		const { bus, sessions } = this.#options;
		if (session.isKept) return;
		if (session.isIdle) return this.#leaveIfIdle(session);
		this.#idle.delete(session);
		const keeper = session.lease?.gateway ?? "";
		if (keeper === "" || keeper === bus.gateway || dead.has(keeper)) await sessions.takeOver(session, dead);
	}

	#leaveIfIdle(session: Session): void {
		const looks = (this.#idle.get(session) ?? 0) + 1;
		this.#idle.set(session, looks);
		if (looks > IDLE_LOOKS) session.leave();
	}

	/** The gateways that this one's sessions count on. */
	#needed(): ReadonlySet<string> {
		const needed = new Set<string>();
		for (const session of this.#options.sessions) for (const gateway of session.others) needed.add(gateway);
		return needed;
	}
}
