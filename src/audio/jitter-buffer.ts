import type { ClausePart } from "../protocol/driver-message.ts";
import { type Seconds, samplesToSeconds, seconds } from "../util/time.ts";
import { ArrivalEstimator } from "./arrival-estimator.ts";
import { ClauseRecord, type PartKind } from "./clause-record.ts";
import type { BufferAim, DropReason, JitterEvent } from "./jitter-event.ts";

export interface JitterBufferOptions {
	/** Seconds that a missing clause, or the end of one, holds up the clauses after it. */
	readonly gapTimeout?: number;
	/** Seconds; a change of the target delay below this is not told. */
	readonly targetStep?: number;
	/** Where arrival statistics go; outlives utterances and connections. */
	readonly estimator?: ArrivalEstimator;
}

export const JITTER_BUFFER_DEFAULTS = { gapTimeout: 0.5, targetStep: 0.01 } as const;

/** Counters since the buffer was made. */
export interface JitterBufferStats {
	received: number;
	stale: number;
	duplicate: number;
	late: number;
	/** Clauses given up: nothing came. */
	missing: number;
	/** Clauses left before their end came. */
	unfinished: number;
	/** Times that the clause numbers began again within an utterance. */
	renumbered: number;
}

/** Number of the first clause of an answer. */
const LOWEST_SEQUENCE = 1;

const durationOf = (part: ClausePart): Seconds =>
	part.sampleRate > 0 ? samplesToSeconds(part.samples.length, part.sampleRate) : seconds(0);

/** A message that says only that the request is over; its clause number means nothing. */
function isBareEnd(part: ClausePart): boolean {
	const { phonemes, words, subtitles, actions, expressions } = part;
	const cues = [phonemes, words, subtitles, actions, expressions].some((list) => list.length > 0);
	return part.final && !cues && part.samples.length === 0 && part.face.count === 0;
}

/**
 * Puts the parts of clauses in order (headless; session worker). Parts of the clause whose turn it is pass at once;
 * later clauses wait for it. It delays nothing else: how much sound to hold before playing is the playout's affair, to
 * which {@link JitterEvent} `target` says what the arrival statistics ask for.
 *
 * Identity: a message is the same if its `messageNumber` is. Without numbers, a clause that begins again with the same
 * content is the same clause; with other content the clause numbers have begun again, and it is spoken in its turn.
 * Within an open clause equal parts are no duplicates: pauses and tones repeat.
 */
export class JitterBuffer {
	readonly stats: JitterBufferStats = {
		received: 0,
		stale: 0,
		duplicate: 0,
		late: 0,
		missing: 0,
		unfinished: 0,
		renumbered: 0,
	};
	readonly #gapTimeout: number;
	readonly #targetStep: number;
	readonly #estimator: ArrivalEstimator;
	#utterance = Number.NEGATIVE_INFINITY;
	#clauses = new Map<number, ClauseRecord>();
	#messageNumbers = new Set<number>();
	#events: JitterEvent[] = [];
	/** Key of the clause whose turn it is; undefined until the first is known. */
	#turn: number | undefined;
	/** Key of the clause that the utterance began with. */
	#first: number | undefined;
	/** Key = sequence + offset; grows when the numbers begin again. */
	#offset = 0;
	#time = 0;
	#final = false;
	#closed = false;
	#ended = false;
	#told: BufferAim;
	/** What earlier utterances taught: this driver marks the ends of clauses; its first clause may have any number. */
	#marksEnds = true;
	#startsAnywhere = false;

	constructor(options: JitterBufferOptions = {}) {
		this.#gapTimeout = options.gapTimeout ?? JITTER_BUFFER_DEFAULTS.gapTimeout;
		this.#targetStep = options.targetStep ?? JITTER_BUFFER_DEFAULTS.targetStep;
		this.#estimator = options.estimator ?? new ArrivalEstimator();
		this.#told = this.aim;
	}

	/** The utterance that is being put in order. */
	get utterance(): number {
		return this.#utterance;
	}

	/** What the arrival statistics ask the playout to hold; for `begin`. */
	get targetDelay(): Seconds {
		return this.#estimator.targetDelay;
	}

	/** {@link targetDelay}, and what to hold beyond it; for `begin`. */
	get aim(): BufferAim {
		const { targetDelay, reserve } = this.#estimator;
		return { targetDelay, reserve };
	}

	/** See {@link ArrivalEstimator.roundTrip}. */
	set roundTrip(roundTrip: Seconds) {
		this.#estimator.roundTrip = roundTrip;
	}

	/** See {@link ArrivalEstimator.fixed}. */
	set fixedTargetDelay(delay: Seconds | undefined) {
		this.#estimator.fixed = delay;
	}

	/** When {@link poll} has something to give up even if nothing arrives; undefined if nothing is waited for. */
	get deadline(): Seconds | undefined {
		const since = this.#waitingSince();
		return since === undefined ? undefined : seconds(since + this.#gapTimeout);
	}

	/** Starts an utterance and forgets older ones; parts of those are stale from now on. Also done by the first part. */
	begin(utterance: number): void {
		if (utterance <= this.#utterance) return;
		this.#utterance = utterance;
		this.#clauses = new Map();
		this.#messageNumbers = new Set();
		this.#turn = undefined;
		this.#first = undefined;
		this.#offset = 0;
		this.#time = 0;
		this.#final = false;
		this.#closed = false;
		this.#ended = false;
		this.#estimator.begin();
		this.#told = this.aim;
	}

	/**
	 * Takes in a part that arrived at `now` (any monotonic clock, the same in all calls). `messageNumber` is the number
	 * that the line gives its messages, if it does.
	 */
	received(utterance: number, part: ClausePart, now: Seconds, messageNumber?: number): void {
		this.stats.received++;
		this.begin(utterance);
		const reason = this.#accept(utterance, part, now, messageNumber);
		if (reason !== undefined) this.#drop(utterance, part, reason);
		if (reason !== "stale" && part.final) this.#final = true;
	}

	/** No more will come of this utterance (connection lost, stream stopped): what is there passes without waiting. */
	close(): void {
		this.#closed = true;
	}

	/** What there is to do by `now`. Call after {@link received}, after {@link close}, and at {@link deadline}. */
	poll(now: Seconds): readonly JitterEvent[] {
		while (this.#releaseTurn(now) || this.#giveUp(now));
		if ((this.#final || this.#closed) && !this.#ended && this.#waitingSince() === undefined) this.#end();
		this.#tellAim();
		const events = this.#events;
		this.#events = [];
		return events;
	}

	#tellAim(): void {
		const { targetDelay, reserve } = this.#estimator;
		const change = Math.max(
			Math.abs(targetDelay - this.#told.targetDelay),
			Math.abs(reserve - this.#told.reserve),
		);
		if (change < this.#targetStep) return;
		this.#told = { targetDelay, reserve };
		this.#events.push({ type: "target", utterance: this.#utterance, targetDelay, reserve });
	}

	/** Puts the part where it belongs, or says why it does not. */
	#accept(utterance: number, part: ClausePart, now: number, messageNumber?: number): DropReason | undefined {
		if (utterance < this.#utterance) return "stale";
		if (messageNumber !== undefined && this.#messageNumbers.has(messageNumber)) return "duplicate";
		if (messageNumber !== undefined) this.#messageNumbers.add(messageNumber);
		if (isBareEnd(part)) return undefined;
		const known = this.#clauses.get(part.sequence + this.#offset);
		const kind = known?.classify(part) ?? this.#kindOfUnknown(part);
		if (kind === "repeat") return "duplicate";
		if (kind === "renumbered") this.#renumber(part);
		return this.#place(part, now);
	}

	#place(part: ClausePart, now: number): DropReason | undefined {
		const key = part.sequence + this.#offset;
		const clause = this.#clauses.get(key) ?? this.#addClause(key, now);
		const passed = this.#turn !== undefined && key < this.#turn;
		// Face frames may come after the sound of their clause; sound after its turn cannot be spoken any more.
		if (passed && (part.samples.length > 0 || clause.clauseTime === undefined)) return "late";
		clause.accept(part, now);
		this.#marksEnds ||= part.clauseFinal;
		this.#ended = false;
		if (passed) this.#give(clause, part);
		else clause.waiting.push(part);
		return undefined;
	}

	/** A number below the first was never waited for: a set phrase after clauses from 1 on, not a late clause. */
	#kindOfUnknown(part: ClausePart): PartKind {
		const below = this.#first !== undefined && part.sequence + this.#offset < this.#first;
		return below ? "renumbered" : "new";
	}

	/** The clause numbers start over: this one follows all that are known. */
	#renumber(part: ClausePart): void {
		this.stats.renumbered++;
		this.#offset = Math.max(...this.#clauses.keys()) + 1 - part.sequence;
		for (const clause of this.#clauses.values()) clause.soundFinal = true;
	}

	#addClause(key: number, now: number): ClauseRecord {
		const clause = new ClauseRecord(now);
		this.#clauses.set(key, clause);
		// The API numbers clauses from 1, set phrases from 0: a first clause with another number may not be the first.
		if (this.#turn === undefined && (key <= 1 || this.#startsAnywhere)) this.#startAt(key);
		return clause;
	}

	#startAt(key: number): void {
		this.#first = key;
		this.#turn = key;
	}

	/** Gives out the clause whose turn it is as far as it has come; true if that was all of it. */
	#releaseTurn(now: number): boolean {
		const clause = this.#turn === undefined ? undefined : this.#clauses.get(this.#turn);
		if (clause === undefined || this.#turn === undefined) return false;
		for (const part of clause.waiting.splice(0)) {
			if (part.samples.length > 0)
				this.#estimator.received(seconds(now), seconds(this.#time), durationOf(part));
			this.#give(clause, part);
		}
		if (clause.soundFinal) this.#turn++;
		return clause.soundFinal;
	}

	#give(clause: ClauseRecord, part: ClausePart): void {
		clause.clauseTime ??= seconds(this.#time);
		this.#events.push({
			type: "part",
			utterance: this.#utterance,
			part,
			presentationTime: seconds(this.#time),
			clauseTime: clause.clauseTime,
			faceIndex: clause.faceFrames,
		});
		clause.faceFrames += part.face.count;
		this.#time += durationOf(part);
	}

	/** Lowest key after the turn that is known. */
	#nextKnown(): number | undefined {
		let lowest: number | undefined;
		for (const key of this.#clauses.keys())
			if ((this.#turn === undefined || key > this.#turn) && (lowest === undefined || key < lowest))
				lowest = key;
		return lowest;
	}

	/** Since when a later clause is held up by the one whose turn it is. */
	#waitingSince(): number | undefined {
		const next = this.#nextKnown();
		if (next === undefined) return undefined;
		const arrival = this.#clauses.get(next)?.firstArrival ?? 0;
		const unfinished = this.#turn === undefined ? undefined : this.#clauses.get(this.#turn);
		return unfinished === undefined ? arrival : Math.max(arrival, unfinished.lastArrival);
	}

	/** Passes over what has been waited for too long; true if that opens the way. */
	#giveUp(now: number): boolean {
		const since = this.#waitingSince();
		const next = this.#nextKnown();
		if (since === undefined || next === undefined) return false;
		const turn = this.#turn;
		const unfinished = turn !== undefined && this.#clauses.has(turn);
		const pointless = this.#closed || (unfinished && !this.#marksEnds);
		if (!pointless && now < since + this.#gapTimeout) return false;
		if (unfinished) {
			this.#marksEnds = false;
			this.stats.unfinished++;
			this.#gap(turn, turn, "unfinished");
			this.#turn = turn + 1;
			return true;
		}
		const first = turn ?? LOWEST_SEQUENCE;
		this.stats.missing += next - first;
		this.#gap(first, next - 1, "missing");
		if (turn === undefined) this.#startsAnywhere = true;
		if (turn === undefined) this.#startAt(next);
		else this.#turn = next;
		return true;
	}

	#gap(first: number, last: number, reason: "missing" | "unfinished"): void {
		const offset = this.#offset;
		const utterance = this.#utterance;
		this.#events.push({ type: "gap", utterance, first: first - offset, last: last - offset, reason });
	}

	#end(): void {
		this.#ended = true;
		this.#events.push({ type: "end", utterance: this.#utterance, presentationTime: seconds(this.#time) });
	}

	#drop(utterance: number, part: ClausePart, reason: DropReason): void {
		this.stats[reason]++;
		const duration = durationOf(part);
		this.#events.push({ type: "dropped", utterance, sequence: part.sequence, reason, duration });
	}
}
