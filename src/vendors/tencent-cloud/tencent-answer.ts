import { type Fields, fieldsOf, numberOf, textOf } from "../../protocol/loose-fields.ts";
import type { BrokerAnswer } from "../session-broker.ts";

/** An answer of the API, decoded. `issues` names what was tolerated. */
export interface TencentAnswer {
	/** 0 is good; `NaN` if there was no envelope at all. */
	readonly code: number;
	readonly message: string;
	readonly payload: Fields;
	readonly issues: readonly string[];
}

/** States of a session (specs: "Querying the Session Status"). */
export const SESSION_STATUS = { live: 1, closed: 2, preparing: 3, failed: 4 } as const;

/** Decodes an answer; one that is not as documented gets code `NaN` and says what it was. */
export function decodeAnswer({ status, body }: BrokerAnswer): TencentAnswer {
	const header = fieldsOf(fieldsOf(body).Header);
	const code = numberOf(header.Code);
	const issues: string[] = [];
	if (typeof header.Code === "string") issues.push("$.Header.Code: a number came as a string");
	if (Number.isNaN(code)) issues.push(`$.Header.Code: expected a number, with HTTP ${status}`);
	const message = textOf(header.Message) || (Number.isNaN(code) ? textOf(body).slice(0, 200) : "");
	return { code, message, payload: fieldsOf(fieldsOf(body).Payload), issues };
}
