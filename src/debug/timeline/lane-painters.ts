import type { LaneKind } from "../model/lanes.ts";
import type { Painter } from "./paint.ts";
import { paintCurve } from "./paint-curve.ts";
import {
	paintActions,
	paintClauses,
	paintEvents,
	paintExpressions,
	paintPhonemes,
	paintVisemes,
	paintWords,
} from "./paint-spans.ts";
import { paintBuffer, paintFrames, paintNetwork, paintOffset } from "./paint-stream.ts";
import { paintWave } from "./paint-wave.ts";

/** How each kind of lane is painted; `tiled` ones are kept as pictures, the others hold few things or text that must not be cut. */
export const PAINTERS: Readonly<Record<LaneKind, { readonly paint: Painter; readonly tiled: boolean }>> = {
	clauses: { paint: paintClauses, tiled: false },
	wave: { paint: paintWave, tiled: true },
	words: { paint: paintWords, tiled: false },
	phonemes: { paint: paintPhonemes, tiled: false },
	visemes: { paint: paintVisemes, tiled: false },
	expressions: { paint: paintExpressions, tiled: false },
	actions: { paint: paintActions, tiled: false },
	network: { paint: paintNetwork, tiled: false },
	buffer: { paint: paintBuffer, tiled: true },
	offset: { paint: paintOffset, tiled: true },
	frames: { paint: paintFrames, tiled: true },
	events: { paint: paintEvents, tiled: false },
	curve: { paint: paintCurve, tiled: true },
};
