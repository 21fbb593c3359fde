import type { JitterBuffer } from "../audio/jitter-buffer.ts";
import type { JitterEvent } from "../audio/jitter-event.ts";
import type { ClausePart, Reply } from "../protocol/driver-message.ts";
import type { DriverCommand } from "../protocol/driver-request.ts";
import type { PlayoutReport } from "../protocol/playout-messages.ts";
import type { TimeBase } from "../protocol/time-base.ts";
import { type Seconds, seconds } from "../util/time.ts";
import { unreachable } from "../util/unreachable.ts";
import type { FaceFeed } from "./face-feed.ts";
import type { ClauseOutcome, Interruption, UtteranceEnd } from "./session-event.ts";
import type { SessionSinks } from "./session-sinks.ts";
import type { UtterancePhase } from "./session-state.ts";
import type { SessionTap } from "./session-tap.ts";
import type { SessionWarnings } from "./session-warnings.ts";
import { Utterance } from "./utterance.ts";
import { stopCommand, type UtteranceOrder } from "./utterance-order.ts";

export interface SpeakerOptions {
	readonly sinks: Pick<SessionSinks, "playout" | "stage" | "emit">;
	/** Sends a command of the request with this id. */
	readonly send: (command: DriverCommand, requestId: string) => void;
	readonly newId: () => string;
	readonly warnings: SessionWarnings;
	readonly jitter: JitterBuffer;
	readonly face: FaceFeed;
	readonly tap: SessionTap;
	/** Seconds; see `SpeechSessionOptions`. */
	readonly quietTimeout: number;
	/** Utterances numbered already, by sessions before. */
	readonly utterances: number;
}

const NO_SIGN = "The driver fell silent.";
const NO_SOUND = "The driver sent no sound.";

/**
 * Says one utterance after the other: holds those that wait, and for the one in hand puts its parts in order, sends
 * them to the playout and the stage, and closes its account. Knows nothing of connections. Session worker.
 */
export class Speaker {
	readonly #options: SpeakerOptions;
	readonly #pending: UtteranceOrder[] = [];
	/** Number of the utterance that was asked for last. */
	#utterances: number;
	#current: Utterance | undefined;
	#timeBase: TimeBase | undefined;

	constructor(options: SpeakerOptions) {
		this.#options = options;
		this.#utterances = options.utterances;
	}

	/** The utterance in hand. */
	get current(): Utterance | undefined {
		return this.#current;
	}

	get phase(): UtterancePhase {
		return this.#current?.phase ?? "none";
	}

	/** Utterances that wait for their turn. */
	get waiting(): number {
		return this.#pending.length;
	}

	/** What cue times counted from; `undefined` until it could be told. */
	get timeBase(): TimeBase | undefined {
		return this.#timeBase;
	}

	/** When {@link poll} is to be called even if nothing happens. */
	get deadline(): Seconds | undefined {
		const quiet = this.#quietDeadline();
		const gap = this.#current === undefined ? undefined : this.#options.jitter.deadline;
		if (quiet === undefined || gap === undefined) return quiet ?? gap;
		return seconds(Math.min(quiet, gap));
	}

	/** True if there is something to interrupt. */
	get isBusy(): boolean {
		return this.#current !== undefined || this.#pending.length > 0;
	}

	/** True if more of `order` would be spoken: it waits, or is in hand and has not broken off. */
	wants(order: UtteranceOrder): boolean {
		const isInHand = this.#current?.order === order && this.#current.brokenBy === undefined;
		return isInHand || this.#pending.includes(order);
	}

	/** Takes an order for its turn and gives it a number. */
	ask(content: UtteranceOrder["content"]): UtteranceOrder {
		const order = { utterance: ++this.#utterances, content };
		this.#pending.push(order);
		return order;
	}

	/** Begins an utterance that somebody else asked for, with nothing in hand. */
	follow(requestId: string, now: Seconds): void {
		this.#begin({ utterance: ++this.#utterances, content: { type: "followed", requestId } }, now);
	}

	/** With the line open: begins what is next if nothing is in hand, and sends what has been written meanwhile. */
	send(now: Seconds): void {
		const next = this.#current === undefined ? this.#pending.shift() : undefined;
		if (next !== undefined) this.#begin(next, now);
		const current = this.#current;
		if (current === undefined || current.brokenBy !== undefined) return;
		for (const command of current.takeCommands()) {
			this.#options.send(command, current.requestId);
			current.lastSign = now;
		}
	}

	/** A message of the driver; `requestId` empty if it names none. False if it belongs to no utterance in hand. */
	reply(requestId: string, reply: Reply, now: Seconds): boolean {
		const current = this.#current;
		if (current === undefined || (requestId !== "" && requestId !== current.requestId)) return false;
		current.lastSign = now;
		current.reply(reply);
		return true;
	}

	/** As {@link reply}, for sound and face. */
	part(requestId: string, part: ClausePart, now: Seconds): boolean {
		const current = this.#current;
		if (current === undefined || requestId !== current.requestId) return false;
		current.lastSign = now;
		current.ledger.arrived(part.sequence);
		this.#options.jitter.received(current.number, part, now);
		return true;
	}

	/** What the playout did. */
	playout(report: PlayoutReport, now: Seconds): void {
		const current = this.#current;
		if (current === undefined || report.utterance !== current.number) return;
		if (current.playout(report, now)) this.#finish(current.brokenBy === undefined ? "spoken" : "cut");
	}

	/** Moves on what can be moved by `now`. */
	poll(now: Seconds): void {
		const quiet = this.#quietDeadline();
		if (quiet !== undefined && now >= quiet) this.breakOff(NO_SIGN);
		if (this.#current === undefined) return;
		for (const event of this.#options.jitter.poll(now)) this.#handle(event);
	}

	/** No more will come of the utterance in hand: what is there is played, then it ends. */
	breakOff(reason: string): void {
		const current = this.#current;
		if (current === undefined || current.brokenBy !== undefined) return;
		current.brokenBy = reason;
		this.#options.jitter.close();
	}

	/** Stops the utterance in hand at once, and drops those that wait. `undefined` if there is none in hand. */
	interrupt(playhead: Seconds): Interruption | undefined {
		this.dropPending("interrupted", "");
		const current = this.#current;
		if (current === undefined) return undefined;
		const stop = stopCommand(current.order);
		if (stop !== undefined && current.brokenBy === undefined) this.#options.send(stop, current.requestId);
		this.#options.sinks.playout({ type: "flush", utterance: current.number }, []);
		this.#options.sinks.stage({ type: "flush", utterance: current.number }, []);
		if (this.#options.tap.isOn) this.#options.tap.flush(current.number);
		const interruption = current.interruption(playhead);
		this.#finish("interrupted", interruption);
		return interruption;
	}

	/** Drops the utterances that wait. */
	dropPending(end: UtteranceEnd, reason: string): void {
		for (const { utterance } of this.#pending.splice(0)) this.#tellEnd(utterance, end, reason, []);
	}

	#begin(order: UtteranceOrder, now: Seconds): void {
		const { sinks, face, newId, jitter, tap } = this.#options;
		const timeBase = this.#timeBase;
		const requestId = order.content.type === "followed" ? order.content.requestId : newId();
		this.#current = new Utterance({ order, requestId, sinks, face, tap, timeBase, now });
		const { utterance } = order;
		if (tap.isOn) tap.begin(utterance, requestId);
		jitter.begin(utterance);
		face.begin();
		sinks.playout({ type: "begin", utterance, ...jitter.aim }, []);
		sinks.stage({ type: "begin", utterance }, []);
	}

	#handle(event: JitterEvent): void {
		const current = this.#current;
		if (current === undefined || event.utterance !== current.number) return;
		if (this.#options.tap.isOn) this.#options.tap.jitter(event);
		switch (event.type) {
			case "part":
				current.part(event);
				break;
			case "target":
				this.#options.sinks.playout(event, []);
				break;
			case "end":
				this.#drain(current);
				break;
			case "gap":
				this.#gap(current, event);
				break;
			case "dropped":
				this.#dropped(event);
				break;
			default:
				unreachable(event);
		}
	}

	#drain(current: Utterance): void {
		current.drain();
		if (current.ledger.duration === 0) this.#finish("failed");
		else this.#options.sinks.playout({ type: "drain", utterance: current.number }, []);
	}

	#gap(current: Utterance, { first, last, reason }: Extract<JitterEvent, { type: "gap" }>): void {
		const clauses = first === last ? `Clause ${first}` : `Clauses ${first} to ${last}`;
		if (reason === "unfinished") {
			this.#options.warnings.add("unfinished-clause", `${clauses} went on without an end.`);
			return;
		}
		current.ledger.missing(first, last);
		this.#options.warnings.add("missing-clause", `${clauses} did not come.`, last - first + 1);
	}

	#dropped({ sequence, reason }: Extract<JitterEvent, { type: "dropped" }>): void {
		if (reason === "late")
			this.#options.warnings.add("late-part", `A part of clause ${sequence} came too late.`);
		else if (reason === "stale") this.#options.warnings.add("stale-message", "");
		else this.#options.warnings.add("duplicate-part", "");
	}

	/** While something is to come and nobody says anything; a stream that is still being written owes nothing. */
	#quietDeadline(): Seconds | undefined {
		const current = this.#current;
		if (current === undefined || current.drained || current.brokenBy !== undefined) return undefined;
		const { content } = current.order;
		if (content.type === "stream" && !content.stream.ended) return undefined;
		return seconds(current.lastSign + this.#options.quietTimeout);
	}

	#finish(end: UtteranceEnd, interruption?: Interruption): void {
		const current = this.#current;
		if (current === undefined) return;
		this.#current = undefined;
		if (current.timeBase.evidence > 0) this.#timeBase = current.timeBase.base;
		const heardUntil = interruption?.heardUntil ?? Number.POSITIVE_INFINITY;
		const clauses = current.outcomes(heardUntil, end === "spoken" ? undefined : lossOf(end));
		const reason = end === "failed" ? (current.brokenBy ?? NO_SOUND) : (current.brokenBy ?? "");
		this.#tellEnd(current.number, end, reason, clauses, interruption);
	}

	#tellEnd(
		utterance: number,
		end: UtteranceEnd,
		reason: string,
		clauses: readonly ClauseOutcome[],
		interruption?: Interruption,
	): void {
		const event = { type: "utterance-ended", utterance, end, reason, clauses } as const;
		this.#options.sinks.emit(interruption === undefined ? event : { ...event, interruption });
	}
}

const lossOf = (end: UtteranceEnd): "interrupted" | "cut" => (end === "interrupted" ? "interrupted" : "cut");
