import type { VendorErrorAction } from "../../../protocol/vendor-errors.ts";

/** A result code of the server API. */
export interface ResultCode {
	/** The document's meaning, in our words. */
	readonly meaning: string;
	readonly action: VendorErrorAction;
	/** What a person does about it, one sentence. */
	readonly measure: string;
}

const TRY_AGAIN = "Try again in a moment; if it stays, ask the vendor with the request's id.";
const CHECK_FIELDS = "Compare the fields' names, types and lengths with the document.";
const RETURNED = "Ask the vendor with the task's id; the task can be submitted again.";

const retry = (meaning: string, measure = TRY_AGAIN): ResultCode => ({ meaning, action: "retry", measure });
const reject = (meaning: string, measure: string): ResultCode => ({ meaning, action: "reject", measure });
const person = (meaning: string, measure: string): ResultCode => ({
	meaning,
	action: "user-must-act",
	measure,
});

/**
 * Codes with which a call is answered (`Header.Code`), of customization, production, sessions and assets together
 * (server API, "Result Code Description", "API Error Codes", "Error Code List").
 */
export const CALL_CODES: ReadonlyMap<number, ResultCode> = new Map<number, ResultCode>([
	[-101000, retry("internal error")],
	[-101001, retry("no computing power is free", "Try again in ten seconds or more.")],
	[
		-101002,
		person("an image could not be downloaded", "Check that the image's address opens without a log-in."),
	],
	[-101003, retry("the vendor's storage failed")],
	[-111001, retry("changing the stream's parameters failed")],
	[-111002, retry("the connection broke off")],
	[-111003, retry("the avatar's model did not load")],
	[-111004, retry("making the stream took too long")],
	[-111005, reject("the text or audio could not be driven", "Read the message; try another text or audio.")],
	[100000, retry("internal error")],
	[100001, reject("a parameter is wrong or missing", CHECK_FIELDS)],
	[100002, reject("a parameter's value is wrong", CHECK_FIELDS)],
	[100003, reject("a parameter is wrong or missing", CHECK_FIELDS)],
	[
		100005,
		person("the account may not do this", "Check the appkey, the access token and what was bought for them."),
	],
	[100007, person("the project is unknown", "Check the project's id.")],
	[
		100008,
		person("the quota is used up", "Wait for running tasks to end, or buy more quota or concurrency."),
	],
	[100009, person("the resource does not exist", "Check the key; it may belong to another account.")],
	[
		100012,
		{ meaning: "requests come too fast", action: "slow-down", measure: "Send fewer requests a second." },
	],
	[100013, person("no hours are left", "Buy an hourly package that fits.")],
	[100014, person("no concurrency is left", "Close a session, or buy more concurrency.")],
	[100015, person("the avatar has expired", "Extend the avatar's validity.")],
	[100016, person("there is no such avatar", "Check the VirtualmanKey.")],
	[
		110005,
		{
			meaning: "the record exists already",
			action: "slow-down",
			measure: "Choose another name, or wait a moment.",
		},
	],
	[110006, reject("the record does not exist", "Check the task's or session's id.")],
	[110007, person("the VirtualmanKey has expired", "Extend its validity in the main account.")],
	[110013, { meaning: "the session is closed", action: "new-session", measure: "Open a new session." }],
	[110014, retry("the session is not ready", "Wait until its status is 1, then start it.")],
	[
		110015,
		{
			meaning: "the command came at the wrong time",
			action: "slow-down",
			measure: "Wait for the end event.",
		},
	],
	[110016, retry("the session is not active", "Start the session first.")],
	[110018, { meaning: "the session does not exist", action: "new-session", measure: "Open a new session." }],
	[110021, person("the TRTC account is overdue", "Pay or extend the TRTC service.")],
	[110022, person("the same user opened another session", "Use another UserId for the second session.")],
	[801000, retry("a service behind it failed")],
	[801002, retry("a service behind it answered wrongly")],
	[
		801004,
		{ meaning: "too many tasks at once", action: "slow-down", measure: "Submit one task after the other." },
	],
	[801005, reject("the text did not pass the content check", "Take the sensitive words out of the text.")],
]);

/** Codes with which a production task ends (`FailCode` of its progress; server API, "Production Result Error Codes"). */
export const PRODUCTION_CODES: ReadonlyMap<number, ResultCode> = new Map<number, ResultCode>([
	[801000, retry("internal error", RETURNED)],
	[801001, retry("database error", RETURNED)],
	[801002, retry("a service behind it failed", RETURNED)],
	[801003, retry("tried too often", RETURNED)],
	[801004, retry("the task crashed", RETURNED)],
	[801006, retry("the storage failed", RETURNED)],
	[801007, retry("the task took too long", RETURNED)],
	[801009, reject("a parameter is wrong", "The failure's message names it; compare it with the document.")],
	[
		801010,
		person("an address could not be fetched", "Check that every given address opens without a log-in."),
	],
	[801012, retry("the task's parameters could not be read", RETURNED)],
	[801014, retry("subtitles or video could not be fetched", RETURNED)],
	[801015, person("uploading to your storage failed", "Check the storage addresses and their signatures.")],
	[801401, retry("audio: the task's parameters could not be read", RETURNED)],
	[801402, retry("audio: a file could not be made", RETURNED)],
	[801403, retry("audio: no sound came", RETURNED)],
	[801404, retry("audio: the sound broke off", RETURNED)],
	[801405, retry("video: the task's parameters could not be read", RETURNED)],
	[801503, retry("video: a service behind it failed", RETURNED)],
	[801507, retry("video: an image could not be brought to the video's size", RETURNED)],
	[801508, retry("video: the clip's length could not be read", RETURNED)],
	[801509, reject("video: wrong number of frames", "Check StartIdx and EndIdx.")],
	[801510, reject("video: the audio is too long or too short", "Check the length of the driving audio.")],
]);

const UNKNOWN: ResultCode = reject("a code that the document does not list", "Read the message.");

export const callCode = (code: number): ResultCode => CALL_CODES.get(code) ?? UNKNOWN;
export const productionCode = (code: number): ResultCode => PRODUCTION_CODES.get(code) ?? UNKNOWN;
