import { spellWords } from "../../src/lipsync/spell-words.ts";
import { clausePart } from "../../src/protocol/clause-part.ts";
import type { ClausePart, DriverMessage, Reply } from "../../src/protocol/driver-message.ts";
import type { PlayoutReport, PlayoutState, ToPlayout } from "../../src/protocol/playout-messages.ts";
import type { SessionToStage } from "../../src/protocol/stage-messages.ts";
import type { WireRequestPayload } from "../../src/protocol/wire.ts";
import type { SessionEvent, SessionState } from "../../src/session/session-event.ts";
import type { ResumePoint } from "../../src/session/session-sinks.ts";
import { SpeechSession } from "../../src/session/speech-session.ts";
import type { SpeechSessionOptions } from "../../src/session/speech-session-options.ts";
import { seconds } from "../../src/util/time.ts";

export const SAMPLE_RATE = 24_000;

/** A session with its sinks written down, a clock that the test turns, and identifiers `id1`, `id2`, … (`id1` is the stream's). */
export class SessionHarness {
	readonly session: SpeechSession;
	readonly sent: WireRequestPayload[] = [];
	readonly connections: (ResumePoint | undefined)[] = [];
	disconnected = 0;
	/** How often readings of Chinese characters were asked for. */
	pinyinWanted = 0;
	spellingWanted = 0;
	readonly toPlayout: ToPlayout[] = [];
	readonly toStage: SessionToStage[] = [];
	readonly events: SessionEvent[] = [];
	alarm: number | undefined;
	now = seconds(100);
	#ids = 0;

	constructor(options: Partial<SpeechSessionOptions> = {}) {
		const sinks = {
			connect: (resume: ResumePoint | undefined) => void this.connections.push(resume),
			disconnect: () => void this.disconnected++,
			send: ({ Payload }: { Payload: WireRequestPayload }) => void this.sent.push(Payload),
			playout: (message: ToPlayout) => void this.toPlayout.push(message),
			stage: (message: SessionToStage) => void this.toStage.push(message),
			emit: (event: SessionEvent) => void this.events.push(event),
			wantPinyin: () => {
				this.pinyinWanted += 1;
			},
			wantSpelling: () => {
				this.spellingWanted += 1;
				this.session.spell = spellWords;
			},
			wakeAt: (time: number | undefined) => {
				this.alarm = time;
			},
		};
		this.session = new SpeechSession(sinks, {
			random: () => 0.5,
			newId: () => `id${++this.#ids}`,
			...options,
		});
	}

	/** Connected and ready. */
	static open(options: Partial<SpeechSessionOptions> = {}): SessionHarness {
		const harness = new SessionHarness(options);
		harness.session.connect(harness.now);
		harness.session.opened(harness.now);
		return harness;
	}

	/** Lets time pass, ringing the alarms that fall due. */
	wait(duration: number): void {
		const until = this.now + duration;
		while (this.alarm !== undefined && this.alarm <= until) {
			this.now = seconds(Math.max(this.now, this.alarm));
			this.alarm = undefined;
			this.session.tick(this.now);
			if (this.alarm !== undefined && this.alarm <= this.now) throw new Error("the alarm does not move on");
		}
		this.now = seconds(until);
	}

	/** A part of the request sent last, or of `requestId`. */
	part(fields: Partial<ClausePart>, requestId = this.requestId): void {
		const message: DriverMessage = { type: "speech", requestId, streamId: "id1", part: clausePart(fields) };
		this.session.received(message, this.now);
	}

	reply(fields: Partial<Reply>, requestId = this.requestId): void {
		const reply: Reply = { ...SILENT_REPLY, ...fields };
		this.session.received({ type: "reply", requestId, streamId: "id1", reply }, this.now);
	}

	/** The playout's word on the utterance that began last. */
	report(state: PlayoutState, mediaTime = 0, fields: Partial<PlayoutReport> = {}): void {
		const rate = state === "playing" ? 1 : 0;
		const utterance = this.toPlayout.findLast(({ type }) => type === "begin") as { utterance: number };
		this.session.playout(
			{
				type: "report",
				utterance: utterance.utterance,
				state,
				contextTime: this.now,
				mediaTime: seconds(mediaTime),
				rate,
				bufferLevel: seconds(0),
				targetDelay: seconds(0),
				underruns: 0,
				concealedSamples: 0,
				stretchedSamples: 0,
				discardedSamples: 0,
				staleMessages: 0,
				rejectedMessages: 0,
				...fields,
			},
			this.now,
		);
	}

	/** What the playout was told, without how much to hold: that is the estimator's affair. */
	get playoutTypes(): ToPlayout["type"][] {
		return this.toPlayout.map(({ type }) => type).filter((type) => type !== "target");
	}

	/** ReqId of the request sent last. */
	get requestId(): string {
		return this.sent.at(-1)?.ReqId ?? "";
	}

	get states(): SessionState[] {
		return this.of("state").map(({ state }) => state);
	}

	of<T extends SessionEvent["type"]>(type: T): Extract<SessionEvent, { type: T }>[] {
		return this.events.filter((event) => event.type === type) as Extract<SessionEvent, { type: T }>[];
	}

	/** The end of the utterance that ended last. */
	get ended() {
		return this.of("utterance-ended").at(-1);
	}
}

const SILENT_REPLY: Reply = {
	replyType: "cloudAiGpt",
	spoken: "",
	display: "",
	interactionType: "",
	interactionContent: "",
	uninterruptible: false,
	muted: false,
	sequence: 1,
	contentType: 1,
	isSpoken: true,
	final: false,
	highlighted: false,
};

/** So much silence. */
export const sound = (duration: number) => new Int16Array(Math.round(duration * SAMPLE_RATE));

/** Words of equal length that fill `duration`, one space between. */
export function subtitles(text: string, duration: number, start = 0) {
	let position = 0;
	const words = text.split(" ");
	return words.map((word, i) => {
		const textStart = position;
		position += word.length + 1;
		return {
			text: word,
			start: seconds(start + (i * duration) / words.length),
			end: seconds(start + ((i + 1) * duration) / words.length),
			textStart,
			textEnd: textStart + word.length,
		};
	});
}

/** A whole clause in one part: a second per word. */
export function clause(
	sequence: number,
	text: string,
	fields: Partial<ClausePart> = {},
): Partial<ClausePart> {
	const duration = text.split(" ").length;
	return {
		sequence,
		samples: sound(duration),
		subtitles: subtitles(text, duration),
		clauseStart: true,
		clauseFinal: true,
		faceFinal: true,
		...fields,
	};
}
