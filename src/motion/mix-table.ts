import { BLENDSHAPES } from "../lipsync/blendshapes.ts";

/** How the layers share a group of shapes. Priorities: speech ▸ expression ▸ action ▸ idle life. */
export interface MixRule {
	/** Prefixes of the names of the shapes that the row is for; the first row that fits counts. */
	readonly shapes: readonly string[];
	/** Share of expression, action and idle that is left while the face speaks: 0 leaves the shape to speech. */
	readonly colour: number;
	/** `add` lays the layers on each other; `most` takes the strongest. */
	readonly combine: "add" | "most";
	/** Whether the shape parts the lips: taken away from every layer but speech in a closure. */
	readonly parts: boolean;
	/** Quickest change, weight per second; closures are exempt. Speech needs 12 for the jaw, a blink 14. */
	readonly speed: number;
}

/** Read it from the top: who has which part of the face. */
export const MIX_TABLE: readonly MixRule[] = [
	// What parts or closes the lips belongs to speech; a colour would blur what is read from them.
	{ shapes: ["jawOpen"], colour: 0.15, combine: "add", parts: true, speed: 16 },
	{ shapes: ["mouthClose"], colour: 0, combine: "most", parts: false, speed: 16 },
	{ shapes: ["mouthFunnel", "mouthPucker"], colour: 0.2, combine: "most", parts: true, speed: 16 },
	{ shapes: ["mouthRoll", "mouthPress"], colour: 0.2, combine: "most", parts: false, speed: 16 },
	{ shapes: ["mouthLowerDown", "mouthUpperUp"], colour: 0.5, combine: "add", parts: true, speed: 14 },
	{ shapes: ["mouthShrug"], colour: 0.3, combine: "most", parts: true, speed: 14 },
	{ shapes: ["tongueOut"], colour: 0, combine: "most", parts: true, speed: 14 },
	// The corners carry the mood; a smile stays while it speaks, a little less of it.
	{ shapes: ["mouthSmile", "mouthFrown"], colour: 0.7, combine: "add", parts: false, speed: 10 },
	{ shapes: ["mouthStretch", "mouthDimple"], colour: 0.5, combine: "add", parts: false, speed: 12 },
	{ shapes: ["mouthLeft", "mouthRight", "jaw"], colour: 0.5, combine: "add", parts: false, speed: 8 },
	// Lids: the strongest wish wins, so that a blink is a blink whatever the expression.
	{ shapes: ["eyeBlink"], colour: 1, combine: "most", parts: false, speed: 24 },
	{ shapes: ["eyeLook"], colour: 1, combine: "add", parts: false, speed: 30 },
	{ shapes: ["eyeSquint", "eyeWide"], colour: 1, combine: "add", parts: false, speed: 10 },
	// Brows, cheeks and nose are shared by all.
	{ shapes: ["brow"], colour: 1, combine: "add", parts: false, speed: 6 },
	{ shapes: ["cheek", "noseSneer"], colour: 0.8, combine: "add", parts: false, speed: 8 },
];

/** The row for each of the 52, in the order of `BLENDSHAPES`. */
export const MIX_RULES: readonly MixRule[] = BLENDSHAPES.map((name) => {
	const rule = MIX_TABLE.find(({ shapes }) => shapes.some((prefix) => name.startsWith(prefix)));
	if (rule === undefined) throw new TypeError(`MIX_TABLE has no row for ${name}`);
	return rule;
});
