import type { VendorErrorAction } from "../../../protocol/vendor-errors.ts";
import { callCode, productionCode, type ResultCode } from "./result-codes.ts";

/** The service refused a call, or a task of its failed. Its message holds no secret. */
export class TencentError extends Error {
	override readonly name = "TencentError";
	/** The document's number. */
	readonly code: number;
	readonly action: VendorErrorAction;
	/** What a person does about it, one sentence. */
	readonly measure: string;
	/** Names the request to the vendor; empty for a task. */
	readonly requestId: string;

	private constructor(where: string, code: number, known: ResultCode, said: string, requestId: string) {
		super(`${where}: ${known.meaning} (${code}${said === "" ? "" : `: ${said}`}). ${known.measure}`);
		this.code = code;
		this.action = known.action;
		this.measure = known.measure;
		this.requestId = requestId;
	}

	/** A call answered with `code` in its header. */
	static ofCall(path: string, code: number, said: string, requestId: string): TencentError {
		return new TencentError(path.slice(path.lastIndexOf("/") + 1), code, callCode(code), said, requestId);
	}

	/** A production task ended with `code`. */
	static ofTask(taskId: string, code: number, said: string): TencentError {
		return new TencentError(`task ${taskId}`, code, productionCode(code), said, "");
	}
}
