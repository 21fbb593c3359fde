import { JitterBuffer } from "../audio/jitter-buffer.ts";
import type { OrderName } from "../lipsync/order-tables.ts";
import type { PinyinReader } from "../lipsync/phonemes-from-words.ts";
import type { WordSpeller } from "../lipsync/spell-words.ts";
import type { PacketDecoder } from "../protocol/compact/read-compact-message.ts";
import type { DriverMessage } from "../protocol/driver-message.ts";
import { type DriverCommand, driverRequest } from "../protocol/driver-request.ts";
import type { ConnectionError, WireError } from "../protocol/errors.ts";
import type { GatewayMessage } from "../protocol/gateway-messages.ts";
import type { PlayoutReport } from "../protocol/playout-messages.ts";
import { ToleranceCounts } from "../protocol/tolerance.ts";
import { VENDOR_ERRORS } from "../protocol/vendor-errors.ts";
import { type Seconds, seconds } from "../util/time.ts";
import { unreachable } from "../util/unreachable.ts";
import { CommandDesk } from "./command-desk.ts";
import { FaceFeed } from "./face-feed.ts";
import { Follower } from "./follower.ts";
import { readFrame } from "./read-frame.ts";
import type { SessionState } from "./session-event.ts";
import { SessionLink } from "./session-link.ts";
import type { SessionSinks } from "./session-sinks.ts";
import { type LinkState, sessionState } from "./session-state.ts";
import { SessionTap } from "./session-tap.ts";
import { SessionWarnings } from "./session-warnings.ts";
import { Speaker } from "./speaker.ts";
import {
	type CommandResult,
	type InterruptResult,
	type SessionTuning,
	SPEECH_SESSION_DEFAULTS,
	type SpeakOptions,
	type SpeechSessionOptions,
	type SpeechSessionStats,
} from "./speech-session-options.ts";

const NOT_CONNECTED = "The session is not connected.";
const BROKEN_OFF = "The connection broke.";
const NOTHING_SAID = "Nothing is being said.";
const UNINTERRUPTIBLE = "The driver says that this reply must not be interrupted.";

/**
 * A conversation with the driver: commands in, sound and face out, every clause accounted for. It has no socket, no
 * timer and no clock: what happens is told to it with the time, what is to be done goes to its sinks. All times `now`
 * are of one monotonic clock. Lives in the session worker.
 */
export class SpeechSession {
	/** For tools that look on; off by default. */
	readonly tap = new SessionTap();
	readonly #sinks: SessionSinks;
	readonly #streamId: string;
	readonly #link: SessionLink;
	readonly #jitter: JitterBuffer;
	readonly #face: FaceFeed;
	readonly #speaker: Speaker;
	readonly #desk: CommandDesk;
	readonly #warnings: SessionWarnings;
	readonly #tolerated = new ToleranceCounts();
	readonly #decoder: PacketDecoder | undefined;
	readonly #follower: Follower | undefined;
	readonly #order: OrderName | readonly string[];
	#orderInUse: OrderName | readonly string[];
	#state: SessionState = "idle";
	#reason = "";
	#alarm: Seconds | undefined;

	/** @throws {TypeError} if `options.order` is no known order and no list of channel names. */
	constructor(sinks: SessionSinks, options: SpeechSessionOptions) {
		const { order, quietTimeout, maxPending, follow, utterances } = {
			...SPEECH_SESSION_DEFAULTS,
			...options,
		};
		this.#sinks = sinks;
		this.#order = order;
		this.#decoder = options.decoder;
		this.#orderInUse = order;
		this.#streamId = options.streamId ?? options.newId();
		this.#link = new SessionLink({ sinks, random: options.random, backoff: options.backoff ?? {} });
		this.#jitter = new JitterBuffer(options.jitter);
		this.#warnings = new SessionWarnings((event) => sinks.emit(event));
		this.#face = new FaceFeed({
			order,
			frameRate: options.frameRate,
			warnings: this.#warnings,
			wantPinyin: () => sinks.wantPinyin(),
			wantSpelling: () => sinks.wantSpelling(),
		});
		this.#speaker = new Speaker({
			sinks,
			send: (command, requestId) => this.#send(command, requestId),
			newId: options.newId,
			warnings: this.#warnings,
			jitter: this.#jitter,
			face: this.#face,
			tap: this.tap,
			quietTimeout,
			utterances,
		});
		this.#follower = follow ? new Follower(this.#speaker) : undefined;
		this.#desk = new CommandDesk({
			speaker: this.#speaker,
			speech: options.speech,
			maxPending,
			refusal: () => (isReachable(this.#link.state) ? undefined : NOT_CONNECTED),
			interrupt: (now, playhead) => this.interrupt(now, playhead),
		});
	}

	/** Readings of Chinese characters, after {@link SessionSinks.wantPinyin}. */
	set pinyin(reader: PinyinReader) {
		this.#face.pinyin = reader;
	}

	/** `spellWords`, after {@link SessionSinks.wantSpelling}. */
	set spell(speller: WordSpeller) {
		this.#face.spell = speller;
	}

	get state(): SessionState {
		return this.#state;
	}

	get stats(): SpeechSessionStats {
		return {
			warnings: this.#warnings.toObject(),
			tolerated: this.#tolerated.toObject(),
			jitter: { ...this.#jitter.stats },
			timeBase: this.#speaker.timeBase,
			face: this.#face.stats,
		};
	}

	/** Turns what a developer may turn; replaces the tuning before. */
	tune({ order, targetDelay, highestRung, clauseRungs = {} }: SessionTuning): void {
		const wanted = order ?? this.#order;
		if (wanted !== this.#orderInUse) this.#face.order = wanted;
		this.#orderInUse = wanted;
		this.#jitter.fixedTargetDelay = targetDelay;
		this.#face.highestRung = (sequence) => clauseRungs[sequence] ?? highestRung;
	}

	/** Asks for the connection. From now on the session keeps it, until it is disposed or refused. */
	connect(now: Seconds): void {
		this.#link.connect();
		this.#settle(now);
	}

	/** The connection that was asked for stands; `roundTrip` is how long a packet goes there and back, if known. */
	opened(now: Seconds, roundTrip?: Seconds): void {
		this.#link.opened();
		if (roundTrip !== undefined) this.#jitter.roundTrip = roundTrip;
		this.#settle(now);
	}

	/** The connection broke or could not be made. What is buffered is played on. */
	closed(error: ConnectionError, now: Seconds): void {
		this.#link.closed(error, now);
		if (!this.#link.isResumable) this.#breakOff(error.message || BROKEN_OFF);
		if (this.#link.state === "closed") {
			this.#speaker.dropPending("failed", error.message);
			this.#sinks.emit({ type: "error", utterance: undefined, code: error.reason, message: error.message });
		}
		this.#settle(now);
	}

	/** A WebSocket frame as it came, the driver's or the gateway's. What is nonsense is counted and told. */
	frame(frame: unknown, now: Seconds): void {
		const before = this.tap.isOn ? this.#tolerated.toObject() : undefined;
		const read = readFrame(frame, this.#tolerated, this.#decoder);
		if (before !== undefined) this.tap.received(frame, read, before, this.#tolerated);
		if (read.from === "driver") this.#link.count();
		if ("fault" in read) this.#rejected(read.fault, now);
		else if (read.from === "driver") this.received(read.message, now);
		else this.control(read.message, now);
	}

	/** A message of the driver. */
	received(message: DriverMessage, now: Seconds): void {
		if (this.#follower?.admit(message, now) !== "later" && !this.#take(message, now)) this.#stale();
		this.#settle(now);
	}

	/** A message of the gateway itself. */
	control(message: GatewayMessage, now: Seconds): void {
		switch (message.event) {
			case "session":
				this.#greeted(message.sequence, message.missed, message.resumeToken);
				break;
			case "upstream":
				this.#link.upstream = message.state;
				this.#link.reason = message.reason;
				break;
			case "error":
				if (!this.#refused(message.requestId, message.code, message.message)) this.#stale();
				break;
			default:
				unreachable(message);
		}
		this.#settle(now);
	}

	/** What the playout worklet reported. */
	playout(report: PlayoutReport, now: Seconds): void {
		this.#speaker.playout(report, now);
		this.#settle(now);
	}

	/** The time for which `wakeAt` was asked. Earlier or later does no harm. */
	tick(now: Seconds): void {
		// The alarm has rung: if it rang too early, it is to be set again.
		this.#alarm = undefined;
		this.#link.tick(now);
		this.#settle(now);
	}

	/** Says `text`. */
	speak(text: string, now: Seconds, options: SpeakOptions = {}): CommandResult {
		return this.#settled(this.#desk.speak(text, now, options), now);
	}

	/** Answers `text`. */
	chat(text: string, now: Seconds, options: SpeakOptions = {}): CommandResult {
		return this.#settled(this.#desk.chat(text, now, options), now);
	}

	/** Opens a text that is still being written. One at a time. */
	beginStream(now: Seconds, options: SpeakOptions = {}): CommandResult {
		return this.#settled(this.#desk.beginStream(now, options), now);
	}

	/** Adds to the stream; the driver speaks a fragment as soon as it makes sense. */
	appendStream(fragment: string, now: Seconds): CommandResult {
		return this.#settled(this.#desk.appendStream(fragment), now);
	}

	/** Nothing more will be added: the rest is spoken. */
	endStream(now: Seconds): CommandResult {
		return this.#settled(this.#desk.endStream(), now);
	}

	/**
	 * Barge-in: silence at once, and everything that waits is dropped. Refused if the driver forbids it.
	 * @param playhead presentation time that is being heard; by default as the playout's reports say, which leaves out
	 * the output latency.
	 */
	interrupt(now: Seconds, playhead?: Seconds): InterruptResult {
		const { current } = this.#speaker;
		const heard = playhead ?? current?.playheadAt(now) ?? seconds(0);
		if (current?.isUninterruptible(heard) === true) return { interrupted: false, reason: UNINTERRUPTIBLE };
		const interruption = this.#speaker.interrupt(heard);
		this.#settle(now);
		return interruption === undefined
			? { interrupted: false, reason: NOTHING_SAID }
			: { interrupted: true, ...interruption };
	}

	/** Ends the conversation: silence, nothing waits, the connection is let go. Idempotent. */
	dispose(now: Seconds): void {
		const { current } = this.#speaker;
		this.#speaker.interrupt(current?.playheadAt(now) ?? seconds(0));
		this.#link.dispose();
		this.#settle(now);
	}

	/** False if the message belongs to an utterance that is over. */
	#take(message: DriverMessage, now: Seconds): boolean {
		switch (message.type) {
			case "speech":
				return this.#speaker.part(message.requestId, message.part, now);
			case "reply":
				return this.#speaker.reply(message.requestId, message.reply, now);
			case "error":
				return this.#refused(message.requestId, message.code, message.message);
			case "pong":
				return true;
			default:
				return unreachable(message);
		}
	}

	#refused(requestId: string, code: number | string, message: string): boolean {
		const { current } = this.#speaker;
		const concerns = current !== undefined && requestId === current.requestId;
		if (!concerns && requestId !== "") return false;
		const known = typeof code === "number" ? VENDOR_ERRORS.get(code)?.sentence : undefined;
		const reason = message || known || `The driver reported error ${code}.`;
		this.#sinks.emit({
			type: "error",
			utterance: concerns ? current.number : undefined,
			code,
			message: reason,
		});
		if (concerns) this.#breakOff(reason);
		return true;
	}

	#greeted(sequence: number, missed: number, token: string): void {
		const { resumed } = this.#link.greeted(sequence, missed, token);
		if (!resumed) this.#breakOff(BROKEN_OFF);
		else if (missed > 0)
			this.#warnings.add(
				"lost-messages",
				`${missed} messages were lost while the connection was away.`,
				missed,
			);
	}

	#breakOff(reason: string): void {
		this.#speaker.breakOff(reason);
	}

	#send(command: DriverCommand, requestId: string): void {
		if (this.#link.state !== "open") return;
		const request = driverRequest(command, { requestId, streamId: this.#streamId });
		if (this.tap.isOn) this.tap.sent(request);
		this.#sinks.send(request);
	}

	#stale(): void {
		this.#warnings.add("stale-message", "A message came for an utterance that is over.");
	}

	#rejected(fault: WireError, now: Seconds): void {
		this.#warnings.add("rejected-message", fault.message);
		this.#settle(now);
	}

	#settled<T>(result: T, now: Seconds): T {
		this.#settle(now);
		return result;
	}

	/** Messages of a followed request that had to wait for the one before. */
	#takeKept(now: Seconds): void {
		const kept = this.#follower?.due(now) ?? [];
		for (const message of kept) this.#take(message, now);
		if (kept.length > 0) this.#speaker.poll(now);
	}

	/** After anything that happened: moves on what can be moved, tells a new state, asks to be woken. */
	#settle(now: Seconds): void {
		this.#speaker.poll(now);
		this.#takeKept(now);
		if (this.#link.state === "open") this.#speaker.send(now);
		this.#tellState();
		this.#setAlarm();
	}

	#tellState(): void {
		const state = sessionState(this.#link.state, this.#link.upstream, this.#speaker.phase);
		const { reason } = this.#link;
		if (state === this.#state && reason === this.#reason) return;
		this.#state = state;
		this.#reason = reason;
		this.#sinks.emit({ type: "state", state, reason });
	}

	#setAlarm(): void {
		const times = [this.#link.deadline, this.#speaker.deadline].filter((time) => time !== undefined);
		const alarm = times.length === 0 ? undefined : seconds(Math.min(...times));
		if (alarm === this.#alarm) return;
		this.#alarm = alarm;
		this.#sinks.wakeAt(alarm);
	}
}

/** True if what is asked for now will be sent, if not at once. */
const isReachable = (link: LinkState): boolean => link !== "idle" && link !== "closed";
