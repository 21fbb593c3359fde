import { placeIn, REACH, type Region } from "../ruler/mouth-search.ts";
import type { PictureTrack } from "../ruler/picture-track.ts";

/** What the mouth looks like at rest is taken from this long at the end. Seconds. */
const REST = 0.3;

/** It is shut when it differs from its rest by less than this share of what it does in speech. */
const SHUT = 0.3;

/**
 * When a mouth has come to rest for good, from `from` on: the time of the first frame that shows it so. Not a number if
 * there is nothing to tell it by. `since` is when it began to speak, `until` when it is known to rest.
 */
export function mouthClosedAt(
	pictures: PictureTrack,
	region: Region,
	{ since, from, until }: { readonly since: number; readonly from: number; readonly until: number },
): number {
	const { grid } = pictures;
	const { column, row } = placeIn(region, grid);
	const cells: number[] = [];
	for (let y = row - REACH.y; y <= row + REACH.y; y++)
		for (let x = column - REACH.x; x <= column + REACH.x; x++) cells.push(y * grid.columns + x);
	const [first, cut, last] = [pictures.frameAt(since), pictures.frameAt(from), pictures.frameAt(until)];
	const restFrom = pictures.frameAt(until - REST);
	if (last - restFrom < 3 || cut - first < 3) return Number.NaN;
	const rest = cells.map((cell) => {
		let sum = 0;
		for (let frame = restFrom; frame < last; frame++) sum += pictures.cell(frame, cell);
		return sum / (last - restFrom);
	});
	const difference = (frame: number): number =>
		Math.sqrt(
			cells.reduce((sum, cell, at) => sum + (pictures.cell(frame, cell) - (rest[at] ?? 0)) ** 2, 0) /
				cells.length,
		);
	const spoken = Array.from({ length: cut - first }, (_, at) => difference(first + at)).sort((a, b) => a - b);
	const shut = SHUT * (spoken[Math.floor(0.9 * spoken.length)] ?? 0);
	let closed = last;
	while (closed > cut && difference(closed - 1) <= shut) closed--;
	return closed < last ? pictures.time(closed) : Number.NaN;
}
