import type { Seconds } from "../../../../util/time.ts";
import type { TencentClient } from "../tencent-client.ts";
import type { UploadRecords } from "../upload/upload-record.ts";
import type { CommandOutput } from "./command-output.ts";

/** What every command works with. */
export interface CommandContext {
	/** Made when it is first needed: help needs no account. */
	readonly client: () => TencentClient;
	readonly output: CommandOutput;
	readonly records: UploadRecords;
	/** Seconds since 1970. */
	readonly now: () => Seconds;
	/** Aborts at Ctrl-C. */
	readonly signal: AbortSignal;
	/** Between two questions about a task. */
	readonly every: Seconds;
}
