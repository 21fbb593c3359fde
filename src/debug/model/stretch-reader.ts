import { PlayoutSource } from "../../audio/playout-source.ts";
import { TimeStretch } from "../../audio/time-stretch.ts";
import { toPcm16 } from "../../protocol/pcm16.ts";
import { readHeardSound } from "./heard-sound.ts";
import type { Trace } from "./trace.ts";

/** Hertz: the driver's own, so that nothing is resampled twice. */
export const READER_RATE = 24_000;

/** Sound is fetched in pieces of this length, and held so far ahead of what is read. Seconds. */
const PIECE = 0.25;
const AHEAD = 0.5;

/** Reads a trace's sound from a moment on at a speed, with its pitch kept. */
export class StretchReader {
	readonly #trace: Trace;
	readonly #source = new PlayoutSource(READER_RATE);
	readonly #stretch = new TimeStretch(this.#source);
	readonly #rate: number;
	readonly #start: number;
	#fetched = 0;

	/** @param rate trace seconds per second, 0.1 … 2 */
	constructor(trace: Trace, start: number, rate: number) {
		this.#trace = trace;
		this.#start = start;
		this.#rate = rate;
	}

	/** Trace time of the next sample. */
	get position(): number {
		return this.#start + this.#stretch.position / READER_RATE;
	}

	/** Fills `out`, at {@link READER_RATE}. */
	read(out: Float32Array): void {
		let written = 0;
		while (written < out.length) {
			this.#fetch();
			if (this.#stretch.atBoundary) this.#stretch.prepare(this.#rate);
			const count = this.#stretch.read(out, written, out.length);
			if (count === 0) break;
			written += count;
		}
	}

	#fetch(): void {
		while (this.#fetched / READER_RATE - this.#stretch.position / READER_RATE < AHEAD) {
			const piece = new Float32Array(PIECE * READER_RATE);
			readHeardSound(this.#trace, this.#start + this.#fetched / READER_RATE, READER_RATE, piece);
			this.#source.push(toPcm16(piece), READER_RATE);
			this.#fetched += piece.length;
		}
	}
}
