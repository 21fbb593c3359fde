import type { JitterEvent } from "../audio/jitter-event.ts";
import type { StageFace } from "../lipsync/face-intake.ts";
import type { ClausePart } from "../protocol/driver-message.ts";
import type { ToleranceCounts, ToleranceName } from "../protocol/tolerance.ts";
import type { WireRequest } from "../protocol/wire.ts";
import type { Seconds } from "../util/time.ts";
import type { ReadFrame } from "./read-frame.ts";

/** Oddities of one message that were put right, and how often. */
export type Tolerated = Readonly<Partial<Record<ToleranceName, number>>>;

/** What happens inside a session, for whoever looks on. Plain data; arrays are copies. The listener notes the time. */
export type SessionTapEvent =
	/** A frame of the connection as it came or went; `number` counts them from 0. `fault` is empty unless it was refused. */
	| {
			readonly type: "message";
			readonly number: number;
			readonly direction: "down" | "up";
			readonly text: string;
			readonly fault: string;
			readonly tolerated: Tolerated;
			/** What was read; `undefined` if it was refused, is the gateway's own, or went up. */
			readonly kind: "speech" | "reply" | "error" | "pong" | "gateway" | "request" | "nonsense";
	  }
	| { readonly type: "begin"; readonly utterance: number; readonly requestId: string }
	/** A part of a clause, in its turn; `message` is the number of the frame that brought it. */
	| {
			readonly type: "part";
			readonly utterance: number;
			readonly message: number;
			readonly part: ClausePart;
			readonly presentationTime: Seconds;
			readonly clauseTime: Seconds;
			readonly faceIndex: number;
			/** What is added to the part's cue times to get presentation times. */
			readonly cueOffset: number;
			/** Face frames per second of the driver, as known at this moment. */
			readonly frameRate: number;
	  }
	/** Face frames as they go to the stage. */
	| ({ readonly type: "face"; readonly utterance: number } & StageFace)
	| { readonly type: "flush"; readonly utterance: number }
	| Extract<JitterEvent, { readonly type: "gap" | "dropped" | "target" }>;

type PartEvent = Extract<JitterEvent, { readonly type: "part" }>;

/**
 * Lets a tool look into a session. Off until it has a {@link listener}; then every copy it needs is made here. Whoever
 * reports to it asks {@link isOn} first, so that a session nobody looks into pays one comparison. Session's thread.
 */
export class SessionTap {
	listener: ((event: SessionTapEvent) => void) | undefined;
	readonly #numbers = new WeakMap<ClausePart, number>();
	#messages = 0;

	get isOn(): boolean {
		return this.listener !== undefined;
	}

	/** A frame that was read; `before` and `after` are what had been tolerated until then. */
	received(frame: unknown, read: ReadFrame, before: Tolerated, after: ToleranceCounts): void {
		const number = this.#messages++;
		const text = typeof frame === "string" ? frame : "";
		const fault = "fault" in read ? read.fault.message : "";
		if ("message" in read && read.from === "driver" && read.message.type === "speech")
			this.#numbers.set(read.message.part, number);
		const tolerated = difference(before, after);
		this.listener?.({
			type: "message",
			number,
			direction: "down",
			text,
			fault,
			tolerated,
			kind: kindOf(read),
		});
	}

	sent(request: WireRequest): void {
		this.listener?.({
			type: "message",
			number: this.#messages++,
			direction: "up",
			text: JSON.stringify(request),
			fault: "",
			tolerated: {},
			kind: "request",
		});
	}

	begin(utterance: number, requestId: string): void {
		this.listener?.({ type: "begin", utterance, requestId });
	}

	/** Before the part's arrays are given away. */
	part(event: PartEvent, cueOffset: number, frameRate: number): void {
		const { part, utterance, presentationTime, clauseTime, faceIndex } = event;
		const copy = {
			...part,
			samples: part.samples.slice(),
			face: { ...part.face, weights: part.face.weights.slice() },
		};
		const place = { presentationTime, clauseTime, faceIndex, cueOffset, frameRate };
		const message = this.#numbers.get(part) ?? -1;
		this.listener?.({ type: "part", utterance, message, part: copy, ...place });
	}

	/** Before the weights are given away. */
	face(utterance: number, face: StageFace): void {
		this.listener?.({ type: "face", utterance, ...face, weights: face.weights.slice() });
	}

	flush(utterance: number): void {
		this.listener?.({ type: "flush", utterance });
	}

	jitter(event: JitterEvent): void {
		if (event.type === "gap" || event.type === "dropped" || event.type === "target") this.listener?.(event);
	}
}

function kindOf(read: ReadFrame): Extract<SessionTapEvent, { type: "message" }>["kind"] {
	if ("fault" in read) return "nonsense";
	return read.from === "gateway" ? "gateway" : read.message.type;
}

function difference(before: Tolerated, after: ToleranceCounts): Tolerated {
	const news: Partial<Record<ToleranceName, number>> = {};
	for (const [name, count] of after)
		if (count > (before[name] ?? 0)) news[name] = count - (before[name] ?? 0);
	return news;
}
