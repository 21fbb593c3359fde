import { type Fields, fieldsOf, numberOf, textOf } from "../../protocol/loose-fields.ts";
import type { BrokerAnswer } from "../session-broker.ts";
import { VendorError, type VendorErrorFields } from "../vendor-error.ts";

/** An answer of the API, decoded. `issues` names what was tolerated. */
export interface SoftSugarAnswer {
	/** 0 is good; `NaN` if there was no envelope at all. */
	readonly code: number;
	readonly message: string;
	/** Whatever stands in `data`. */
	readonly data: unknown;
	readonly fields: Fields;
	/** Code 0, and nothing in `data` that says no: `isSuccess` may be false under a code of 0. */
	readonly ok: boolean;
	/** The account's token was not taken. */
	readonly isUnauthorised: boolean;
	readonly issues: readonly string[];
}

/** Decodes an answer; one that is not as documented gets code `NaN` and says what it was. */
export function decodeAnswer({ status, body }: BrokerAnswer): SoftSugarAnswer {
	const envelope = fieldsOf(body);
	const code = numberOf(envelope.code);
	const { data } = envelope;
	const fields = fieldsOf(data);
	const issues: string[] = [];
	if (typeof envelope.code === "string") issues.push("$.code: a number came as a string");
	if (Number.isNaN(code)) issues.push(`$.code: expected a number, with HTTP ${status}`);
	const ok = code === 0 && data !== false && fields.isSuccess !== false;
	if (code === 0 && !ok) issues.push("$.data: says no under a code of 0");
	return {
		code,
		message: textOf(fields.message) || textOf(envelope.message) || textOf(body).slice(0, 200),
		data,
		fields,
		ok,
		isUnauthorised: [status, code].some((number) => number === 401 || number === 403),
		issues,
	};
}

/** An error of SoftSugar's. */
export const softSugarError = (sentence: string, fields: Omit<VendorErrorFields, "vendor">): VendorError =>
	new VendorError(sentence, { vendor: "softsugar", ...fields });

/** What an answer that says no means. The vendor publishes no codes: all that a command's can do is end that command. */
export function refusedError(operation: string, answer: SoftSugarAnswer): VendorError {
	const { code, message } = answer;
	const said = { operation, code: Number.isNaN(code) ? "malformed" : code, detail: message };
	if (answer.isUnauthorised)
		return softSugarError("SoftSugar does not accept the account: check SOFTSUGAR_APP_KEY.", {
			...said,
			action: "user-must-act",
			credential: "SOFTSUGAR_APP_KEY",
		});
	if (Number.isNaN(code))
		return softSugarError("SoftSugar's answer cannot be read.", { ...said, action: "retry" });
	if (operation === "create" || operation === "start")
		return softSugarError("SoftSugar could not open the live room.", { ...said, action: "new-session" });
	return softSugarError("SoftSugar refused the request.", { ...said, action: "reject" });
}

/** What a live room's status means that nothing follows; `null` for one that goes on, or that is not known. */
export function statusError(operation: string, status: number, detail: string): VendorError | null {
	const said = { operation, code: status, detail };
	switch (status) {
		case 97:
			return softSugarError("SoftSugar has no channel free at the moment.", {
				...said,
				action: "user-must-act",
			});
		case 98:
			return softSugarError("All channels of the account at SoftSugar are in use.", {
				...said,
				action: "user-must-act",
			});
		case 9:
			return softSugarError("SoftSugar's live room had a fault.", { ...said, action: "new-session" });
		case 99:
			return softSugarError("SoftSugar could not start the live room.", { ...said, action: "new-session" });
		case 50:
			return softSugarError("SoftSugar has closed the live room: no sign of life, or the link broke.", {
				...said,
				action: "new-session",
			});
		default:
			return null;
	}
}

/** Something that did not come before the timer of that name ran out. */
export const timeoutError = (operation: string, timer: string, sentence: string): VendorError =>
	softSugarError(sentence, { operation, action: "retry", code: "timeout", timer });
