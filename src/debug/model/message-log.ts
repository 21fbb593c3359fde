import type { SessionTapEvent, Tolerated } from "../../session/session-tap.ts";

type TapPart = Extract<SessionTapEvent, { readonly type: "part" }>;
type TapMessage = Extract<SessionTapEvent, { readonly type: "message" }>;

/** What the bookkeeping of a message costs beside its text. Bytes. */
const MESSAGE_COST = 400;

/** A frame of the connection. */
export interface MessageTrace {
	readonly number: number;
	readonly at: number;
	readonly direction: "down" | "up";
	readonly kind: TapMessage["kind"];
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

/** The frames of the connection by number. Grows at its end, is cut at its beginning; texts may go before their rows. */
export class MessageLog {
	readonly rows: MessageTrace[] = [];
	/** Messages whose text was let go. */
	thinned = 0;
	/** Number of the first row. */
	#first = 0;
	#textBytes = 0;

	get bytes(): number {
		return this.rows.length * MESSAGE_COST + this.#textBytes;
	}

	get(number: number): MessageTrace | undefined {
		return this.rows[number - this.#first];
	}

	/** Takes a frame as it has just come or gone: what is in it is not known yet. */
	add({ number, direction, kind, tolerated, fault, text }: TapMessage, at: number): void {
		if (this.rows.length === 0) this.#first = number;
		this.#textBytes += text.length;
		this.rows.push({
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
	}

	/** The turn of a part has come: whose it is, and when its sound is; `end` is the presentation time at which that ends. */
	place({ message, utterance, part, presentationTime }: TapPart, end: number): void {
		const row = this.get(message);
		if (row === undefined) return;
		row.utterance = utterance;
		row.sequence = part.sequence;
		row.media = presentationTime;
		row.duration = end - presentationTime;
		row.faceFrames = part.face.count;
	}

	/** What came last was not let through by the jitter buffer. */
	drop(reason: string): void {
		const row = this.rows.findLast(({ kind }) => kind === "speech");
		if (row !== undefined) row.dropped = reason;
	}

	/** Forgets the messages before `time`. */
	forget(time: number): void {
		const kept = this.rows.findIndex(({ at }) => at >= time);
		for (const { number, text, size } of this.rows.splice(0, kept === -1 ? this.rows.length : kept)) {
			this.#first = number + 1;
			if (text !== undefined) this.#textBytes -= size;
		}
	}

	/** Lets texts go, oldest first, until `isEnough` says so. */
	thin(isEnough: () => boolean): void {
		for (const row of this.rows) {
			if (isEnough()) return;
			if (row.text === undefined) continue;
			this.#textBytes -= row.size;
			row.text = undefined;
			this.thinned++;
		}
	}
}
