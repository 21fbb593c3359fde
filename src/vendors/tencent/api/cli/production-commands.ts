import { readFile } from "node:fs/promises";
import { type Command, InvalidArgumentError, Option } from "commander";
import { makeSpeech } from "../video/tts.ts";
import { makeVideo } from "../video/video-make.ts";
import { makeVideoAdvanced } from "../video/video-make-advanced.ts";
import type { CommandContext } from "./command-context.ts";
import { finishProduction } from "./production-tasks.ts";

/** A number of an option. */
export function numberOption(text: string): number {
	const value = Number(text);
	if (text.trim() === "" || !Number.isFinite(value)) throw new InvalidArgumentError("expected a number");
	return value;
}

/** A text given as such, or `@file`. */
const textOf = async (text: string): Promise<string> =>
	text.startsWith("@") ? (await readFile(text.slice(1), "utf8")).trim() : text;

/** Leaves out what was not given. */
const given = <Fields extends object>(fields: Fields) =>
	Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as {
		[Key in keyof Fields]: Exclude<Fields[Key], undefined>;
	};

const waiting = (command: Command): Command =>
	command
		.option("--no-wait", "print the task's id and leave")
		.option("--give-up <seconds>", "wait no longer than this", numberOption);

const voiced = (command: Command): Command =>
	command
		.option("--speed <number>", "0.5 to 1.5", numberOption, 1)
		.option("--volume <number>", "0 to 10", numberOption)
		.option("--emotion <code>", "emotion of the voice")
		.option("--intensity <number>", "50 to 200, with an emotion", numberOption);

/** `say`, `video` and `task`: sound and video from text, and waiting for them. */
export function productionCommands(program: Command, context: CommandContext): void {
	const { client, output, signal } = context;

	const started = async (
		taskId: string,
		{ wait, ...files }: { wait: boolean; out?: string; giveUp?: number },
	) => (wait ? finishProduction(taskId, files, context) : output.result({ taskId }, taskId));

	voiced(waiting(program.command("say <text>")))
		.description("a text as sound; @FILE reads it from a file")
		.option("--voice <key>", "TimbreKey; `voices` lists them")
		.option("--avatar <key>", "or the voice of this avatar")
		.addOption(new Option("--codec <name>", "mp3 or wav").choices(["mp3", "wav"]))
		.option("--rate <hertz>", "16000 or 24000", numberOption)
		.option("-o, --out <file>", "write the sound here")
		.action(async (text, options) => {
			const { taskId } = await client().call(
				makeSpeech,
				given({
					inputSsml: await textOf(text),
					timbreKey: options.voice,
					virtualmanKey: options.avatar,
					speed: options.speed,
					volume: options.volume,
					emotionCategory: options.emotion,
					emotionIntensity: options.intensity,
					codec: options.codec,
					sampleRate: options.rate,
				}),
				{ signal },
			);
			await started(taskId, options);
		});

	voiced(waiting(program.command("video [text]")))
		.description("an avatar that says a text, or moves to --audio")
		.requiredOption("--avatar <key>", "VirtualmanKey; `avatars` lists them")
		.option("--voice <key>", "TimbreKey; the avatar's own by default")
		.option("--audio <url>", "speak with this sound instead of a text")
		.option("--modulated", "in the voice of --voice instead of the sound's own")
		.addOption(
			new Option("--format <name>").choices(["MP4", "TransparentWebm", "GreenScreenMp4"]).default("MP4"),
		)
		.option("--background <url>", "picture or video behind (MP4)")
		.option("--burn-subtitles", "subtitles in the picture (MP4)")
		.option("--callback <url>", "told once when the video is done")
		.option("-o, --out <file>", "write the video here")
		.option("--subtitles <file>", "write the subtitles here")
		.action(async (text, options) => {
			const driverType =
				options.audio === undefined ? "Text" : options.modulated ? "ModulatedVoice" : "OriginalVoice";
			const order = given({
				virtualmanKey: options.avatar as string,
				inputSsml: text === undefined ? undefined : await textOf(text),
				speechParam: given({
					speed: options.speed as number,
					timbreKey: options.voice,
					volume: options.volume,
					emotionCategory: options.emotion,
					emotionIntensity: options.intensity,
				}),
				driverType,
				inputAudioUrl: options.audio,
				callbackUrl: options.callback,
			} as const);
			const isBasic = options.format !== "MP4";
			const { taskId } = isBasic
				? await client().call(makeVideo, { ...order, videoParam: { format: options.format } }, { signal })
				: await client().call(
						makeVideoAdvanced,
						{
							...order,
							videoParam: given({
								format: "MP4" as const,
								backgroundFileUrl: options.background,
								showSubtitles: options.burnSubtitles,
							}),
						},
						{ signal },
					);
			await started(taskId, options);
		});

	program
		.command("task <id>")
		.description("wait for a sound or video that was ordered before")
		.option("-o, --out <file>", "write what was made here")
		.option("--subtitles <file>", "write the subtitles here")
		.option("--give-up <seconds>", "wait no longer than this", numberOption)
		.action((id, options) => finishProduction(id, options, context));
}
