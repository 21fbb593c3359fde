import { basename } from "node:path";
import { seconds } from "../../../../util/time.ts";
import { CUSTOMIZATION_STAGES, getCustomizationProgress } from "../customization/progress.ts";
import { TencentError } from "../tencent-error.ts";
import type { CheckedMaterial } from "../upload/check-material.ts";
import { waitForTask } from "../wait-for-task.ts";
import type { CommandContext } from "./command-context.ts";

/** Training takes hours; people look at it in between. */
const GIVE_UP_AFTER = seconds(24 * 3600);

/** Uploads with a bar, and says first what could not be checked. */
export async function uploadWithProgress(
	material: CheckedMaterial,
	context: CommandContext,
): Promise<string> {
	const { client, output, records, now, signal } = context;
	const name = basename(material.file);
	for (const warning of material.warnings) output.note(`${name}: ${warning}`);
	const progress = output.progress();
	try {
		// The storage's client takes a second to load; most commands do without it.
		const { uploadMaterial } = await import("../upload/upload-material.ts");
		return await uploadMaterial(material, {
			client: client(),
			records,
			now,
			signal,
			onProgress: (sent, total) => progress.show(sent / total, `uploading ${name}`),
		});
	} finally {
		progress.end();
	}
}

/** Waits for an order until it is done or a person has to look at its demo. @throws {TencentError} if it failed */
export async function finishCustomization(
	taskId: string,
	{ giveUp }: { readonly giveUp?: number | undefined },
	context: CommandContext,
): Promise<void> {
	const { client, output, signal, every } = context;
	const progress = output.progress();
	try {
		const answer = await waitForTask({
			ask: () => client().call(getCustomizationProgress, { taskId }, { signal }),
			isOver: ({ status, stageInfo, stageV2 }) =>
				status !== "MAKING" ||
				(stageInfo !== undefined && (stageInfo.unread === "" || stageV2 === "CONFIRM")),
			every,
			giveUpAfter: giveUp === undefined ? GIVE_UP_AFTER : seconds(giveUp),
			onAnswer: ({ stageV2, statusV2 }) =>
				progress.show(shareOf(stageV2), `task ${taskId}: ${stageV2} ${statusV2}`),
			signal,
		});
		if (answer.status === "FAIL") throw TencentError.ofTask(taskId, 0, answer.failMessage);
		if (answer.status === "SUCCESS") {
			const made = answer.assetList.map(({ timbreKey, virtualmanKey }) => timbreKey || virtualmanKey);
			return output.result({ taskId, ...answer }, made.length === 0 ? "done" : made.join("\n"));
		}
		const { trainResult = [], rejectReason = "", unread = "" } = answer.stageInfo ?? {};
		const odd = unread === "" ? "" : `\nThe service's words could not be read: ${unread}`;
		const refused = rejectReason === "" ? "" : `\nThe last rejection was answered: ${rejectReason}`;
		output.result(
			{ taskId, ...answer },
			`Look at the demo, then: clone confirm ${taskId} [--reject REASON]\n${trainResult.join("\n")}${refused}${odd}`,
		);
	} finally {
		progress.end();
	}
}

/** Where a stage stands among all; an unknown one counts as the beginning. */
const shareOf = (stage: string): number =>
	Math.max(
		0,
		CUSTOMIZATION_STAGES.findIndex((known) => known === stage),
	) /
	(CUSTOMIZATION_STAGES.length - 1);
