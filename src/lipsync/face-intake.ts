import type { ClausePart, FaceFrames, Phoneme, Subtitle } from "../protocol/driver-message.ts";
import { type Seconds, seconds } from "../util/time.ts";
import { BLENDSHAPE_COUNT } from "./blendshapes.ts";
import type { ClauseLips } from "./clause-lips.ts";
import { mendRange } from "./face-frame-range.ts";
import type { FaceQuality } from "./face-judge.ts";
import { ASSUMED_FRAME_RATE, inferFrameRate } from "./infer-frame-rate.ts";
import { LayoutDetective, type LayoutVerdict } from "./layout-detective.ts";
import { LipLadder } from "./lip-ladder.ts";
import { measureLoudness } from "./loudness.ts";
import type { OrderName } from "./order-tables.ts";
import { DEFAULT_ORDER, type OrderPermutation, orderPermutation, reorder } from "./orders.ts";
import type { PinyinReader } from "./phonemes-from-words.ts";
import type { LadderFrames, Rung } from "./rung.ts";
import type { WordSpeller } from "./spell-words.ts";

export interface FaceIntakeOptions {
	/** Order of the driver's channels; Tencent's by default. */
	readonly order?: OrderName | readonly string[];
	/** The driver's face frames per second; found out clause by clause if not given. */
	readonly frameRate?: number;
	/** Best rung that a clause (by its number) may use, to see what a lower one makes of it; by default every one. */
	readonly highestRung?: (sequence: number) => Rung | undefined;
	/** See `readPinyin`; may be set later, when Mandarin first comes without phonemes. */
	readonly pinyin?: PinyinReader;
}

/** Where a part of a clause stands on the utterance's timeline. */
export interface PartPlace {
	readonly clauseTime: Seconds;
	/** Index of the part's first face frame within its clause. */
	readonly faceIndex: number;
	/** What is added to the part's cue times to get presentation times. */
	readonly cueOffset: number;
}

/** Face frames for the stage, in the order of `BLENDSHAPES`. */
export interface StageFace extends Omit<LadderFrames, "start"> {
	readonly presentationTime: Seconds;
}

/** What has been found out about the driver's faces. */
export interface FaceIntakeStats {
	readonly rung: Rung;
	/** Face frames given out, by rung. */
	readonly counts: Readonly<Record<Rung, number>>;
	readonly quality: FaceQuality;
	readonly layout: LayoutVerdict;
	readonly frameRate: number;
	/** Values that were not finite or outside 0 … 1, parts that came in per cent, clauses whose face stood still. */
	readonly badWeights: number;
	readonly perCentParts: number;
	readonly deadClauses: number;
	/** Frames of the driver that came after a lower rung had filled in for them. */
	readonly lateFrames: number;
}

/** How far the sound may run ahead of the face before a lower rung fills in: of a driver with a face, and of one without. */
const PATIENCE = 0.5;
const PATIENCE_UNSEEN = 0.15;

interface OpenClause {
	readonly sequence: number;
	readonly time: number;
	readonly lips: ClauseLips;
	readonly wire: FaceFrames[];
	readonly phonemes: Phoneme[];
	sampleRate: number;
	faceCount: number;
}

/**
 * From the parts of clauses, in order, to the face frames that the stage gets: channel order, range, frame rate, and
 * the best rung for every frame. One per conversation; the session's thread.
 */
export class FaceIntake {
	#order: OrderName | readonly string[];
	readonly #permutations = new Map<number, OrderPermutation>();
	#detective: LayoutDetective;
	readonly #fixedRate: number | undefined;
	readonly #ladder: LipLadder;
	#highestRung: (sequence: number) => Rung | undefined;
	#pinyin: PinyinReader | undefined;
	/** `spellWords`, once words have come that nothing better goes with. */
	spell: WordSpeller | undefined;
	#frameRate: number;
	#clause: OpenClause | undefined;
	#faceSeen = false;
	#badWeights = 0;
	#perCentParts = 0;
	#deadClauses = 0;
	#lateFrames = 0;

	/** @throws {TypeError} if `order` is no preset and no list of channel names. */
	constructor({ order = DEFAULT_ORDER, frameRate, pinyin, highestRung }: FaceIntakeOptions = {}) {
		orderPermutation(order);
		this.#order = order;
		this.#detective = new LayoutDetective(order);
		this.#fixedRate = frameRate;
		this.#frameRate = frameRate ?? ASSUMED_FRAME_RATE;
		this.#pinyin = pinyin;
		this.#highestRung = highestRung ?? (() => undefined);
		const speller = () => this.spell;
		this.#ladder = new LipLadder({
			pinyin: (text) => this.#pinyin?.(text) ?? [],
			get spell() {
				return speller();
			},
			onDeadFace: () => this.#deadClauses++,
		});
	}

	/** Another order of the driver's channels, from the next part on. @throws {TypeError} as the constructor. */
	set order(order: OrderName | readonly string[]) {
		orderPermutation(order);
		this.#order = order;
		this.#permutations.clear();
		this.#detective = new LayoutDetective(order);
	}

	/** See {@link FaceIntakeOptions.highestRung}; from the next clause on. */
	set highestRung(highest: (sequence: number) => Rung | undefined) {
		this.#highestRung = highest;
	}

	set pinyin(reader: PinyinReader) {
		this.#pinyin = reader;
	}

	/** Whether a clause's face has stood still while it sounded. */
	get hasDeadFace(): boolean {
		return this.#deadClauses > 0;
	}

	/** The driver's face frames per second, as far as it has been found out. */
	get frameRate(): number {
		return this.#frameRate;
	}

	/** Makes an object; after a clause it also weighs the evidence about the layout, in a few milliseconds. */
	get stats(): FaceIntakeStats {
		return {
			rung: this.#ladder.rung,
			counts: { ...this.#ladder.counts },
			quality: this.#ladder.faceQuality,
			layout: this.#detective.verdict,
			frameRate: this.#frameRate,
			badWeights: this.#badWeights,
			perCentParts: this.#perCentParts,
			deadClauses: this.#deadClauses,
			lateFrames: this.#lateFrames,
		};
	}

	/** A new utterance begins; what is left of the one before is dropped. */
	begin(): void {
		this.#clause = undefined;
	}

	/** Takes the next part in order, before its arrays are given away. Returns the face frames that are due now. */
	part(part: ClausePart, place: PartPlace): readonly StageFace[] {
		const before = this.#clause;
		const isNew = before === undefined || before.sequence !== part.sequence;
		const due = isNew && before !== undefined ? [this.#finish(before)] : [];
		const clause = isNew ? this.#open(part.sequence, place.clauseTime) : before;
		this.#clause = clause;
		this.#add(clause, part, place);
		if (part.final || (part.clauseFinal && part.faceFinal)) {
			due.push(this.#finish(clause));
			this.#clause = undefined;
		} else due.push(this.#take(clause, part.faceFinal));
		return due.filter((face) => face !== undefined);
	}

	/** Nothing more of this utterance will come. Returns what is left of its last clause. */
	end(): readonly StageFace[] {
		const rest = this.#clause === undefined ? undefined : this.#finish(this.#clause);
		this.#clause = undefined;
		return rest === undefined ? [] : [rest];
	}

	#open(sequence: number, time: number): OpenClause {
		const lips = this.#ladder.clause(this.#highestRung(sequence));
		return { sequence, time, lips, wire: [], phonemes: [], sampleRate: 0, faceCount: 0 };
	}

	#add(clause: OpenClause, part: ClausePart, { faceIndex, cueOffset }: PartPlace): void {
		const shift = cueOffset - clause.time;
		const phonemes = part.phonemes.map((phoneme) => shifted(phoneme, shift));
		const subtitles = part.subtitles.map((subtitle): Subtitle => shifted(subtitle, shift));
		const { samples, sampleRate, face } = part;
		const weights = this.#weights(face);
		this.#lateFrames += Math.max(0, Math.min(face.count, clause.lips.taken - faceIndex));
		clause.lips.add({
			samples,
			sampleRate,
			weights,
			frameRate: this.#frameRate,
			faceIndex,
			phonemes,
			subtitles,
			words: part.words,
		});
		if (face.count > 0) {
			this.#faceSeen = true;
			clause.wire.push(face);
			clause.faceCount = Math.max(clause.faceCount, faceIndex + face.count);
		}
		clause.sampleRate ||= sampleRate;
		clause.phonemes.push(...phonemes);
	}

	#weights(face: FaceFrames): Float32Array {
		const weights = new Float32Array(face.count * BLENDSHAPE_COUNT);
		if (face.count === 0) return weights;
		const permutation =
			this.#permutations.get(face.dimension) ?? orderPermutation(this.#order, face.dimension);
		this.#permutations.set(face.dimension, permutation);
		reorder(face.weights, permutation, face.count, weights);
		const { notFinite, clamped, perCent } = mendRange(weights, this.#perCentParts > 0);
		this.#badWeights += notFinite + clamped;
		if (perCent) this.#perCentParts++;
		return weights;
	}

	/** What is there of the driver's face; and what cannot wait for it. */
	#take(clause: OpenClause, faceFinal: boolean): StageFace | undefined {
		const { lips } = clause;
		const patience = faceFinal ? 0 : this.#faceSeen ? PATIENCE : PATIENCE_UNSEEN;
		return placed(clause, lips.take(Math.max(lips.faceUntil, lips.soundUntil - patience)));
	}

	/** All that is left of a clause; and what can be learnt from it as a whole. */
	#finish(clause: OpenClause): StageFace | undefined {
		const { lips, wire, phonemes, faceCount } = clause;
		const rest = placed(clause, lips.take(Math.max(lips.faceUntil, lips.soundUntil)));
		if (faceCount === 0) return rest;
		const loudness = measureLoudness(lips.sound, clause.sampleRate);
		const face = joinedFaces(wire);
		if (face !== undefined) this.#detective.observe({ face, frameRate: this.#frameRate, loudness, phonemes });
		if (this.#fixedRate === undefined) this.#frameRate = inferFrameRate(faceCount, lips.soundUntil);
		return rest;
	}
}

const shifted = <T extends { readonly start: Seconds; readonly end: Seconds }>(cue: T, by: number): T => ({
	...cue,
	start: seconds(cue.start + by),
	end: seconds(cue.end + by),
});

function placed(clause: OpenClause, frames: LadderFrames | undefined): StageFace | undefined {
	if (frames === undefined) return undefined;
	const { start, ...rest } = frames;
	return { presentationTime: seconds(clause.time + start), ...rest };
}

function joined(parts: readonly Float32Array[]): Float32Array {
	const all = new Float32Array(parts.reduce((sum, part) => sum + part.length, 0));
	let at = 0;
	for (const part of parts) {
		all.set(part, at);
		at += part.length;
	}
	return all;
}

/** Frames of a clause in one; `undefined` if its parts have different dimensions. */
function joinedFaces(parts: readonly FaceFrames[]): FaceFrames | undefined {
	const dimension = parts[0]?.dimension ?? 0;
	if (parts.some((part) => part.dimension !== dimension)) return undefined;
	const count = parts.reduce((sum, part) => sum + part.count, 0);
	return { dimension, count, weights: joined(parts.map(({ weights }) => weights)) };
}
