import { fieldsOf, numberOf, textOf } from "../../protocol/loose-fields.ts";

/** What the avatar is doing (specs: "Long Link Downstream Message"). */
export const SPEAK_STATUSES = [
	"Initial",
	"WaitingTextStart",
	"TextStart",
	"WaitingTextOver",
	"TextOver",
	"WaitingAudioStart",
	"AudioStart",
	"WaitingAudioOver",
	"AudioOver",
	"Error",
	"SentenceNext",
	"SentenceStart",
	"SentenceOver",
] as const;
export type SpeakStatus = (typeof SPEAK_STATUSES)[number];

/** A message of the command channel, decoded. */
export interface Downstream {
	/** 3 status, 4 answer of the model, 9 drive failed; 2 question, others pass through. `NaN` if it said none. */
	readonly type: number;
	readonly requestId: string;
	readonly sequence: number;
	readonly status: SpeakStatus | null;
	/** Of AudioOver: 1 we ended it, 2 the server did after silence, 3 an interruption (seen, not documented). */
	readonly finalType: number;
	readonly text: string;
	readonly isFinal: boolean;
	readonly errorCode: number;
	readonly errorMessage: string;
	/** Oddities that were tolerated. */
	readonly issues: readonly string[];
}

/** Reads a message, which may be flat as documented or wrapped as everything else is. `null` if it is no message. */
export function decodeDownstream(frame: string | ArrayBuffer): Downstream | null {
	if (typeof frame !== "string") return null;
	let value: unknown;
	try {
		value = JSON.parse(frame);
	} catch {
		return null;
	}
	const outer = fieldsOf(value);
	const header = fieldsOf(outer.Header);
	const issues: string[] = [];
	if (outer.Payload !== undefined) issues.push("the message was wrapped in Payload");
	const message = outer.Payload === undefined ? outer : fieldsOf(outer.Payload);
	if (Object.keys(message).length === 0 && Object.keys(header).length === 0) return null;
	if (typeof message.Type === "string") issues.push("Type: a number came as a string");
	const spelled = textOf(message.SpeakStatus);
	const status = SPEAK_STATUSES.find((known) => known.toLowerCase() === spelled.toLowerCase()) ?? null;
	if (spelled !== "" && status !== spelled) issues.push(`SpeakStatus: "${spelled}" is not in the documents`);
	if (message.IsFinal !== undefined && message.Final === undefined) issues.push("Final came as IsFinal");
	return {
		type: numberOf(message.Type),
		requestId: textOf(message.ReqId),
		sequence: numberOf(message.Seq ?? 0),
		status,
		finalType: numberOf(message.FinalType ?? 0),
		text: textOf(message.TextDisplay) || textOf(message.Text),
		isFinal: (message.Final ?? message.IsFinal) === true,
		errorCode: numberOf(message.ErrorCode ?? header.Code ?? 0) || 0,
		errorMessage: textOf(message.ErrorMessage) || textOf(header.Message),
		issues,
	};
}
