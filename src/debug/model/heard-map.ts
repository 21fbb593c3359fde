import type { PlayoutReport, PlayoutState } from "../../protocol/playout-messages.ts";

/** From `wall` on, media time runs from `media` at `rate` (0 unless playing). Seconds. */
export interface HeardSegment {
	readonly wall: number;
	readonly media: number;
	readonly rate: number;
	readonly state: PlayoutState;
}

/** A stretch in which the sound ran without a break: media time `media` at `wall`, to `wallEnd`. */
export interface HeardPiece {
	readonly wall: number;
	readonly wallEnd: number;
	readonly media: number;
	readonly rate: number;
}

/** Reports whose maps differ by less than this say the same. Seconds. */
const SAME = 0.0015;

/** When which moment of one utterance was heard: piecewise linear, as the playout's reports draw it. */
export class HeardMap {
	readonly #segments: HeardSegment[] = [];

	get segments(): readonly HeardSegment[] {
		return this.#segments;
	}

	get isEmpty(): boolean {
		return this.#segments.length === 0;
	}

	/** Takes a report that was heard at `wall`; it overrides what was foreseen for later. Returns the time from which the map changed. */
	add(wall: number, { state, mediaTime, rate }: PlayoutReport): number | undefined {
		while ((this.#segments.at(-1)?.wall ?? Number.NEGATIVE_INFINITY) > wall) this.#segments.pop();
		const last = this.#segments.at(-1);
		const foreseen = last === undefined ? Number.NaN : last.media + (wall - last.wall) * last.rate;
		const isSame = last?.state === state && last.rate === rate && Math.abs(foreseen - mediaTime) < SAME;
		if (isSame) return undefined;
		this.#segments.push({ wall, media: mediaTime, rate, state });
		return wall;
	}

	/** Takes over a map that was made elsewhere, as it is. */
	restore(segments: readonly HeardSegment[]): void {
		this.#segments.splice(0, this.#segments.length, ...segments);
	}

	/** Presentation time heard at `wall`; `undefined` while nothing was. */
	mediaAt(wall: number): number | undefined {
		const segment = this.#segments.findLast((candidate) => candidate.wall <= wall);
		if (segment === undefined || segment.state !== "playing") return undefined;
		return segment.media + (wall - segment.wall) * segment.rate;
	}

	/**
	 * When presentation time `media` is heard. What has not been heard yet is expected to follow without a break;
	 * `undefined` if it never will be.
	 */
	wallAt(media: number): number | undefined {
		for (const piece of this.pieces(Number.POSITIVE_INFINITY)) {
			const end = piece.media + (piece.wallEnd - piece.wall) * piece.rate;
			if (media < piece.media - SAME) return piece.wall;
			if (media <= end + SAME) return piece.wall + (media - piece.media) / piece.rate;
		}
		return undefined;
	}

	/** The stretches in which it sounded, in order; one that still sounds goes on up to media time `duration`. */
	pieces(duration: number): readonly HeardPiece[] {
		return this.#segments.flatMap(({ wall, media, rate, state }, index) => {
			if (state !== "playing") return [];
			const next = this.#segments[index + 1];
			const wallEnd = next?.wall ?? wall + Math.max(0, duration - media) / rate;
			return wallEnd > wall ? [{ wall, wallEnd, media, rate }] : [];
		});
	}
}
