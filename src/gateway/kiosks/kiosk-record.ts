import type { KioskCommand, SignedKioskCommand } from "../../protocol/kiosk-command.ts";
import {
	KIOSK_COUNTERS,
	type KioskCommandOutcome,
	type KioskHealth,
	type KioskHeartbeat,
} from "../../protocol/kiosk-health.ts";
import { type Seconds, seconds } from "../../util/time.ts";

/** How long a command stays good. A kiosk that was off all night does not greet the morning with yesterday's words. */
const COMMAND_LIFE = 120;
/** Commands that may wait for one kiosk. */
const MOST_WAITING = 16;
/** Outcomes that are remembered of each. */
const KEPT_OUTCOMES = 20;
/** Seconds without a word after which a kiosk counts as silent. */
const SILENT_AFTER = 35;

/** A command on its way. */
interface KioskOrder {
	readonly sequence: number;
	readonly command: KioskCommand;
	/** Who asked for it. */
	readonly by: string;
	/** Since 1970. */
	readonly until: Seconds;
}

/** What became of a command, with the command. */
export interface SettledOrder extends KioskCommandOutcome {
	readonly command: KioskCommand;
	readonly by: string;
}

/** What the gateways know of a kiosk. Plain data; times since 1970. */
export interface KioskRecord {
	readonly id: string;
	readonly firstSeen: Seconds;
	readonly lastSeen: Seconds;
	readonly health: KioskHealth;
	/** How often counters have gone backwards: a kiosk that forgot its past. */
	readonly counterResets: number;
	/** Newest first. */
	readonly outcomes: readonly SettledOrder[];
	readonly orders: readonly KioskOrder[];
	/** Number of the latest order. */
	readonly sequence: number;
}

/** What a heartbeat has brought to light. */
export interface HeartbeatNews {
	readonly isNew: boolean;
	/** The page was loaded anew since the heartbeat before. */
	readonly hasRestarted: boolean;
	/** Counters that went backwards, by name. */
	readonly lostCounters: readonly string[];
	/** Commands of which the kiosk has told what became of them. */
	readonly outcomes: readonly SettledOrder[];
}

const firstRecord = (id: string, health: KioskHealth, now: Seconds): KioskRecord => ({
	id,
	firstSeen: now,
	lastSeen: now,
	health,
	counterResets: 0,
	outcomes: [],
	orders: [],
	// So high that gateways which forgot the kiosk go on where they were: a tenth of a second of their clock a number.
	sequence: Math.floor(now * 10),
});

/** A kiosk, null if it was not known, after a heartbeat. */
export function afterHeartbeat(
	id: string,
	known: KioskRecord | null,
	{ health, outcomes: told }: KioskHeartbeat,
	now: Seconds,
): { readonly record: KioskRecord; readonly news: HeartbeatNews } {
	const before = known ?? firstRecord(id, health, now);
	const lostCounters = KIOSK_COUNTERS.filter((name) => health.counters[name] < before.health.counters[name]);
	const outcomes = told.flatMap((outcome) => {
		const order = before.orders.find(({ sequence }) => sequence === outcome.sequence);
		return order === undefined ? [] : [{ ...outcome, command: order.command, by: order.by }];
	});
	const settled = new Set(outcomes.map(({ sequence }) => sequence));
	const record: KioskRecord = {
		...before,
		lastSeen: now,
		health,
		counterResets: before.counterResets + Number(lostCounters.length > 0),
		outcomes: [...outcomes.toReversed(), ...before.outcomes].slice(0, KEPT_OUTCOMES),
		orders: before.orders.filter(({ sequence, until }) => !settled.has(sequence) && now < until),
	};
	const hasRestarted = before.health.boot !== health.boot;
	return { record, news: { isNew: known === null, hasRestarted, lostCounters, outcomes } };
}

/** A kiosk for which one more command lies ready, its number in `sequence`; null if too much waits already. */
export function afterOrder(
	known: KioskRecord,
	command: KioskCommand,
	by: string,
	now: Seconds,
): KioskRecord | null {
	const orders = known.orders.filter(({ until }) => now < until);
	if (orders.length >= MOST_WAITING) return null;
	const sequence = known.sequence + 1;
	return {
		...known,
		sequence,
		orders: [...orders, { sequence, command, by, until: seconds(now + COMMAND_LIFE) }],
	};
}

/** What waits for a kiosk, made out to the boot that has shown itself last. */
export function waitingFor({ id, health, orders }: KioskRecord, now: Seconds): readonly SignedKioskCommand[] {
	return orders
		.filter(({ until }) => now < until)
		.map(({ sequence, command }) => ({ kiosk: id, boot: health.boot, sequence, command }));
}

export const isSilent = ({ lastSeen }: KioskRecord, now: Seconds): boolean => now - lastSeen > SILENT_AFTER;
