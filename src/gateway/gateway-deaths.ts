import type { Bus } from "./bus/bus.ts";

export interface GatewayDeathsOptions {
	/** Looks in a row that have to miss a gateway. */
	readonly missed: number;
	/** Looks that count nobody as dead after the bus was away: the others have to show themselves first. */
	readonly grace: number;
}

/** Tells, from look to look, which gateways are dead: those that have not shown themselves for several. */
export class GatewayDeaths {
	readonly #bus: Bus;
	readonly #options: GatewayDeathsOptions;
	/** How many looks in a row have missed a gateway. */
	readonly #missed = new Map<string, number>();
	#returns = 0;
	#grace = 0;

	constructor(bus: Bus, options: GatewayDeathsOptions) {
		this.#bus = bus;
		this.#options = options;
	}

	/** A look at these gateways; any other is forgotten. Answers those that are dead. */
	async look(gateways: ReadonlySet<string>): Promise<ReadonlySet<string>> {
		const { returns } = this.#bus;
		if (returns !== this.#returns) this.#grace = this.#options.grace;
		this.#returns = returns;
		this.#grace = Math.max(0, this.#grace - 1);
		if (this.#grace > 0) return new Set();
		for (const gateway of this.#missed.keys()) if (!gateways.has(gateway)) this.#missed.delete(gateway);
		const dead = new Set<string>();
		for (const gateway of gateways) {
			const missed = (await this.#bus.isAlive(gateway)) ? 0 : (this.#missed.get(gateway) ?? 0) + 1;
			this.#missed.set(gateway, missed);
			if (missed >= this.#options.missed) dead.add(gateway);
		}
		return dead;
	}

	/** Whoever cannot reach the bus cannot tell who lives. */
	forget(): void {
		this.#missed.clear();
	}
}
