import type { PlayoutReport } from "../../protocol/playout-messages.ts";
import type { SessionEvent } from "../../session/session-event.ts";
import type { SessionTapEvent } from "../../session/session-tap.ts";
import type { SpeechSessionStats } from "../../session/speech-session-options.ts";
import { unreachable } from "../../util/unreachable.ts";
import { type EventTrace, eventTrace, gapText } from "./event-trace.ts";
import { FrameColumn } from "./frame-column.ts";
import { MessageLog, type MessageTrace } from "./message-log.ts";
import { NumberTable } from "./number-table.ts";
import { PruneSchedule } from "./prune-schedule.ts";
import { FRAME_COLUMNS, frameRow, LEVEL_COLUMNS, levelRow } from "./table-rows.ts";
import { PartIntake, takeStageFace } from "./take-part.ts";
import type { ShownFrame, TraceEvent } from "./trace-event.ts";
import { TRACE_DEFAULTS, type TraceOptions } from "./trace-options.ts";
import { UtteranceTrace } from "./utterance-trace.ts";

type TapOf<T extends SessionTapEvent["type"]> = Extract<SessionTapEvent, { readonly type: T }>;

/** All that is known of a session, by lane, with times. Takes events in order and never looks at a clock. */
export class Trace {
	readonly options: Required<TraceOptions>;
	readonly utterances: UtteranceTrace[] = [];
	readonly events: EventTrace[] = [];
	/** Faces as applied, by the trace time at which they are seen. */
	readonly applied = new FrameColumn();
	/** Of each display frame. */
	readonly frames = new NumberTable(FRAME_COLUMNS);
	/** How the playout stood, as it reported. */
	readonly levels = new NumberTable(LEVEL_COLUMNS);
	stats: SpeechSessionStats | undefined;
	#end = 0;
	#version = 0;
	#pruned = 0;
	readonly #log = new MessageLog();
	/** Earliest trace time that changed since {@link takeDirty}. */
	#dirty = Number.POSITIVE_INFINITY;
	readonly #intake: PartIntake;
	readonly #schedule: PruneSchedule;
	/** There is no room for more sound and faces. */
	#isFull = false;

	constructor(options: TraceOptions = {}) {
		this.options = { ...TRACE_DEFAULTS, ...options };
		this.#intake = new PartIntake(this.options.order);
		this.#schedule = new PruneSchedule(this.options.keep);
	}

	get messages(): readonly MessageTrace[] {
		return this.#log.rows;
	}

	/** Messages whose text was let go. */
	get thinned(): number {
		return this.#log.thinned;
	}

	/** The newest moment that is known of: seen, heard or arrived. */
	get end(): number {
		return this.#end;
	}

	/** The earliest moment that is still held. */
	get start(): number {
		return Math.max(0, this.#pruned);
	}

	/** Grows with every change. */
	get version(): number {
		return this.#version;
	}

	get bytes(): number {
		const rows = this.#log.bytes + this.applied.bytes + this.frames.bytes + this.levels.bytes;
		return rows + this.utterances.reduce((sum, { bytes }) => sum + bytes, 0);
	}

	/** Earliest time that changed since the last call; Infinity if nothing did. */
	takeDirty(): number {
		const dirty = this.#dirty;
		this.#dirty = Number.POSITIVE_INFINITY;
		return dirty;
	}

	utterance(number: number | undefined): UtteranceTrace | undefined {
		return this.utterances.findLast((candidate) => candidate.number === number);
	}

	message(number: number): MessageTrace | undefined {
		return this.#log.get(number);
	}

	/** What is heard at trace time `at`. */
	heardAt(at: number): { readonly utterance: UtteranceTrace; readonly media: number } | undefined {
		for (let index = this.utterances.length - 1; index >= 0; index--) {
			const utterance = this.utterances[index];
			const media = utterance?.heard.mediaAt(at);
			if (utterance !== undefined && media !== undefined && media <= utterance.duration + 1e-3)
				return { utterance, media };
		}
		return undefined;
	}

	add(event: TraceEvent): void {
		this.#version++;
		switch (event.type) {
			case "message":
				this.#message(event, event.at);
				break;
			case "begin":
				this.utterances.push(new UtteranceTrace(event.utterance, event.requestId, event.at));
				this.#note(event.at, "utterance", `Utterance ${event.utterance} begins`, event.utterance);
				break;
			case "part":
				this.#part(event);
				break;
			case "face":
				this.#face(event);
				break;
			case "flush":
				this.#flush(event.utterance, event.at);
				break;
			case "gap":
				this.#gap(event, event.at);
				break;
			case "dropped":
				this.#dropped(event, event.at);
				break;
			case "target":
				break;
			case "session":
				this.#session(event.event, event.at);
				break;
			case "playout":
				this.#playout(event.report, event.at);
				break;
			case "frame":
				this.#frame(event.frame, event.at);
				break;
			case "stats":
				this.stats = event.stats;
				break;
			default:
				unreachable(event);
		}
		this.#reach(event.type === "playout" ? 0 : event.at);
		if (this.#schedule.isDue(event.at, () => this.bytes > this.options.memory)) this.prune();
	}

	/** Lets go of what is older than the options keep, and of detail while there is too much of it. */
	prune(): void {
		const { now } = this.#schedule;
		this.#forgetBefore(now - this.options.keep);
		this.#log.thin(() => this.bytes <= this.options.memory);
		// Still too much: history is given up in slices, down to a minute.
		for (let keep = this.options.keep / 2; keep >= 60 && this.bytes > this.options.memory; keep /= 2)
			this.#forgetBefore(now - keep);
		// What comes faster than it is heard lies ahead, where nothing can be forgotten.
		this.#isFull = this.bytes > this.options.memory;
	}

	#forgetBefore(time: number): void {
		if (time <= this.#pruned) return;
		this.#pruned = time;
		this.applied.forget(time);
		this.frames.forget(time);
		this.levels.forget(time);
		this.#log.forget(time);
		const events = this.events.findIndex(({ at }) => at >= time);
		this.events.splice(0, events === -1 ? this.events.length : events);
		while (this.utterances.length > 1 && (this.utterances[0]?.heardEnd ?? 0) < time) this.utterances.shift();
		const [oldest] = this.utterances;
		oldest?.forget(oldest.heard.mediaAt(time) ?? 0);
	}

	#reach(at: number): void {
		if (at > this.#end) this.#end = at;
	}

	#touch(at: number | undefined): void {
		if (at !== undefined && at < this.#dirty) this.#dirty = at;
	}

	#message(event: TapOf<"message">, at: number): void {
		const { number, fault } = event;
		this.#log.add(event, at);
		this.#touch(at);
		if (fault !== "") this.#note(at, "error", `Message ${number} was refused: ${fault}`, undefined);
	}

	#part(event: TapOf<"part"> & { readonly at: number }): void {
		const utterance = this.utterance(event.utterance);
		if (utterance === undefined) return;
		const end = this.#intake.take(utterance, event, this.#isFull);
		this.#log.place(event, end);
		this.#touch(utterance.heard.wallAt(event.clauseTime) ?? event.at);
		const heard = utterance.heard.wallAt(end);
		if (heard !== undefined) this.#reach(heard);
	}

	#face(event: TapOf<"face"> & { readonly at: number }): void {
		const utterance = this.utterance(event.utterance);
		if (utterance === undefined) return;
		takeStageFace(utterance, event);
		this.#touch(utterance.heard.wallAt(event.presentationTime) ?? event.at);
	}

	#flush(number: number, at: number): void {
		const utterance = this.utterance(number);
		if (utterance !== undefined) utterance.flushed = true;
		this.#note(at, "utterance", `Utterance ${number} is interrupted`, number);
	}

	#gap(gap: TapOf<"gap">, at: number): void {
		const { utterance: number, first, last, reason } = gap;
		const utterance = this.utterance(number);
		utterance?.gaps.push({ first, last, reason, media: utterance.duration, at });
		this.#note(at, "gap", gapText(gap), number);
	}

	#dropped({ utterance, sequence, reason }: TapOf<"dropped">, at: number): void {
		this.#log.drop(reason);
		this.#note(at, "dropped", `A part of clause ${sequence} was dropped: ${reason}`, utterance);
	}

	#session(event: SessionEvent, at: number): void {
		const row = eventTrace(event, at);
		if (row !== undefined) this.#note(at, row.kind, row.text, row.utterance);
	}

	#playout(report: PlayoutReport, at: number): void {
		const before = this.levels.count === 0 ? 0 : this.levels.get(this.levels.count - 1, "underruns");
		if (report.underruns > before)
			this.#note(at, "underrun", "The sound ran out and goes on", report.utterance);
		this.levels.add(levelRow(report, at));
		const utterance = this.utterance(report.utterance);
		const changed = utterance?.heard.add(at, report);
		// The buffer's curve grows up to here in any case.
		this.#touch(Math.min(changed ?? at, at) - 0.2);
		if (utterance !== undefined && report.state === "playing") this.#reach(utterance.heardEnd);
	}

	#frame(frame: ShownFrame, at: number): void {
		const before = this.frames.count === 0 ? undefined : this.frames.get(this.frames.count - 1, "at");
		this.applied.add(at, frame.weights);
		this.frames.add(frameRow(frame, at, before));
		this.#touch(at - 0.1);
	}

	#note(at: number, kind: EventTrace["kind"], text: string, utterance: number | undefined): void {
		this.events.push({ at, kind, text, utterance });
		this.#touch(at);
	}
}
