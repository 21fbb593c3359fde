import type { NamedCue } from "./named-curves.ts";

/** Azure's viseme ids 0 … 21 as one sound of each, in IPA (Microsoft's table of visemes). */
const SOUNDS = [
	"",
	"æ",
	"ɑ",
	"ɔ",
	"ɛ",
	"ɝ",
	"i",
	"u",
	"o",
	"aʊ",
	"ɔɪ",
	"aɪ",
	"h",
	"ɹ",
	"l",
	"s",
	"ʃ",
	"ð",
	"f",
	"d",
	"k",
	"p",
] as const;

/** Ticks of 100 ns in a second: Azure's audio offsets. */
const TICKS = 1e7;

/** The last viseme of a list lasts so long. Seconds. */
const LAST = 0.2;

/** Azure's viseme events, `{ audioOffset, visemeId }`, as phonemes. `undefined` if the list is none. */
export function readAzureVisemes(value: unknown): readonly NamedCue[] | undefined {
	if (!Array.isArray(value)) return undefined;
	const events = value.flatMap((item: unknown) => {
		if (typeof item !== "object" || item === null) return [];
		const fields = item as Readonly<Record<string, unknown>>;
		const id = fields.visemeId ?? fields.VisemeId;
		const offset = fields.audioOffset ?? fields.AudioOffset;
		return typeof id === "number" && typeof offset === "number" ? [{ id, start: offset / TICKS }] : [];
	});
	if (events.length === 0) return undefined;
	events.sort((a, b) => a.start - b.start);
	return events.map(({ id, start }, index) => ({
		symbol: SOUNDS[id] ?? "",
		start,
		end: events[index + 1]?.start ?? start + LAST,
	}));
}
