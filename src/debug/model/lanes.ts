import { BLENDSHAPES } from "../../lipsync/blendshapes.ts";

/** What a lane shows. */
export type LaneKind =
	| "clauses"
	| "wave"
	| "words"
	| "phonemes"
	| "visemes"
	| "expressions"
	| "actions"
	| "network"
	| "buffer"
	| "offset"
	| "frames"
	| "events"
	| "curve";

export interface Lane {
	/** Unique; the blendshape's name for a curve. */
	readonly id: string;
	readonly kind: LaneKind;
	readonly group: string;
	readonly label: string;
	/** What it shows, in a sentence. */
	readonly hint: string;
	/** CSS pixels. */
	readonly height: number;
	/** Index in `BLENDSHAPES`; only of curves. */
	readonly shape?: number;
}

export interface LaneGroup {
	readonly id: string;
	readonly label: string;
}

export const GROUPS: readonly LaneGroup[] = [
	{ id: "speech", label: "Speech" },
	{ id: "sync", label: "Sync" },
	{ id: "stream", label: "Stream" },
	{ id: "cues", label: "Cues" },
	{ id: "jaw", label: "Jaw" },
	{ id: "mouth", label: "Mouth" },
	{ id: "cheeks", label: "Cheeks, nose, tongue" },
	{ id: "brows", label: "Brows" },
	{ id: "eyes", label: "Eyes" },
];

const CURVE_HEIGHT = 26;

const lane = (id: LaneKind, group: string, label: string, height: number, hint: string): Lane => ({
	id,
	kind: id,
	group,
	label,
	height,
	hint,
});

const CURVES: readonly Lane[] = BLENDSHAPES.map((name, shape) => ({
	id: name,
	kind: "curve",
	group: groupOf(name),
	label: name,
	height: CURVE_HEIGHT,
	hint: `${name}, 0 to 1: as the driver sent it, as it went to the stage, as it was drawn`,
	shape,
}));

/** Every lane there is, in the order in which they stand. */
export const LANES: readonly Lane[] = [
	lane("clauses", "speech", "Clauses", 22, "Clauses by SeqNo, with the rung that their face came from"),
	lane("wave", "speech", "Sound", 60, "Waveform, and its RMS"),
	lane("words", "speech", "Words", 20, "Subtitle"),
	lane("phonemes", "speech", "Phonemes", 20, "Phn"),
	lane("visemes", "speech", "Visemes", 20, "What the phonemes look like on the lips"),
	lane(
		"offset",
		"sync",
		"A/V offset",
		72,
		"Face minus sound: above the line the face is early. Bands: ATSC and ITU-R BT.1359",
	),
	lane("frames", "sync", "Render frames", 30, "Interval between display frames; long ones stand out"),
	lane("events", "sync", "Events", 20, "What the session told"),
	lane("network", "stream", "Network", 44, "Messages by size; the colour says whether they came in time"),
	lane("buffer", "stream", "Buffer", 46, "Sound at hand, the target delay, underruns and stretched sound"),
	lane("expressions", "cues", "Expressions", 20, "Expression"),
	lane("actions", "cues", "Actions", 20, "Action"),
	...["jaw", "mouth", "cheeks", "brows", "eyes"].flatMap((group) =>
		CURVES.filter((curve) => curve.group === group),
	),
];

function groupOf(name: string): string {
	if (name === "mouthClose" || name.startsWith("jaw")) return "jaw";
	if (name.startsWith("mouth")) return "mouth";
	if (name.startsWith("brow")) return "brows";
	return name.startsWith("eye") ? "eyes" : "cheeks";
}

export interface LaneChoice {
	readonly solo: readonly string[];
	readonly search: string;
	readonly folded: readonly string[];
}

/** The lanes to show: of curves those that the search finds, or those that are solo, if any is, beside the other lanes. */
export function chosenLanes({ solo, search, folded }: LaneChoice): readonly Lane[] {
	const wanted = search.trim().toLowerCase();
	return LANES.filter(({ id, kind, label, group }) => {
		if (kind === "curve" && solo.length > 0) return solo.includes(id);
		if (kind === "curve" && wanted !== "") return matches(label.toLowerCase(), wanted);
		return !folded.includes(group);
	});
}

/** The letters of `wanted` in this order, as fuzzy finders do. */
function matches(text: string, wanted: string): boolean {
	let at = 0;
	for (const letter of wanted) {
		at = text.indexOf(letter, at) + 1;
		if (at === 0) return false;
	}
	return true;
}
