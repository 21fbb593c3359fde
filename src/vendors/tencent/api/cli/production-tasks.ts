import { createWriteStream } from "node:fs";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { ReadableStream } from "node:stream/web";
import { ConnectionError } from "../../../../protocol/errors.ts";
import { seconds } from "../../../../util/time.ts";
import { TencentError } from "../tencent-error.ts";
import { getProductionProgress } from "../video/progress.ts";
import { waitForTask } from "../wait-for-task.ts";
import type { CommandContext } from "./command-context.ts";

/** Production takes minutes; a queue may take longer. */
const GIVE_UP_AFTER = seconds(2 * 3600);

export interface ProductionFiles {
	/** File for sound or video. */
	readonly out?: string | undefined;
	/** File for subtitles. */
	readonly subtitles?: string | undefined;
	/** Seconds; two hours by default. */
	readonly giveUp?: number | undefined;
}

/** Waits for a production task, fetches what was made and prints it. @throws {TencentError} if the task failed */
export async function finishProduction(
	taskId: string,
	{ out, subtitles, giveUp }: ProductionFiles,
	context: CommandContext,
): Promise<void> {
	const { client, output, signal, every } = context;
	const progress = output.progress();
	try {
		const answer = await waitForTask({
			ask: () => client().call(getProductionProgress, { taskId }, { signal }),
			isOver: ({ status }) => status === "SUCCESS" || status === "FAIL",
			every,
			giveUpAfter: giveUp === undefined ? GIVE_UP_AFTER : seconds(giveUp),
			onAnswer: ({ status, progress: percent, arrayCount }) =>
				progress.show(
					Math.max(0, percent) / 100,
					status === "COMMIT" ? `task ${taskId}: ${arrayCount} before it` : `task ${taskId}: being made`,
				),
			signal,
		});
		if (answer.status === "FAIL") throw TencentError.ofTask(taskId, answer.failCode, answer.failMessage);
		if (out !== undefined) await fetchTo(answer.mediaUrl, out, signal);
		if (subtitles !== undefined && answer.subtitlesUrl !== "")
			await fetchTo(answer.subtitlesUrl, subtitles, signal);
		const place = out ?? answer.mediaUrl;
		output.result({ taskId, ...answer, file: out }, `${place} (${answer.duration.toFixed(1)} s)`);
	} finally {
		progress.end();
	}
}

async function fetchTo(url: string, file: string, signal: AbortSignal): Promise<void> {
	const response = await fetch(url, { signal });
	if (!response.ok || response.body === null)
		throw new ConnectionError(
			"network",
			`What was made cannot be fetched: its address answered ${response.status}.`,
		);
	await pipeline(Readable.fromWeb(response.body as ReadableStream), createWriteStream(file));
}
