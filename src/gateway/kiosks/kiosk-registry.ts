import type { KioskCommand, SignedKioskCommand } from "../../protocol/kiosk-command.ts";
import { KIOSK_COUNTERS, type KioskCommandOutcome, type KioskHealth } from "../../protocol/kiosk-health.ts";
import type { Seconds } from "../../util/time.ts";

/** How long a command stays good. A kiosk that was off all night does not greet the morning with yesterday's words. */
const COMMAND_LIFE = 120;
/** Commands that may wait for one kiosk. */
const MOST_WAITING = 16;
/** Outcomes that are remembered of each. */
const KEPT_OUTCOMES = 20;
/** Seconds without a word after which a kiosk counts as silent. */
export const SILENT_AFTER = 35;

/** A command on its way. */
interface Order {
	readonly sequence: number;
	readonly command: KioskCommand;
	readonly by: string;
	readonly until: number;
}

export interface KioskEntry {
	readonly id: string;
	readonly firstSeen: Seconds;
	lastSeen: Seconds;
	health: KioskHealth;
	/** How often counters have gone backwards: a kiosk that forgot its past. */
	counterResets: number;
	outcomes: readonly (KioskCommandOutcome & { readonly command: KioskCommand; readonly by: string })[];
}

interface Kept extends KioskEntry {
	orders: Order[];
	sequence: number;
}

/** What a heartbeat has brought to light. */
export interface HeartbeatNews {
	readonly isNew: boolean;
	/** The page was loaded anew since the heartbeat before. */
	readonly hasRestarted: boolean;
	/** Counters that went backwards, by name. */
	readonly lostCounters: readonly string[];
	/** Commands of which the kiosk has told what became of them. */
	readonly outcomes: readonly (KioskCommandOutcome & {
		readonly command: KioskCommand;
		readonly by: string;
	})[];
}

/** The kiosks that have shown themselves, and what waits for them. In this gateway's memory. */
export class KioskRegistry {
	readonly #kiosks = new Map<string, Kept>();
	readonly #most: number;

	/** @param most kiosks at once */
	constructor(most: number) {
		this.#most = most;
	}

	get size(): number {
		return this.#kiosks.size;
	}

	/** By name. */
	get entries(): readonly KioskEntry[] {
		return [...this.#kiosks.values()].sort((a, b) => a.id.localeCompare(b.id));
	}

	has(id: string): boolean {
		return this.#kiosks.has(id);
	}

	get isFull(): boolean {
		return this.#kiosks.size >= this.#most;
	}

	silent(now: Seconds): number {
		return this.entries.filter(({ lastSeen }) => now - lastSeen > SILENT_AFTER).length;
	}

	/** Takes a heartbeat. */
	beat(id: string, health: KioskHealth, told: readonly KioskCommandOutcome[], now: Seconds): HeartbeatNews {
		const known = this.#kiosks.get(id);
		const kept: Kept = known ?? {
			id,
			firstSeen: now,
			lastSeen: now,
			health,
			counterResets: 0,
			outcomes: [],
			orders: [],
			// So high that a gateway which forgot the kiosk goes on where it was: a second of its clock a number.
			sequence: Math.floor(now * 10),
		};
		const before = kept.health.counters;
		const lostCounters = KIOSK_COUNTERS.filter((name) => health.counters[name] < before[name]);
		if (lostCounters.length > 0) kept.counterResets++;
		const hasRestarted = kept.health.boot !== health.boot;
		const outcomes = told.flatMap((outcome) => {
			const order = kept.orders.find(({ sequence }) => sequence === outcome.sequence);
			return order === undefined ? [] : [{ ...outcome, command: order.command, by: order.by }];
		});
		const settled = new Set(outcomes.map(({ sequence }) => sequence));
		kept.orders = kept.orders.filter(({ sequence, until }) => !settled.has(sequence) && now < until);
		kept.outcomes = [...outcomes.toReversed(), ...kept.outcomes].slice(0, KEPT_OUTCOMES);
		kept.health = health;
		kept.lastSeen = now;
		this.#kiosks.set(id, kept);
		return { isNew: known === undefined, hasRestarted, lostCounters, outcomes };
	}

	/** Lays a command ready; undefined if there is no such kiosk, or too much waits for it already. */
	order(id: string, command: KioskCommand, by: string, now: Seconds): number | undefined {
		const kept = this.#kiosks.get(id);
		if (kept === undefined) return undefined;
		kept.orders = kept.orders.filter(({ until }) => now < until);
		if (kept.orders.length >= MOST_WAITING) return undefined;
		kept.sequence++;
		kept.orders.push({ sequence: kept.sequence, command, by, until: now + COMMAND_LIFE });
		return kept.sequence;
	}

	/** What waits for a kiosk, made out to the boot that has shown itself last. */
	waiting(id: string, now: Seconds): readonly SignedKioskCommand[] {
		const kept = this.#kiosks.get(id);
		if (kept === undefined) return [];
		return kept.orders
			.filter(({ until }) => now < until)
			.map(({ sequence, command }) => ({ kiosk: id, boot: kept.health.boot, sequence, command }));
	}

	/** Forgets a kiosk; false if there is none. */
	forget(id: string): boolean {
		return this.#kiosks.delete(id);
	}
}
