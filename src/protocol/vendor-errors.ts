/** What an error of the vendor asks for. */
export const VENDOR_ERROR_ACTIONS = [
	/** The same request may work in a moment. */
	"retry",
	/** The same request may work on a new connection. */
	"new-session",
	/** Nothing will work before a person changes something: a quota, an account, a project. */
	"user-must-act",
	/** This request is wrong; the next may be right. */
	"reject",
	/** Requests come too fast; the same one may work later. */
	"slow-down",
] as const;
export type VendorErrorAction = (typeof VENDOR_ERROR_ACTIONS)[number];

export interface VendorErrorAdvice {
	readonly action: VendorErrorAction;
	/** One plain sentence for a viewer. */
	readonly sentence: string;
}

const RETRY = "The speech service had a fault; it is being tried again.";
const QUOTA = "The speech service's quota is used up; its owner has to free or extend it.";
const BAD = "The speech service does not accept this text.";
const EXPIRED = "The avatar has expired at the speech service.";
const FAST = "Texts come too fast for the speech service; this one is tried again.";
const OVER = "The speech service has ended the session; a new one is being opened.";
const NOT_READY = "The speech service is not ready yet; it is being tried again.";

/**
 * The vendor's codes (specs: server API, "Error Code List" and "API Error Codes"), each with what to do. The codes are
 * documented for the cloud-rendered channel; the endpoint-rendering one shares the platform.
 */
export const VENDOR_ERRORS: ReadonlyMap<number, VendorErrorAdvice> = new Map<number, VendorErrorAdvice>([
	[-101000, { action: "retry", sentence: RETRY }],
	[
		-101001,
		{ action: "retry", sentence: "The speech service has no room at the moment; it is being tried again." },
	],
	[
		-101002,
		{ action: "user-must-act", sentence: "The speech service could not load an image of the avatar." },
	],
	[-101003, { action: "retry", sentence: RETRY }],
	[-111001, { action: "retry", sentence: RETRY }],
	[-111002, { action: "new-session", sentence: OVER }],
	[-111003, { action: "retry", sentence: RETRY }],
	[-111004, { action: "retry", sentence: RETRY }],
	[-111005, { action: "reject", sentence: "The speech service could not speak this text." }],
	[100000, { action: "retry", sentence: RETRY }],
	[100001, { action: "reject", sentence: BAD }],
	[100002, { action: "reject", sentence: BAD }],
	[100003, { action: "reject", sentence: BAD }],
	[100005, { action: "user-must-act", sentence: "The speech service's account is not allowed to do this." }],
	[
		100007,
		{ action: "user-must-act", sentence: "The speech service does not know this digital human project." },
	],
	[100008, { action: "user-must-act", sentence: QUOTA }],
	[100012, { action: "slow-down", sentence: FAST }],
	[100013, { action: "user-must-act", sentence: QUOTA }],
	[100014, { action: "user-must-act", sentence: QUOTA }],
	[100015, { action: "user-must-act", sentence: EXPIRED }],
	[100016, { action: "user-must-act", sentence: "The speech service's account has no avatar." }],
	[110005, { action: "slow-down", sentence: FAST }],
	[110006, { action: "new-session", sentence: OVER }],
	[110007, { action: "user-must-act", sentence: EXPIRED }],
	[110013, { action: "new-session", sentence: OVER }],
	[110014, { action: "retry", sentence: NOT_READY }],
	[
		110015,
		{
			action: "slow-down",
			sentence: "The speech service was busy with another text; this one is tried again.",
		},
	],
	[110016, { action: "retry", sentence: NOT_READY }],
	[110018, { action: "new-session", sentence: OVER }],
	[110021, { action: "user-must-act", sentence: "The speech service's account is overdue." }],
	[
		110022,
		{ action: "user-must-act", sentence: "The speech service was opened elsewhere under the same name." },
	],
]);

const UNKNOWN: VendorErrorAdvice = { action: "reject", sentence: "The speech service refused this text." };

/** What an error code asks for; a code that no document lists refuses the one request that it answers. */
export const vendorError = (code: number): VendorErrorAdvice => VENDOR_ERRORS.get(code) ?? UNKNOWN;
