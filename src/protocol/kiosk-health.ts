import { WireReader } from "./wire-reader.ts";

/** What a kiosk counts about itself over all its lives; they only go up. */
export const KIOSK_COUNTERS = [
	"pageLoads",
	"crashes",
	"visits",
	"wipes",
	"contextLosses",
	"stageRebuilds",
	"qualityDrops",
	"audioRebuilds",
	"workerRestarts",
	"networkLosses",
	"sleeps",
	"plannedReloads",
	"errors",
] as const;
export type KioskCounter = (typeof KIOSK_COUNTERS)[number];

/** `since`: when they began, ISO 8601. One that is later than before tells that they were lost. */
export type KioskCounters = Readonly<Record<KioskCounter, number>> & { readonly since: string };

/** How a kiosk is, as it says itself every ten seconds. Holds nothing of any visitor. */
export interface KioskHealth {
	/** Commit or version of the page. */
	readonly build: string;
	/** Random, new at each load of the page: commands are made for one boot. */
	readonly boot: string;
	/** Seconds since the page was loaded. */
	readonly uptime: number;
	readonly phase: string;
	readonly network: string;
	readonly audio: string;
	readonly drawing: string;
	readonly quality: string;
	readonly maintenance: boolean;
	/** Frames per second: median and worst twentieth since the report before. */
	readonly frameRate: number;
	readonly frameRateLow: number;
	/** Face minus sound of what was heard last, milliseconds; null if nothing was. */
	readonly offset: number | null;
	/** Sound that waits to be played, milliseconds. */
	readonly bufferLevel: number;
	readonly underruns: number;
	/** Megabytes of JavaScript's heap; null where the browser does not tell. */
	readonly heap: number | null;
	readonly wakeLock: boolean;
	readonly persisted: boolean;
	/** Volume 0 … 1. */
	readonly volume: number;
	readonly language: string;
	readonly avatar: string;
	/** Seconds since something was last spoken to its end; null if nothing was. */
	readonly spokenAgo: number | null;
	readonly counters: KioskCounters;
	/** What the outside supervisor counts; null without one. */
	readonly supervisor: Readonly<Record<string, number>> | null;
}

/** What became of a command. */
export interface KioskCommandOutcome {
	readonly sequence: number;
	readonly done: boolean;
	/** One plain sentence if not. */
	readonly reason: string;
}

/** Kiosk → gateway: `POST /v1/kiosks/{id}/heartbeat`. */
export interface KioskHeartbeat {
	readonly health: KioskHealth;
	readonly outcomes: readonly KioskCommandOutcome[];
}

const COUNT = { min: 0, max: Number.MAX_SAFE_INTEGER } as const;
const NAME = /^[\w .:+/@-]{0,120}$/;
/** Counters of a supervisor that are kept at most. */
const MOST_SUPERVISED = 32;
const MOST_OUTCOMES = 32;

/** Reads a heartbeat. @throws {WireError} with the path of what is wrong. */
export function parseKioskHeartbeat(value: unknown): KioskHeartbeat {
	const from = WireReader.root(value, null);
	const outcomes = from.raw("outcomes") ?? [];
	if (!Array.isArray(outcomes) || outcomes.length > MOST_OUTCOMES)
		throw from.fault("outcomes", `at most ${MOST_OUTCOMES} outcomes`, outcomes);
	return {
		health: readHealth(from.object("health")),
		outcomes: outcomes.map((outcome: unknown) => {
			const item = WireReader.root(outcome, null);
			return {
				sequence: item.integer("sequence", COUNT),
				done: flag(item, "done"),
				reason: item.text("reason").slice(0, 200),
			};
		}),
	};
}

function readHealth(from: WireReader): KioskHealth {
	const name = (field: string) => {
		const text = from.text(field);
		if (!NAME.test(text)) throw from.fault(field, "a short name", text);
		return text;
	};
	const amount = (field: string) => from.number(field, { min: -1e12, max: 1e12 });
	const orNull = (field: string) => (from.has(field) ? amount(field) : null);
	const counters = from.object("counters");
	return {
		build: name("build"),
		boot: name("boot"),
		uptime: amount("uptime"),
		phase: name("phase"),
		network: name("network"),
		audio: name("audio"),
		drawing: name("drawing"),
		quality: name("quality"),
		maintenance: flag(from, "maintenance"),
		frameRate: amount("frameRate"),
		frameRateLow: amount("frameRateLow"),
		offset: orNull("offset"),
		bufferLevel: amount("bufferLevel"),
		underruns: amount("underruns"),
		heap: orNull("heap"),
		wakeLock: flag(from, "wakeLock"),
		persisted: flag(from, "persisted"),
		volume: amount("volume"),
		language: name("language"),
		avatar: from.text("avatar").slice(0, 200),
		spokenAgo: orNull("spokenAgo"),
		counters: {
			since: counters.text("since").slice(0, 40),
			...(Object.fromEntries(
				KIOSK_COUNTERS.map((counter) => [counter, counters.integer(counter, COUNT)]),
			) as Record<KioskCounter, number>),
		},
		supervisor: from.has("supervisor") ? readSupervisor(from.raw("supervisor"), from) : null,
	};
}

function readSupervisor(value: unknown, from: WireReader): Readonly<Record<string, number>> {
	const entries = Object.entries((value ?? {}) as object);
	const isSound = entries.every(([key, count]) => /^[a-zA-Z]{1,40}$/.test(key) && Number.isFinite(count));
	if (!isSound || entries.length > MOST_SUPERVISED) throw from.fault("supervisor", "counters by name", value);
	return Object.fromEntries(entries) as Record<string, number>;
}

function flag(from: WireReader, field: string): boolean {
	const value = from.raw(field);
	if (typeof value !== "boolean") throw from.fault(field, "true or false", value);
	return value;
}
