import { detectInventory, readPhoneme } from "../../lipsync/read-phoneme.ts";
import type { Rung } from "../../lipsync/rung.ts";
import type { Viseme } from "../../lipsync/viseme.ts";
import { FrameColumn } from "./frame-column.ts";
import { HeardMap } from "./heard-map.ts";
import type { WaveColumn } from "./wave-column.ts";

/** Something with a name that lasts from `start` to `end`, presentation time in seconds; `message` is the number of the frame that brought it. */
export interface Span {
	readonly text: string;
	readonly start: number;
	readonly end: number;
	readonly message: number;
}

/** A clause as far as it has come. */
export interface ClauseTrace {
	/** The driver's number. */
	readonly sequence: number;
	readonly start: number;
	end: number;
	/** Numbers of the frames that brought it. */
	readonly messages: number[];
	text: string;
	/** Rungs of its face frames, in order of first use. */
	readonly rungs: Set<Rung>;
	faceFrames: number;
	faceType: string;
	complete: boolean;
}

/** Clauses that were waited for in vain, or went on without an end. */
export interface ClauseGap {
	readonly first: number;
	readonly last: number;
	readonly reason: "missing" | "unfinished";
	/** Presentation time at which it would have been. */
	readonly media: number;
	readonly at: number;
}

/** What a cue costs. Bytes. */
const CUE_COST = 120;

/** All that is known of one utterance, in presentation time. */
export class UtteranceTrace {
	readonly number: number;
	readonly requestId: string;
	/** Trace time at which it was begun. */
	readonly begunAt: number;
	readonly heard = new HeardMap();
	/** As the driver sent them, in the order of `BLENDSHAPES`. */
	readonly wire = new FrameColumn();
	/** As the stage got them: mended, from the best rung. */
	readonly mixed = new FrameColumn();
	readonly clauses: ClauseTrace[] = [];
	readonly gaps: ClauseGap[] = [];
	readonly words: Span[] = [];
	readonly phonemes: Span[] = [];
	readonly actions: Span[] = [];
	readonly expressions: Span[] = [];
	/** Stretches of one rung, in presentation time. */
	readonly rungs: { readonly rung: Rung; readonly start: number; end: number }[] = [];
	wave: WaveColumn | undefined;
	/** Face frames per second of the driver. */
	frameRate = 25;
	/** Face frames per second of what went to the stage. */
	mixedRate = 25;
	flushed = false;
	/** Seconds of sound and faces that came when there was no room for them: its cues alone are known from then on. */
	unkept = 0;
	/** Presentation time before which nothing is held any more. */
	#forgotten = 0;
	#visemes: { readonly of: number; readonly spans: readonly Span[] } | undefined;

	constructor(number: number, requestId: string, begunAt: number) {
		this.number = number;
		this.requestId = requestId;
		this.begunAt = begunAt;
	}

	/** Seconds of sound that have come. */
	get duration(): number {
		return this.clauses.reduce((end, clause) => Math.max(end, clause.end), this.#forgotten);
	}

	get bytes(): number {
		const cues = this.words.length + this.phonemes.length + this.expressions.length + this.actions.length;
		return this.wire.bytes + this.mixed.bytes + (this.wave?.bytes ?? 0) + CUE_COST * cues;
	}

	/** Trace time at which the last of it is heard, as far as is known. */
	get heardEnd(): number {
		return this.heard.pieces(this.duration).at(-1)?.wallEnd ?? this.begunAt;
	}

	/** Lets go of what lies before presentation time `media`: an utterance that does not end must not fill the memory. */
	forget(media: number): void {
		if (media <= this.#forgotten) return;
		this.#forgotten = media;
		this.wire.forget(media);
		this.mixed.forget(media);
		this.wave?.forget(Math.floor(media * this.wave.sampleRate));
		for (const spans of [
			this.words,
			this.phonemes,
			this.expressions,
			this.actions,
			this.rungs,
			this.clauses,
		]) {
			const kept = spans.findIndex(({ end }) => end >= media);
			spans.splice(0, kept === -1 ? spans.length : kept);
		}
		this.#visemes = undefined;
	}

	clauseAt(media: number): ClauseTrace | undefined {
		return this.clauses.find(({ start, end }) => media >= start && media < end);
	}

	/** What its phonemes look like on the lips; neighbours of the same shape are one. */
	get visemes(): readonly Span[] {
		if (this.#visemes?.of !== this.phonemes.length)
			this.#visemes = { of: this.phonemes.length, spans: visemesOf(this.phonemes) };
		return this.#visemes.spans;
	}
}

function visemesOf(phonemes: readonly Span[]): readonly Span[] {
	const inventory = detectInventory(phonemes.map(({ text }) => text));
	const spans: { text: Viseme; start: number; end: number; message: number }[] = [];
	for (const { text, start, end, message } of phonemes) {
		let from = start;
		for (const { pose, share } of readPhoneme(text, inventory)?.parts ?? []) {
			const to = from + share * (end - start);
			const last = spans.at(-1);
			if (last?.text === pose.viseme && Math.abs(last.end - from) < 1e-3) last.end = to;
			else spans.push({ text: pose.viseme, start: from, end: to, message });
			from = to;
		}
	}
	return spans;
}
