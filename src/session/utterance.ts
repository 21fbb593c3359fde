import type { JitterEvent } from "../audio/jitter-event.ts";
import type { StageFace } from "../lipsync/face-intake.ts";
import type { ClausePart, Reply } from "../protocol/driver-message.ts";
import type { DriverCommand } from "../protocol/driver-request.ts";
import type { PlayoutReport } from "../protocol/playout-messages.ts";
import { type TimeBase, TimeBaseDetector } from "../protocol/time-base.ts";
import { type Seconds, seconds } from "../util/time.ts";
import { CaptionTrack } from "./caption-track.ts";
import { ClauseLedger } from "./clause-ledger.ts";
import type { FaceFeed } from "./face-feed.ts";
import { joinTexts, splitHeardText } from "./heard-text.ts";
import { plainText } from "./plain-text.ts";
import type { ClauseOutcome, Interruption } from "./session-event.ts";
import type { SessionSinks } from "./session-sinks.ts";
import type { UtterancePhase } from "./session-state.ts";
import type { SessionTap } from "./session-tap.ts";
import type { UtteranceOrder } from "./utterance-order.ts";

type PartEvent = Extract<JitterEvent, { type: "part" }>;

export interface UtteranceOptions {
	readonly order: UtteranceOrder;
	readonly requestId: string;
	readonly sinks: Pick<SessionSinks, "playout" | "stage" | "emit">;
	readonly face: FaceFeed;
	readonly tap: SessionTap;
	/** What cue times counted from in the utterance before. */
	readonly timeBase: TimeBase | undefined;
	readonly now: Seconds;
}

/** The utterance in hand: puts what arrives onto its timeline and keeps account of it. Session worker. */
export class Utterance {
	readonly order: UtteranceOrder;
	readonly requestId: string;
	readonly captions = new CaptionTrack();
	readonly ledger = new ClauseLedger();
	readonly timeBase: TimeBaseDetector;
	/** Why it broke off, if it did. */
	brokenBy: string | undefined;
	/** All its sound has gone to the playout. */
	drained = false;
	/** When something last happened: asked for, heard from, sounding. */
	lastSign: Seconds;
	readonly #askedAt: Seconds;
	readonly #sinks: UtteranceOptions["sinks"];
	readonly #face: FaceFeed;
	readonly #tap: SessionTap;
	readonly #replies = new Map<number, Reply>();
	#asked = false;
	#lastReply: Reply | undefined;
	#phase: UtterancePhase = "requested";
	#report: { readonly report: PlayoutReport; readonly at: Seconds } | undefined;

	constructor(options: UtteranceOptions) {
		this.order = options.order;
		this.requestId = options.requestId;
		this.timeBase = new TimeBaseDetector(options.timeBase);
		this.lastSign = options.now;
		this.#askedAt = options.now;
		this.#sinks = options.sinks;
		this.#face = options.face;
		this.#tap = options.tap;
	}

	get number(): number {
		return this.order.utterance;
	}

	get phase(): UtterancePhase {
		return this.#phase;
	}

	/** The commands that can be sent now; each is given once. */
	takeCommands(): readonly DriverCommand[] {
		const { content } = this.order;
		if (content.type === "stream") return content.stream.take();
		if (content.type === "followed" || this.#asked) return [];
		this.#asked = true;
		return [content.command];
	}

	/** What the avatar answers, to be shown and, mostly, spoken. */
	reply(reply: Reply): void {
		this.#lastReply = reply;
		this.#replies.set(reply.sequence, reply);
		if (reply.isSpoken) this.ledger.announce(reply.sequence, spokenText(reply));
		this.#sinks.emit({ type: "reply", utterance: this.number, reply });
	}

	/** The next part in order: its sound to the playout, its face frames and cues to the stage, its words to the captions. */
	part(event: PartEvent): void {
		const { part, presentationTime, clauseTime, faceIndex } = event;
		const clause = this.ledger.passed(part, clauseTime, presentationTime);
		const offset = this.timeBase.offset(part, { clauseTime, partTime: presentationTime });
		if (this.#tap.isOn) this.#tap.part(event, offset, this.#face.frameRate);
		for (const face of this.#face.part(part, { clauseTime, faceIndex, cueOffset: offset }))
			this.#sendFace(face);
		this.#sendCues(part, offset);
		const written = plainText(this.#replies.get(part.sequence)?.display ?? "");
		const cues = this.captions.append(clause, part.subtitles, offset, written);
		if (cues.length > 0) this.#sinks.emit({ type: "captions", utterance: this.number, cues });
		this.#sendSound(part);
	}

	/** Nothing more will come: what is left of the face goes to the stage. */
	drain(): void {
		this.drained = true;
		for (const face of this.#face.end()) this.#sendFace(face);
	}

	/** What the playout says of this utterance. True once it has played all of it. */
	playout(report: PlayoutReport, now: Seconds): boolean {
		this.#report = { report, at: now };
		if (report.state === "playing") this.#sounds(now);
		else if (report.state === "waiting" && this.#phase === "playing") this.#phase = "starved";
		return report.state === "ended" && this.drained;
	}

	/** Presentation time at `now` by the playout's last report; without the output latency, which this thread cannot know. */
	playheadAt(now: Seconds): Seconds {
		if (this.#report === undefined) return seconds(0);
		const { report, at } = this.#report;
		const playhead = report.mediaTime + Math.max(0, now - at) * report.rate;
		return seconds(Math.min(playhead, this.ledger.duration));
	}

	/** Whether the driver forbids to interrupt what is heard at `playhead`. */
	isUninterruptible(playhead: Seconds): boolean {
		const sequence = this.ledger.sequenceAt(playhead);
		const reply = (sequence === undefined ? undefined : this.#replies.get(sequence)) ?? this.#lastReply;
		return reply?.uninterruptible ?? false;
	}

	/** How far it has been heard, to the word. */
	interruption(playhead: Seconds): Interruption {
		const heardUntil = seconds(Math.min(Math.max(0, playhead), this.ledger.duration));
		const words = this.captions.heardWords(heardUntil);
		const source = this.#source();
		const halves = splitHeardText(source, words) ?? { heardText: joinTexts(words), remainingText: source };
		return { utterance: this.number, heardUntil, ...halves };
	}

	/** Closes the account; see {@link ClauseLedger.close}. */
	outcomes(heardUntil: number, loss: "interrupted" | "cut" | undefined): readonly ClauseOutcome[] {
		return this.ledger.close(this.captions, heardUntil, loss);
	}

	/** The text that was to be spoken, as far as it is known. */
	#source(): string {
		const { content } = this.order;
		if (content.type === "speak") return plainText(content.text);
		if (content.type === "stream") return content.stream.text;
		const spoken = [...this.#replies.values()].filter(({ isSpoken }) => isSpoken);
		const texts = spoken.toSorted((a, b) => a.sequence - b.sequence).map(spokenText);
		if (texts.length > 0) return joinTexts(texts);
		return joinTexts(
			Array.from({ length: this.captions.clauseCount }, (_, clause) => this.captions.text(clause)),
		);
	}

	#sounds(now: Seconds): void {
		this.lastSign = now;
		if (this.#phase === "requested") {
			const waited = seconds(now - this.#askedAt);
			this.#sinks.emit({ type: "utterance-started", utterance: this.number, waited });
		}
		this.#phase = "playing";
	}

	#sendSound({ samples, sampleRate }: ClausePart): void {
		if (samples.length === 0) return;
		this.drained = false;
		this.#sinks.playout({ type: "samples", utterance: this.number, samples, sampleRate }, [samples.buffer]);
	}

	#sendFace(face: StageFace): void {
		const { presentationTime, frameRate, count, weights } = face;
		const utterance = this.number;
		if (this.#tap.isOn) this.#tap.face(utterance, face);
		this.#sinks.stage({ type: "face", utterance, presentationTime, frameRate, count, weights }, [
			weights.buffer,
		]);
	}

	#sendCues({ actions, expressions }: ClausePart, offset: number): void {
		const utterance = this.number;
		for (const { name, start } of actions)
			this.#sinks.stage({ type: "action", utterance, name, start: seconds(start + offset) }, []);
		for (const { name, start, end } of expressions) {
			const span = { start: seconds(start + offset), end: seconds(end + offset) };
			this.#sinks.stage({ type: "expression", utterance, name, ...span }, []);
		}
	}
}

const spokenText = ({ spoken, display }: Reply): string => plainText(spoken) || display;
