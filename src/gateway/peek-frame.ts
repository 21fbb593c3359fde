/** What the gateway needs to know of a downstream message; everything else passes through unread. */
export interface FramePeek {
	readonly requestId: string;
	/** Header.Code or Payload.ErrorCode if either says that something went wrong, else 0. */
	readonly errorCode: number;
	/** SpeechRsp.Final: the reply has been sent in full. */
	readonly final: boolean;
	/** SpeechRsp.SentenceStart: a clause begins here. */
	readonly clauseStart: boolean;
}

// A quote inside a JSON string is escaped, so `"Name":` can only be a key: scanning is as safe as parsing, and does
// not build an array of thousands of numbers to read four fields.
const REQUEST_ID = /"[Rr]eqId"\s*:\s*"([^"\\]*)"/;
const CODE = /"(?:[Cc]ode|[Ee]rrorCode)"\s*:\s*"?(-?\d+)/g;
const FINAL = /"[Ff]inal"\s*:\s*true/;
const CLAUSE_START = /"[Ss]entenceStart"\s*:\s*true/;

/** Reads the few fields that steer the relay. Never throws: of a frame that is no message of the vendor it finds nothing. */
export function peekFrame(frame: Buffer): FramePeek {
	// The fields are ASCII; latin1 takes any byte and copies without decoding.
	const text = frame.toString("latin1");
	let errorCode = 0;
	for (const [, code] of text.matchAll(CODE)) {
		errorCode = Number(code);
		if (errorCode !== 0) break;
	}
	return {
		requestId: REQUEST_ID.exec(text)?.[1] ?? "",
		errorCode,
		final: FINAL.test(text),
		clauseStart: CLAUSE_START.test(text),
	};
}
