import { BLENDSHAPE_COUNT } from "../../lipsync/blendshapes.ts";
import type { OrderName } from "../../lipsync/order-tables.ts";
import { DEFAULT_ORDER, orderPermutation, reorder } from "../../lipsync/orders.ts";
import type { PlayoutReport } from "../../protocol/playout-messages.ts";
import type { SessionEvent } from "../../session/session-event.ts";
import type { SessionTapEvent, Tolerated } from "../../session/session-tap.ts";
import type { SpeechSessionStats } from "../../session/speech-session-options.ts";
import { unreachable } from "../../util/unreachable.ts";
import { FrameColumn } from "./frame-column.ts";
import { NumberTable } from "./number-table.ts";
import type { ShownFrame, TraceEvent } from "./trace-event.ts";
import { type ClauseTrace, UtteranceTrace } from "./utterance-trace.ts";
import { WaveColumn } from "./wave-column.ts";

type TapOf<T extends SessionTapEvent["type"]> = Extract<SessionTapEvent, { readonly type: T }>;

/** A frame of the connection. */
export interface MessageTrace {
	readonly number: number;
	readonly at: number;
	readonly direction: "down" | "up";
	readonly kind: TapOf<"message">["kind"];
	/** UTF-8 is not counted: characters, which for this protocol's base64 and numbers is the same. */
	readonly size: number;
	readonly tolerated: Tolerated;
	readonly fault: string;
	/** As it crossed the wire; `undefined` once it was let go to spare memory. */
	text: string | undefined;
	/** Utterance, clause and presentation time of its sound, once its turn has come. */
	utterance: number | undefined;
	sequence: number | undefined;
	media: number | undefined;
	/** Seconds of sound, and face frames. */
	duration: number;
	faceFrames: number;
	/** Why the jitter buffer did not let it through. */
	dropped: string;
}

/** A moment worth a mark: what the session told, what went wrong. */
export interface EventTrace {
	readonly at: number;
	readonly kind: "state" | "warning" | "error" | "reply" | "utterance" | "underrun" | "gap" | "dropped";
	readonly text: string;
	readonly utterance: number | undefined;
}

export interface TraceOptions {
	/** Order in which the driver's channels are read for the wire lanes. */
	readonly order?: OrderName;
	/** Seconds kept behind the newest moment. */
	readonly keep?: number;
	/** Bytes above which detail is let go: first the messages' text, then the oldest frames and utterances. */
	readonly memory?: number;
}

/** Ten minutes and a little, in at most 256 MB: what a laptop's tab bears beside an avatar. */
export const TRACE_DEFAULTS = { order: DEFAULT_ORDER, keep: 660, memory: 256 * 2 ** 20 } as const;

/** Seconds between two looks at how much memory is in use. */
const PRUNE_INTERVAL = 2;

/** What the bookkeeping of a message costs beside its text. Bytes. */
const MESSAGE_COST = 400;

/** All that is known of a session, by lane, with times. Takes events in order and never looks at a clock. */
export class Trace {
	readonly options: Required<TraceOptions>;
	readonly utterances: UtteranceTrace[] = [];
	readonly messages: MessageTrace[] = [];
	readonly events: EventTrace[] = [];
	/** Faces as applied, by the trace time at which they are seen. */
	readonly applied = new FrameColumn();
	/** Of each display frame: interval since the one before, the display's own interval, offset (NaN while silent), cost, media time (NaN), utterance. */
	readonly frames = new NumberTable(["gap", "interval", "offset", "cost", "media", "utterance"]);
	/** How the playout stood: buffer level, target delay, rate, underruns and concealed samples so far. */
	readonly levels = new NumberTable(["level", "target", "rate", "waiting", "underruns", "concealed"]);
	stats: SpeechSessionStats | undefined;
	/** Messages whose text was let go. */
	thinned = 0;
	#end = 0;
	#version = 0;
	/** Number of the first message that is still held. */
	#firstMessage = 0;
	#pruned = 0;
	#textBytes = 0;
	/** Earliest trace time that changed since {@link takeDirty}. */
	#dirty = Number.POSITIVE_INFINITY;
	readonly #permutations = new Map<number, Int8Array>();

	constructor(options: TraceOptions = {}) {
		this.options = { ...TRACE_DEFAULTS, ...options };
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
		const rows =
			this.messages.length * MESSAGE_COST + this.applied.bytes + this.frames.bytes + this.levels.bytes;
		return rows + this.#textBytes + this.utterances.reduce((sum, { bytes }) => sum + bytes, 0);
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
		return this.messages[number - this.#firstMessage];
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

	/** When presentation time `media` of an utterance is heard. */
	wallAt(utterance: number | undefined, media: number): number | undefined {
		return this.utterance(utterance)?.heard.wallAt(media);
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
		if (this.#end - this.#lastPrune > PRUNE_INTERVAL) this.prune();
	}

	#lastPrune = 0;

	/** Lets go of what is older than the options keep, and of detail while there is too much of it. */
	prune(): void {
		this.#lastPrune = this.#end;
		this.#forgetBefore(this.#end - this.options.keep);
		for (const message of this.messages) {
			if (this.bytes <= this.options.memory) return;
			if (message.text === undefined) continue;
			this.#textBytes -= message.size;
			message.text = undefined;
			this.thinned++;
		}
		// Still too much: history is given up in slices, down to a minute.
		for (let keep = this.options.keep / 2; keep >= 60 && this.bytes > this.options.memory; keep /= 2)
			this.#forgetBefore(this.#end - keep);
	}

	#forgetBefore(time: number): void {
		if (time <= this.#pruned) return;
		this.#pruned = time;
		this.applied.forget(time);
		this.frames.forget(time);
		this.levels.forget(time);
		const kept = this.messages.findIndex(({ at }) => at >= time);
		for (const message of this.messages.splice(0, kept === -1 ? this.messages.length : kept)) {
			this.#firstMessage = message.number + 1;
			if (message.text !== undefined) this.#textBytes -= message.size;
		}
		const events = this.events.findIndex(({ at }) => at >= time);
		this.events.splice(0, events === -1 ? this.events.length : events);
		while (this.utterances.length > 1 && (this.utterances[0]?.heardEnd ?? 0) < time) this.utterances.shift();
	}

	#reach(at: number): void {
		if (at > this.#end) this.#end = at;
	}

	#touch(at: number | undefined): void {
		if (at !== undefined && at < this.#dirty) this.#dirty = at;
	}

	#message(event: TapOf<"message">, at: number): void {
		const { number, direction, kind, tolerated, fault, text } = event;
		if (this.messages.length === 0) this.#firstMessage = number;
		this.#textBytes += text.length;
		this.messages.push({
			number,
			at,
			direction,
			kind,
			size: text.length,
			tolerated,
			fault,
			text,
			utterance: undefined,
			sequence: undefined,
			media: undefined,
			duration: 0,
			faceFrames: 0,
			dropped: "",
		});
		this.#touch(at);
		if (fault !== "") this.#note(at, "error", `Message ${number} was refused: ${fault}`, undefined);
	}

	#part(event: TapOf<"part"> & { readonly at: number }): void {
		const utterance = this.utterance(event.utterance);
		if (utterance === undefined) return;
		const { part, presentationTime, cueOffset, message } = event;
		const end = presentationTime + part.samples.length / part.sampleRate;
		const clause = this.#clause(utterance, event);
		clause.end = Math.max(clause.end, end);
		clause.faceFrames += part.face.count;
		clause.complete ||= part.clauseFinal || part.final;
		if (message >= 0) clause.messages.push(message);
		utterance.frameRate = event.frameRate;
		this.#wave(utterance, part.samples, part.sampleRate);
		this.#wire(utterance, event);
		const place = (span: { readonly start: number; readonly end: number }, text: string) => ({
			text,
			start: span.start + cueOffset,
			end: span.end + cueOffset,
			message,
		});
		utterance.words.push(...part.subtitles.map((cue) => place(cue, cue.text)));
		utterance.phonemes.push(...part.phonemes.map((cue) => place(cue, cue.symbol)));
		utterance.expressions.push(...part.expressions.map((cue) => place(cue, cue.name)));
		utterance.actions.push(
			...part.actions.map((cue) => place({ start: cue.start, end: cue.start }, cue.name)),
		);
		for (const { text } of part.subtitles) clause.text = joined(clause.text, text);
		const row = this.message(message);
		if (row !== undefined) {
			row.utterance = event.utterance;
			row.sequence = part.sequence;
			row.media = presentationTime;
			row.duration = end - presentationTime;
			row.faceFrames = part.face.count;
		}
		this.#touch(utterance.heard.wallAt(event.clauseTime) ?? event.at);
		const heard = utterance.heard.wallAt(end);
		if (heard !== undefined) this.#reach(heard);
	}

	#clause(utterance: UtteranceTrace, { part, clauseTime }: TapOf<"part">): ClauseTrace {
		const known = utterance.clauses.findLast(
			({ sequence, start }) => sequence === part.sequence && start === clauseTime,
		);
		if (known !== undefined) return known;
		const clause: ClauseTrace = {
			sequence: part.sequence,
			start: clauseTime,
			end: clauseTime,
			messages: [],
			text: "",
			rungs: new Set(),
			faceFrames: 0,
			faceType: part.faceType,
			complete: false,
		};
		utterance.clauses.push(clause);
		return clause;
	}

	#wave(utterance: UtteranceTrace, samples: Float32Array, sampleRate: number): void {
		if (samples.length === 0) return;
		utterance.wave ??= new WaveColumn(sampleRate);
		if (utterance.wave.sampleRate === sampleRate) utterance.wave.append(samples);
		else utterance.wave.append(atRate(samples, sampleRate, utterance.wave.sampleRate));
	}

	#wire(utterance: UtteranceTrace, { part, clauseTime, faceIndex, frameRate }: TapOf<"part">): void {
		const { count, dimension, weights } = part.face;
		if (count === 0) return;
		const known = this.#permutations.get(dimension) ?? orderPermutation(this.options.order, dimension);
		this.#permutations.set(dimension, known);
		const ours = new Float32Array(count * BLENDSHAPE_COUNT);
		reorder(weights, known, count, ours);
		for (let frame = 0; frame < count; frame++)
			utterance.wire.add(clauseTime + (faceIndex + frame) / frameRate, ours, frame * BLENDSHAPE_COUNT);
	}

	#face({
		utterance: number,
		presentationTime,
		frameRate,
		count,
		weights,
		rung,
		at,
	}: TapOf<"face"> & { at: number }): void {
		const utterance = this.utterance(number);
		if (utterance === undefined) return;
		utterance.mixedRate = frameRate;
		for (let frame = 0; frame < count; frame++)
			utterance.mixed.add(presentationTime + frame / frameRate, weights, frame * BLENDSHAPE_COUNT);
		const end = presentationTime + count / frameRate;
		const last = utterance.rungs.at(-1);
		if (last?.rung === rung && presentationTime - last.end < 0.1) last.end = end;
		else utterance.rungs.push({ rung, start: presentationTime, end });
		utterance.clauseAt((presentationTime + end) / 2)?.rungs.add(rung);
		this.#touch(utterance.heard.wallAt(presentationTime) ?? at);
	}

	#flush(number: number, at: number): void {
		const utterance = this.utterance(number);
		if (utterance !== undefined) utterance.flushed = true;
		this.#note(at, "utterance", `Utterance ${number} is interrupted`, number);
	}

	#gap({ utterance: number, first, last, reason }: TapOf<"gap">, at: number): void {
		const utterance = this.utterance(number);
		utterance?.gaps.push({ first, last, reason, media: utterance.duration, at });
		const clauses = first === last ? `Clause ${first}` : `Clauses ${first}–${last}`;
		this.#note(
			at,
			"gap",
			`${clauses} ${reason === "missing" ? "did not come" : "went on without an end"}`,
			number,
		);
	}

	#dropped({ utterance, sequence, reason }: TapOf<"dropped">, at: number): void {
		const row = this.messages.findLast(({ kind, at: came }) => kind === "speech" && came <= at);
		if (row !== undefined) row.dropped = reason;
		this.#note(at, "dropped", `A part of clause ${sequence} was dropped: ${reason}`, utterance);
	}

	#session(event: SessionEvent, at: number): void {
		if (event.type === "state") {
			const why = event.reason === "" ? "" : `: ${event.reason}`;
			this.#note(at, "state", event.state + why, undefined);
		} else if (event.type === "warning" && event.message !== "" && event.code !== "rejected-message")
			this.#note(at, "warning", event.message, undefined);
		else if (event.type === "error") this.#note(at, "error", event.message, event.utterance);
		else if (event.type === "reply" && event.reply.display !== "")
			this.#note(at, "reply", event.reply.display, event.utterance);
		else if (event.type === "utterance-ended") {
			const why = event.reason === "" ? "" : `: ${event.reason}`;
			this.#note(at, "utterance", `Utterance ${event.utterance} ${event.end}${why}`, event.utterance);
		}
	}

	#playout(report: PlayoutReport, at: number): void {
		const { bufferLevel, targetDelay, rate, state, underruns, concealedSamples } = report;
		const before = this.levels.count === 0 ? 0 : this.levels.get(this.levels.count - 1, "underruns");
		if (underruns > before) this.#note(at, "underrun", "The sound ran out and goes on", report.utterance);
		this.levels.add({
			at,
			level: bufferLevel,
			target: targetDelay,
			rate,
			waiting: state === "waiting" ? 1 : 0,
			underruns,
			concealed: concealedSamples,
		});
		const utterance = this.utterance(report.utterance);
		const changed = utterance?.heard.add(at, report);
		// The buffer's curve grows up to here in any case.
		this.#touch(Math.min(changed ?? at, at) - 0.2);
		if (utterance !== undefined && report.state === "playing") this.#reach(utterance.heardEnd);
	}

	#frame({ utterance, mediaTime, interval, offset, cost, weights }: ShownFrame, at: number): void {
		const before = this.frames.count === 0 ? at - interval : this.frames.get(this.frames.count - 1, "at");
		this.applied.add(at, weights);
		this.frames.add({
			at,
			gap: at - before,
			interval,
			offset: offset ?? Number.NaN,
			cost,
			media: mediaTime ?? Number.NaN,
			utterance,
		});
		this.#touch(at - 0.1);
	}

	#note(at: number, kind: EventTrace["kind"], text: string, utterance: number | undefined): void {
		this.events.push({ at, kind, text, utterance });
		this.#touch(at);
	}
}

const HAN_END = /\p{Script=Han}$|\p{P}$/u;
const HAN_START = /^[\p{Script=Han}\p{P}]/u;

/** Words of alphabets stand apart; characters, and what closes a word, do not. */
function joined(text: string, word: string): string {
	if (text === "" || (HAN_END.test(text) && HAN_START.test(word)) || /^\s|^[\p{P}]/u.test(word))
		return text + word;
	return `${text} ${word}`;
}

/** Linear: for looking at, and for the odd clause that comes at another rate. */
function atRate(samples: Float32Array, from: number, to: number): Float32Array {
	const out = new Float32Array(Math.round((samples.length * to) / from));
	for (let i = 0; i < out.length; i++) {
		const position = (i * from) / to;
		const index = Math.floor(position);
		const start = samples[index] ?? 0;
		out[i] = start + ((samples[index + 1] ?? start) - start) * (position - index);
	}
	return out;
}
