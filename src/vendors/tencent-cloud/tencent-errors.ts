import { type VendorErrorAction, vendorError } from "../../protocol/vendor-errors.ts";
import { VendorError } from "../vendor-error.ts";

const RETRY = "Tencent's service had a fault.";

/** What each code means for a streamed session, where it differs from the driver's reading in `vendor-errors.ts`. */
const CLOUD: ReadonlyMap<number, readonly [VendorErrorAction, string]> = new Map([
	[-101000, ["retry", RETRY]],
	[-101001, ["retry", "Tencent has no computer free for another avatar at the moment."]],
	[-101002, ["user-must-act", "Tencent could not load an image; its address has to be checked."]],
	[-111001, ["retry", "Tencent could not change the stream."]],
	[-111002, ["retry", "Tencent's connection to the avatar broke."]],
	[-111003, ["retry", "Tencent could not load the avatar."]],
	[-111004, ["retry", "Tencent's stream did not start in time."]],
	[-111005, ["reject", "Tencent could not speak this."]],
	[100000, ["retry", RETRY]],
	[100001, ["reject", "Tencent does not accept this request."]],
	[100005, ["user-must-act", "Tencent does not let this account do that."]],
	[100007, ["user-must-act", "Tencent does not know this digital human project."]],
	[100008, ["user-must-act", "All of the account's sessions at Tencent are in use; one has to be closed."]],
	[100012, ["slow-down", "Requests come too fast for Tencent."]],
	[100014, ["user-must-act", "The account's quota of sessions at Tencent is used up or has expired."]],
	[100015, ["user-must-act", "The avatar has expired at Tencent."]],
	[110013, ["new-session", "Tencent has closed the session."]],
	[110014, ["retry", "The session at Tencent is not ready yet."]],
	[110015, ["reject", "Tencent was busy with something else."]],
	[110016, ["retry", "The session at Tencent has not been started."]],
	[110018, ["new-session", "Tencent does not know the session any more."]],
	[110021, ["user-must-act", "The account's TRTC service is overdue."]],
	[110022, ["new-session", "The same user has opened a session at Tencent elsewhere."]],
] as const);

/** Which setting an authorisation error blames, by the names that the vendor's text mentions. */
const CREDENTIALS: readonly (readonly [RegExp, string])[] = [
	[/timestamp|expired request/i, "the gateway's clock"],
	[/signature/i, "TENCENT_ACCESS_TOKEN"],
	[/appkey/i, "TENCENT_APPKEY"],
	[/virtualman|project/i, "TENCENT_CLOUD_PROJECT_ID"],
	[/asset/i, "TENCENT_CLOUD_ASSET"],
];

/** Codes at which a setting may be to blame. */
const MAY_BE_CREDENTIALS: ReadonlySet<number> = new Set([100001, 100005, 100007]);

/** Something that the vendor sent cannot be read. */
export const malformed = (operation: string, detail: string): VendorError =>
	new VendorError("Tencent's answer cannot be read.", {
		vendor: "tencent-cloud",
		operation,
		action: "retry",
		code: "malformed",
		detail,
	});

/**
 * The error of a code: one that no document lists refuses what it answers, `NaN` is an answer without one. `detail` is
 * the vendor's own text.
 */
export function tencentError(operation: string, code: number, detail: string): VendorError {
	if (Number.isNaN(code)) return malformed(operation, detail);
	const [action, sentence] = CLOUD.get(code) ?? [vendorError(code).action, "Tencent refused the request."];
	const credential = MAY_BE_CREDENTIALS.has(code)
		? CREDENTIALS.find(([words]) => words.test(detail))?.[1]
		: undefined;
	const fields = { vendor: "tencent-cloud", operation, code, detail } as const;
	if (credential === undefined) return new VendorError(sentence, { ...fields, action });
	const blamed = `${sentence.slice(0, -1)}: check ${credential}.`;
	return new VendorError(blamed, { ...fields, action: "user-must-act", credential });
}

/** An answer that did not come before the timer of that name ran out. */
export const tencentTimeout = (operation: string, timer: string, sentence: string): VendorError =>
	new VendorError(sentence, { vendor: "tencent-cloud", operation, action: "retry", code: "timeout", timer });
