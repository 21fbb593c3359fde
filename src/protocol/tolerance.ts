/** Every oddity of a driver's message that is put right instead of refused, and what it means. */
export const TOLERANCES = {
	"nested-speech": "SpeechRsp, StreamId or ReqId stood inside ReplyRsp, one level too deep",
	"start-as-sta": 'a start time was spelled "Sta"',
	"number-as-text": "a number came as a string",
	"text-as-number": "a string came as a number",
	"flag-as-other": "a boolean came as 0, 1 or a string",
	"lower-case-key": "a key began with a lower-case letter",
	"missing-header": "there was no Header, or no Code in it",
	"missing-error-code": "there was no Payload.ErrorCode",
	"missing-request-id": "there was no ReqId",
	"missing-stream-id": "there was no StreamId",
	"merged-uninterrupt": 'Uninterrupt and ReqId had run together into "UninterrId"',
	"missing-field": "a field of SpeechRsp or ReplyRsp was missing or null",
	"missing-dimension": "there were face frames but no ThDim, or ThDim was 0",
	"missing-sampling": "there was sound but no Sampling",
	"wav-header": "the sound began with a WAV header",
	"weight-out-of-range": "a face weight was below 0 or above 1",
	"end-before-start": "a cue ended before it started",
	"spaced-reply-type": "a ReplyType had a space inside",
	"unknown-reply-type": "a ReplyType is not in the documents",
	"pong-frame": "an answer to a heartbeat came in the Header",
} as const;

export type ToleranceName = keyof typeof TOLERANCES;

/** Whether an oddity of this name is known here. */
export const isTolerance = (name: string): name is ToleranceName => Object.hasOwn(TOLERANCES, name);

/** How often each oddity was tolerated since this object was made. One per connection; any thread. */
export class ToleranceCounts implements Iterable<readonly [ToleranceName, number]> {
	readonly #counts = new Map<ToleranceName, number>();

	add(name: ToleranceName, by = 1): void {
		this.#counts.set(name, this.get(name) + by);
	}

	get(name: ToleranceName): number {
		return this.#counts.get(name) ?? 0;
	}

	get total(): number {
		let sum = 0;
		for (const count of this.#counts.values()) sum += count;
		return sum;
	}

	/** Those that have occurred, in order of first occurrence. */
	[Symbol.iterator](): Iterator<readonly [ToleranceName, number]> {
		return this.#counts.entries();
	}

	/** A plain copy for a message to another thread. */
	toObject(): Partial<Record<ToleranceName, number>> {
		return Object.fromEntries(this.#counts);
	}
}
