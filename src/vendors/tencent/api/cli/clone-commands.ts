import { type Command, Option } from "commander";
import { seconds } from "../../../../util/time.ts";
import { evaluateAudio } from "../customization/audio-evaluation.ts";
import { getAudioEvaluationState, passes } from "../customization/audio-evaluation-state.ts";
import { detectAudioQuality } from "../customization/audio-quality.ts";
import { DETECTIONS, getDetectProgress } from "../customization/audio-quality-progress.ts";
import { confirmCustomization } from "../customization/confirm.ts";
import { makeCustomization } from "../customization/make.ts";
import { getReadingTexts } from "../customization/reading-texts.ts";
import { checkMaterial } from "../upload/check-material.ts";
import type { FootageType } from "../upload/check-video.ts";
import { waitForTask } from "../wait-for-task.ts";
import type { CommandContext } from "./command-context.ts";
import { finishCustomization, uploadWithProgress } from "./customization-tasks.ts";
import { numberOption } from "./production-commands.ts";
import { RecordingRefused } from "./recording-refused.ts";

/** What `clone voice`, `clone photo` and `clone avatar` are given. */
interface OrderOptions extends WaitOptions {
	readonly name: string;
	readonly sex: "MALE" | "FEMALE";
	readonly letter?: string;
	readonly notes?: string;
	readonly demoText?: string;
	readonly keepBackground?: boolean;
}

interface WaitOptions {
	readonly wait: boolean;
	readonly giveUp?: number;
}

/** A check takes seconds to minutes. */
const CHECK_GIVE_UP = seconds(15 * 60);

const sexOption = () => new Option("--sex <sex>").choices(["MALE", "FEMALE"]).makeOptionMandatory();

const named = (command: Command): Command =>
	command
		.requiredOption("--name <name>", "2 to 50 letters, digits, _ and -, unique in the account")
		.addOption(sexOption())
		.option("--notes <text>", "at most 100 characters")
		.option("--no-wait", "print the task's id and leave")
		.option("--give-up <seconds>", "wait no longer than this", numberOption);

/** `clone …`: avatars and voices of one's own, from the material to what came of it. */
export function cloneCommands(program: Command, context: CommandContext): void {
	const { client, output, signal, every } = context;
	const clone = program.command("clone").description("avatars and voices of one's own");

	clone
		.command("texts")
		.description("sentences to read aloud for `clone sentence`")
		.action(async () => {
			const { texts } = await client().call(getReadingTexts, {}, { signal });
			output.table(texts, { ID: ({ textId }) => textId, TEXT: ({ text }) => text });
		});

	clone
		.command("check <audio-url>")
		.description("have an uploaded WAV for `clone voice` judged first")
		.option("--text <text>", "what is read aloud")
		.action(async (audioUrl, { text }) => {
			const asked = text === undefined ? { audioUrl } : { audioUrl, referenceText: text };
			const { taskId } = await client().call(evaluateAudio, asked, { signal });
			const state = await waitForTask({
				ask: () => client().call(getAudioEvaluationState, { taskId }, { signal }),
				isOver: ({ taskState }) => taskState === "SUCCESS" || taskState === "FAIL",
				every,
				giveUpAfter: CHECK_GIVE_UP,
				signal,
			});
			if (state.taskState === "FAIL" || !state.result) throw new RecordingRefused(state.errorMsg);
			const { snr, c50, clipping, duration, wer } = state.result;
			const measures = Object.entries({ snr, c50, clipping, duration, wer }).flatMap(([name, measure]) =>
				measure === undefined ? [] : [{ name, ...measure, passes: passes(measure) }],
			);
			output.table(measures, {
				MEASURE: ({ name }) => name,
				VALUE: ({ value }) => value.toFixed(2),
				PASSES: (measure) => (measure.passes ? "yes" : "no"),
				WHAT: ({ description }) => description,
			});
		});

	named(clone.command("sentence <recording>"))
		.description("a voice from one sentence")
		.option("--text-id <id>", "the sentence that is read; `clone texts` lists them")
		.action(async (recording, options) => {
			const audioUrl = await uploadWithProgress(await checkMaterial(recording, "recording"), context);
			const asked = options.textId === undefined ? { audioUrl } : { audioUrl, textId: options.textId };
			const { taskId: checkId } = await client().call(detectAudioQuality, asked, { signal });
			const { detectionCode, detectionMsg, audioId, taskState } = await waitForTask({
				ask: () => client().call(getDetectProgress, { taskId: checkId }, { signal }),
				isOver: (answer) => answer.taskState !== "PROCESSING",
				every,
				giveUpAfter: CHECK_GIVE_UP,
				signal,
			});
			if (taskState === "FAIL" || detectionCode !== 0)
				throw new RecordingRefused(DETECTIONS.get(detectionCode) ?? detectionMsg);
			const { taskId } = await client().call(
				makeCustomization,
				{
					anchorName: options.name,
					makeType: "ZERO_SHOT_VOICE",
					sexType: options.sex,
					audioId,
					...(options.notes && { notes: options.notes }),
				},
				{ signal },
			);
			await ordered(taskId, options);
		});

	named(clone.command("voice <zip>"))
		.description("a voice from a zip of recordings")
		.requiredOption("--letter <file>", "letter of authorisation, .pdf or .mp4/.mov")
		.action(async (zip, options) => {
			const material = await checkMaterial(zip, "voice");
			await order("VOICE", material, options);
		});

	named(clone.command("photo <picture>"))
		.description("an avatar from a photo")
		.option("--demo-text <text>", "what the demo says, 4 to 1000 characters")
		.action(async (picture, options) => order("IMAGE_PHOTO", await checkMaterial(picture, "photo"), options));

	named(clone.command("avatar <video>"))
		.description("an avatar from footage")
		.requiredOption("--letter <file>", "letter of authorisation, .pdf or .mp4/.mov")
		.addOption(new Option("--type <type>").choices(["IMAGE", "IMAGE_GENERAL", "IMAGE_4K"]).default("IMAGE"))
		.option("--keep-background")
		.option("--demo-text <text>", "what the demo says, 4 to 1000 characters")
		.action(async (video, options) => {
			const type: FootageType = options.type;
			const material = await checkMaterial(video, type === "IMAGE_4K" ? "video-4k" : "video", type);
			await order(type, material, options);
		});

	clone
		.command("task <id>")
		.description("wait for an avatar or voice that was ordered before")
		.option("--give-up <seconds>", "wait no longer than this", numberOption)
		.action((id, options) => finishCustomization(id, options, context));

	clone
		.command("confirm <id>")
		.description("approve the demo, or reject it with a reason")
		.option("--reject <reason>", "at most 300 characters")
		.action(async (id, { reject }) => {
			const answer =
				reject === undefined ? { operate: "AGREE" as const } : { operate: "REJECT" as const, reason: reject };
			await client().call(confirmCustomization, { taskId: id, ...answer }, { signal });
			output.result({ taskId: id, ...answer }, reject === undefined ? "approved" : "rejected");
		});

	/** Uploads letter and material and orders. */
	async function order(
		makeType: "VOICE" | "IMAGE_PHOTO" | FootageType,
		material: Awaited<ReturnType<typeof checkMaterial>>,
		options: OrderOptions,
	): Promise<void> {
		// Both are looked at before anything is sent.
		const isPdf = options.letter?.toLowerCase().endsWith(".pdf") ?? false;
		const letter =
			options.letter === undefined
				? undefined
				: await checkMaterial(options.letter, isPdf ? "letter-pdf" : "letter-video");
		const letterUrl = letter && (await uploadWithProgress(letter, context));
		const materialCosUrl = await uploadWithProgress(material, context);
		const { taskId } = await client().call(
			makeCustomization,
			{
				anchorName: options.name,
				makeType,
				sexType: options.sex,
				materialCosUrl,
				...(letterUrl && (isPdf ? { identityWrittenCosUrl: letterUrl } : { identityCosUrl: letterUrl })),
				...(options.notes && { notes: options.notes }),
				...(options.demoText && { textDriver: options.demoText }),
				...(options.keepBackground && { isHaveBackground: true }),
			},
			{ signal },
		);
		await ordered(taskId, options);
	}

	async function ordered(taskId: string, options: WaitOptions): Promise<void> {
		if (options.wait) return finishCustomization(taskId, options, context);
		output.result({ taskId }, taskId);
	}
}
