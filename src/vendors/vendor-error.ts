import type { VendorErrorAction } from "../protocol/vendor-errors.ts";
import type { VendorId } from "../protocol/vendor-id.ts";

/** What went wrong with a vendor, and what can be done about it. */
export interface VendorErrorFields {
	readonly vendor: VendorId;
	/** What it asks for: try again, a new session, a person, another command, or patience. */
	readonly action: VendorErrorAction;
	/** What was being done: `createsession`, `SEND_TEXT`, `first frame`. */
	readonly operation: string;
	/** The vendor's own number or word; `null` if it said none. */
	readonly code: number | string | null;
	/** The vendor's own text, for developers; it is not shown to viewers. */
	readonly detail?: string;
	/** The timer that ran out, if one did. */
	readonly timer?: string;
	/** The setting of the gateway that is wrong or missing, if that is known. */
	readonly credential?: string;
}

/** Something went wrong with a vendor. `message` is one plain sentence that may be shown to a viewer. */
export class VendorError extends Error {
	override readonly name = "VendorError";
	readonly vendor: VendorId;
	readonly action: VendorErrorAction;
	readonly operation: string;
	readonly code: number | string | null;
	readonly detail: string;
	readonly timer: string | null;
	readonly credential: string | null;

	constructor(sentence: string, fields: VendorErrorFields, options?: ErrorOptions) {
		super(sentence, options);
		this.vendor = fields.vendor;
		this.action = fields.action;
		this.operation = fields.operation;
		this.code = fields.code;
		this.detail = fields.detail ?? "";
		this.timer = fields.timer ?? null;
		this.credential = fields.credential ?? null;
	}
}
