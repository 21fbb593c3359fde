import type { SampleRow } from "./sample-row.ts";

/** Akool, "Real-time avatar": samples inside its tables. */
export const AKOOL_ROWS: readonly SampleRow[] = [
	{
		line: 13,
		check: "akool response",
		reads: { code: 1000, ok: true },
		note: "all addresses are empty: nothing to play yet, looked at again",
	},
	{
		line: 23,
		check: "akool response",
		reads: { code: 1000, ok: true },
		note: "nothing to play yet, looked at again",
	},
	{
		line: 57,
		check: "akool response",
		reads: { code: 1000, ok: true },
		note: "the table says Array: both are read; a session's id is `task_id` here, `_id` elsewhere",
	},
];
