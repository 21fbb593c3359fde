import { AssetError, ConnectionError, WireError } from "../../../../protocol/errors.ts";
import { TencentError } from "../tencent-error.ts";
import { TaskTimeout } from "../wait-for-task.ts";
import { RecordingRefused } from "./recording-refused.ts";

/** How a command ends, for scripts. */
export const EXIT = {
	done: 0,
	/** Something unforeseen. */
	failed: 1,
	/** Wrong options, or a value outside the document's limits: nothing was sent. */
	usage: 2,
	/** The service refused, or a task failed, for good: a person has to change something. */
	refused: 3,
	/** The same command may work later: no answer, too fast, a fault of the service. */
	later: 4,
	/** The task goes on; ask for it by its id. */
	unfinished: 5,
	/** Ended by Ctrl-C. */
	interrupted: 130,
} as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** The exit code for what a command threw. */
export function exitCodeOf(error: unknown): ExitCode {
	if (error instanceof WireError || error instanceof AssetError) return EXIT.usage;
	if (error instanceof RecordingRefused) return EXIT.refused;
	if (error instanceof TaskTimeout) return EXIT.unfinished;
	if (error instanceof ConnectionError) return error.reason === "auth" ? EXIT.refused : EXIT.later;
	if (error instanceof TencentError)
		return error.action === "retry" || error.action === "slow-down" ? EXIT.later : EXIT.refused;
	if (error instanceof Error && error.name === "AbortError") return EXIT.interrupted;
	return EXIT.failed;
}
