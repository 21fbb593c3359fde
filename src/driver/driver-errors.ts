import { BAD_REQUEST_CODE } from "../protocol/parse-driver-request.ts";

/**
 * The error codes that this driver sends, out of the vendor's list (specs: "API Error Codes"; the driver API itself
 * prints none).
 */
export const ERROR_CODES = {
	/** No JSON, a field missing, of the wrong type or outside its range. */
	badRequest: BAD_REQUEST_CODE,
	/** A value that is well-formed but means nothing here: SSML that does not parse, a fragment out of order. */
	badValue: 100002,
	/** More text than is taken at once. */
	quotaExceeded: 100008,
	/** A voice or language that does not exist. */
	noSuchResource: 100009,
	/** Something of ours failed. */
	internal: -101000,
	/** The speech synthesiser is missing or has died. */
	remoteFailure: 801000,
} as const;

export type ErrorCode = (typeof ERROR_CODES)[keyof typeof ERROR_CODES];

/** A request that is answered with an error code. `message` is for the caller's eyes. */
export class RequestRefused extends Error {
	override readonly name = "RequestRefused";
	readonly code: ErrorCode;

	constructor(code: ErrorCode, message: string, options?: ErrorOptions) {
		super(message, options);
		this.code = code;
	}
}
