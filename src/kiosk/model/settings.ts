import { WireError } from "../../protocol/errors.ts";
import { WireReader } from "../../protocol/wire-reader.ts";
import { KIOSK_TIMING, LEAST_CONFIRM } from "./kiosk-state.ts";
import { KIOSK_QUALITIES, type KioskQuality } from "./quality-ladder.ts";

/** Languages that the kiosk has words and lines for. */
export const KIOSK_LANGUAGES = ["en", "zh"] as const;
export type KioskLanguage = (typeof KIOSK_LANGUAGES)[number];

/** What an operator sets, kept on the kiosk. Holds nothing of any visitor. */
export interface KioskSettings {
	/** Names the kiosk to its operator: 1–64 letters, digits, dashes. */
	readonly id: string;
	/** Over the door: shown to visitors. */
	readonly place: string;
	/** File name of a host in `avatars/`, or the address of a model. */
	readonly avatar: string;
	/** The first one greets. */
	readonly languages: readonly KioskLanguage[];
	/** See `KioskTiming`. Seconds. */
	readonly idle: number;
	readonly confirm: number;
	/** From the eye to the glass, metres. */
	readonly distance: number;
	/** Width of the picture on the glass, millimetres. */
	readonly screenWidth: number;
	/** 0 … 1. */
	readonly volume: number;
	/** Hours 0–23 between which the kiosk is closed; equal means never. Local time. */
	readonly quietFrom: number;
	readonly quietTo: number;
	/** Hour of the planned reload. Local time. */
	readonly reloadHour: number;
	/** Megabytes of JavaScript's heap above which the page is loaded anew as soon as nobody is there. */
	readonly heapBudget: number;
	/** Whether visitors may speak to it. */
	readonly microphone: boolean;
	/** Whether a camera looks if somebody is there: on the kiosk, without keeping a picture. */
	readonly presence: boolean;
	/** Whether visitors may take the conversation along as a QR code. */
	readonly transcript: boolean;
	/** The best that is tried. */
	readonly quality: KioskQuality | "auto";
	readonly blockedWords: readonly string[];
}

export const KIOSK_SETTINGS: KioskSettings = {
	id: "kiosk-1",
	place: "Lantern Museum of Light",
	avatar: "mira",
	languages: ["en", "zh"],
	idle: KIOSK_TIMING.idle,
	confirm: KIOSK_TIMING.confirm,
	// An arm's length and a half, before a screen of 27 inches that stands upright.
	distance: 0.75,
	screenWidth: 336,
	volume: 0.9,
	quietFrom: 0,
	quietTo: 0,
	reloadHour: 4,
	heapBudget: 700,
	microphone: true,
	presence: false,
	transcript: false,
	quality: "auto",
	blockedWords: [],
};

/** Settings as they were kept, and what of them had to be replaced by its default. */
export interface ReadSettings {
	readonly settings: KioskSettings;
	/** One sentence each, with a path. */
	readonly problems: readonly string[];
}

const HOUR = { min: 0, max: 23 } as const;

type Readers = {
	readonly [Name in keyof KioskSettings]: (from: WireReader, field: Name) => KioskSettings[Name];
};

const flag = (from: WireReader, field: string): boolean => {
	const value = from.raw(field);
	if (typeof value !== "boolean") throw from.fault(field, "true or false", value);
	return value;
};

const within =
	(min: number, max: number) =>
	(from: WireReader, field: string): number =>
		from.number(field, { min, max });

const short =
	(pattern: RegExp, expected: string) =>
	(from: WireReader, field: string): string => {
		const value = from.text(field);
		if (!pattern.test(value)) throw from.fault(field, expected, value);
		return value;
	};

const list =
	<T extends string>(isItem: (value: unknown) => value is T, least: number, expected: string) =>
	(from: WireReader, field: string): readonly T[] => {
		const value = from.raw(field);
		if (!Array.isArray(value) || value.length < least || !value.every(isItem))
			throw from.fault(field, expected, value);
		return [...new Set<T>(value)];
	};

const isLanguage = (value: unknown): value is KioskLanguage =>
	KIOSK_LANGUAGES.some((language) => language === value);
const isWord = (value: unknown): value is string => typeof value === "string" && value.trim() !== "";

const READERS: Readers = {
	id: short(/^[a-z0-9-]{1,64}$/i, "1 to 64 letters, digits or dashes"),
	place: short(/^.{0,80}$/u, "at most 80 characters"),
	avatar: short(/^[^\s"'<>]{1,200}$/, "a name or an address"),
	languages: list(isLanguage, 1, `some of ${KIOSK_LANGUAGES.join(", ")}`),
	idle: within(15, 600),
	confirm: within(LEAST_CONFIRM, 300),
	distance: within(0.3, 5),
	screenWidth: within(100, 5000),
	volume: within(0, 1),
	quietFrom: (from, field) => from.integer(field, HOUR),
	quietTo: (from, field) => from.integer(field, HOUR),
	reloadHour: (from, field) => from.integer(field, HOUR),
	heapBudget: within(100, 8000),
	microphone: flag,
	presence: flag,
	transcript: flag,
	quality: (from, field) => from.choice(field, ["auto", ...KIOSK_QUALITIES]),
	blockedWords: list(isWord, 0, "a list of words"),
};

/** Reads what was kept. A field that is wrong or missing is the default's; a kiosk opens whatever lies in its storage. */
export function readSettings(kept: unknown): ReadSettings {
	const problems: string[] = [];
	let from: WireReader;
	try {
		from = WireReader.root(kept, null);
	} catch (error) {
		return { settings: KIOSK_SETTINGS, problems: [(error as Error).message] };
	}
	const read = Object.entries(READERS).map(([name, reader]) => {
		const fallback = KIOSK_SETTINGS[name as keyof KioskSettings];
		if (!from.has(name)) return [name, fallback];
		try {
			return [name, (reader as (from: WireReader, field: string) => unknown)(from, name)];
		} catch (error) {
			if (!(error instanceof WireError)) throw error;
			problems.push(error.message);
			return [name, fallback];
		}
	});
	return { settings: Object.fromEntries(read) as KioskSettings, problems };
}

/** Whether the kiosk is closed at `hour` (0–23, local time). */
export function isQuietHour(
	{ quietFrom, quietTo }: Pick<KioskSettings, "quietFrom" | "quietTo">,
	hour: number,
): boolean {
	if (quietFrom === quietTo) return false;
	return quietFrom < quietTo ? hour >= quietFrom && hour < quietTo : hour >= quietFrom || hour < quietTo;
}
