import { BLENDSHAPE_COUNT } from "../lipsync/blendshapes.ts";
import type { ClausePart, Reply } from "../protocol/driver-message.ts";
import type { ReplyType } from "../protocol/wire.ts";
import { type Seconds, samplesToSeconds } from "../util/time.ts";
import { type ClauseReplyOptions, clauseReply, shownReply } from "./clause-reply.ts";
import type { ClauseSource } from "./clause-source.ts";
import type { Delivery } from "./delivery.ts";
import { type Clock, Pacer } from "./pacer.ts";
import { type Cutting, phraseParts } from "./phrase-parts.ts";
import { planPhrase } from "./plan-phrase.ts";
import type { ShownPart } from "./read-answer.ts";
import type { Speaker } from "./speaker.ts";
import { SpeechOutbox } from "./speech-outbox.ts";
import type { Clause, Phrase } from "./split-clauses.ts";
import { SAMPLES_PER_FACE_FRAME, SPEECH_RATE, type SpokenPhrase } from "./spoken-phrase.ts";

/** Where a reply's messages go. Resolves when the message has left, so that a slow listener slows the speaker. */
export interface ReplyListener {
	reply(reply: Reply): Promise<void>;
	speech(part: ClausePart): Promise<void>;
}

/** What replies are made with. */
export interface Studio {
	readonly speaker: Speaker;
	readonly now: Clock;
	/** How far ahead of the listener sound is sent; as fast as it is made if not given. */
	readonly pace: Seconds | undefined;
}

/** What is said, and how. */
export interface ReplyScript {
	readonly replyType: ReplyType;
	readonly clauses: ClauseSource;
	readonly delivery: Delivery;
	/** Whether text may still be coming while the reply is spoken. */
	readonly isOpen: boolean;
	/** What is shown beside it, once everything that is spoken has been announced. */
	readonly shown?: readonly ShownPart[];
	readonly isUninterruptible?: boolean;
	/** Where there is no voice: whether the reply is shown all the same. */
	readonly mayBeSilent: boolean;
}

/**
 * Sound in a message, in face frames: 0.52 s where sound is sent as fast as it is made (the vendor's own client falls
 * silent after a shorter first message), 0.2 s where it is sent as it is heard.
 */
const FACE_FRAMES = 13;
const FACE_FRAMES_PACED = 5;

/** Spoken when a reply holds no clause: its end has to travel with sound all the same. */
const SILENCE: Clause = {
	text: "",
	phrases: [{ start: 0, end: 0, ending: "clause" }],
	cues: [],
	styles: [],
};

/** Sentences that stand in for an answer; a reply that begins with one counts its clauses from 0 (specs: ReplyRsp.SeqNo). */
const FIXED_SENTENCES: ReadonlySet<ReplyType> = new Set(["cloudAiWaiting", "cloudAiTimeOut", "sensitive"]);

/**
 * Speaks a reply clause by clause: what it says, then how it sounds. Rejects when the signal aborts, or with what the
 * speaker failed of.
 */
export async function performReply(
	script: ReplyScript,
	studio: Studio,
	listener: ReplyListener,
	signal: AbortSignal,
): Promise<void> {
	const performance = new ReplyPerformance(script, studio, listener, signal);
	// A reader that waits for text must learn that none will come.
	signal.addEventListener("abort", () => script.clauses.end(), { once: true });
	const isSpoken = !script.mayBeSilent || studio.speaker.failure === undefined;
	let sequence: number | undefined;
	for await (const { clause, isLast, replyType = script.replyType } of script.clauses) {
		await performance.nextClause();
		sequence = sequence === undefined ? firstSequence(replyType) : sequence + 1;
		await announce(script, clause, { sequence, isLast, replyType, isSpoken }, listener);
		if (isSpoken) await performance.say(clause, sequence);
	}
	signal.throwIfAborted();
	if (!isSpoken) throw studio.speaker.failure;
	if (sequence === undefined) await performance.say(SILENCE, 1);
	await performance.finish();
}

const firstSequence = (replyType: ReplyType): number => (FIXED_SENTENCES.has(replyType) ? 0 : 1);

/** Tells what the clause says and, behind the last one, what is shown besides. */
async function announce(
	{ shown = [], isUninterruptible }: ReplyScript,
	clause: Clause,
	{ isLast, ...options }: Omit<ClauseReplyOptions, "isUninterruptible">,
	listener: ReplyListener,
): Promise<void> {
	const isEnd = isLast && shown.length === 0;
	await listener.reply(clauseReply(clause, { ...options, isLast: isEnd, isUninterruptible }));
	if (!isLast) return;
	for (const [index, part] of shown.entries()) {
		const { replyType } = options;
		await listener.reply(
			shownReply(part, { replyType, isLast: index === shown.length - 1, isUninterruptible }),
		);
	}
}

/** A reply that is being spoken: its timeline, and what has been sent of it. */
class ReplyPerformance {
	readonly #script: ReplyScript;
	readonly #speaker: Speaker;
	readonly #signal: AbortSignal;
	readonly #outbox: SpeechOutbox;
	readonly #cutting: Cutting;
	/** Shortest first message, in samples. */
	readonly #lead: number;
	/** Samples spoken so far. */
	#time = 0;
	/** Code points spoken so far. */
	#textOffset = 0;

	constructor(script: ReplyScript, studio: Studio, listener: ReplyListener, signal: AbortSignal) {
		this.#script = script;
		this.#speaker = studio.speaker;
		this.#signal = signal;
		const paced = studio.pace !== undefined;
		const pacer = studio.pace === undefined ? undefined : new Pacer(studio.pace, studio.now);
		this.#outbox = new SpeechOutbox((part) => listener.speech(part), pacer, signal);
		this.#cutting = { faceFrames: paced ? FACE_FRAMES_PACED : FACE_FRAMES, pauseApart: script.isOpen };
		this.#lead = paced ? 0 : FACE_FRAMES * SAMPLES_PER_FACE_FRAME;
	}

	async say(clause: Clause, sequence: number): Promise<void> {
		for (const phrase of clause.phrases) {
			const spoken = await this.#speak(clause, phrase);
			const place = {
				sequence,
				time: samplesToSeconds(this.#time, SPEECH_RATE),
				textOffset: this.#textOffset,
			};
			for (const part of phraseParts(clause, phrase, spoken, place, this.#cutting))
				await this.#outbox.push(part);
			this.#time += spoken.samples.length;
		}
		this.#textOffset += [...clause.text].length;
	}

	/** The clause before this one was not the last: the rest of it can go. Rejects if the reply has been stopped. */
	async nextClause(): Promise<void> {
		this.#signal.throwIfAborted();
		await this.#outbox.release();
	}

	finish(): Promise<void> {
		return this.#outbox.finish();
	}

	async #speak(clause: Clause, phrase: Phrase): Promise<SpokenPhrase> {
		const { delivery } = this.#script;
		const segments = planPhrase(clause, phrase, delivery);
		const request = { clauseText: clause.text, segments, manner: delivery.manner };
		const spoken = await this.#speaker.speak(request, this.#signal);
		return this.#time === 0 ? lengthen(spoken, this.#lead) : spoken;
	}
}

/** Adds silence and a resting face until the phrase lasts `length` samples. */
function lengthen(spoken: SpokenPhrase, length: number): SpokenPhrase {
	const missing = length - spoken.samples.length;
	if (missing <= 0) return spoken;
	const samples = new Float32Array(length);
	samples.set(spoken.samples);
	const face = new Float32Array((length / SAMPLES_PER_FACE_FRAME) * BLENDSHAPE_COUNT);
	face.set(spoken.face);
	return { ...spoken, samples, face, pause: spoken.pause + missing };
}
