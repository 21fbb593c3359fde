import type { Watch } from "../model/candidate.ts";
import { RULER_GRID } from "../ruler/luma-cells.ts";
import { PictureTrack } from "../ruler/picture-track.ts";
import { Series } from "../ruler/series.ts";

/** Of the longest sentence and its surroundings: levels come 188 times a second, frames at most 60. */
const LEVELS = 188 * 120;
const FRAMES = 60 * 60;

/** A watch of which the owner says what is missing. */
export interface OpenWatch extends Watch {
	missing: ("sound" | "picture")[];
}

/** An empty watch: nothing has been heard or seen. */
export const openWatch = (): OpenWatch => ({
	levels: new Series(LEVELS),
	pictures: new PictureTrack(RULER_GRID, FRAMES),
	missing: [],
});
