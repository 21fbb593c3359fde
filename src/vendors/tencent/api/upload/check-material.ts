import { readFile, stat } from "node:fs/promises";
import { basename, extname } from "node:path";
import { imageSize } from "image-size";
import { AssetError } from "../../../../protocol/errors.ts";
import { type FootageType, footageProblems } from "./check-video.ts";
import { voiceArchiveProblems } from "./check-voice-archive.ts";
import { inspectMedia } from "./inspect-media.ts";
import { MATERIALS, type MaterialKind, type MaterialRule } from "./material.ts";

/** A file that may be uploaded. */
export interface CheckedMaterial {
	readonly file: string;
	readonly kind: MaterialKind;
	readonly bytes: number;
	/** What could not be checked or is not advised, a sentence each. */
	readonly warnings: readonly string[];
}

/** 2 to 50 letters, digits, underscores and hyphens, before the ending. */
const STRICT_NAME = /^[\p{L}\p{M}\p{N}_-]{2,50}$/u;
const STRICTLY_NAMED: ReadonlySet<MaterialKind> = new Set(["photo", "recording"]);

const PHOTO_RATIOS = [1, 9 / 16, 16 / 9, 4 / 3];
/** A photo's sides are whole pixels. Share of the ratio. */
const RATIO_SLACK = 0.01;

const NOT_PROBED = "Length, size and rate were not checked: there is no ffprobe here (it comes with ffmpeg).";

/**
 * Checks a file against the document's limits before a byte is sent.
 * @param footage which avatar a video is for; decides how long it must be
 * @throws {AssetError} with every reason why the service would refuse it
 */
export async function checkMaterial(
	file: string,
	kind: MaterialKind,
	footage: FootageType = kind === "video-4k" ? "IMAGE_4K" : "IMAGE",
): Promise<CheckedMaterial> {
	const { size } = await stat(file).catch((cause) => {
		throw new AssetError(file, `${file} cannot be read.`, { cause });
	});
	const problems = nameAndSizeProblems(file, kind, size);
	const warnings: string[] = [];
	if (problems.length === 0) await lookInside(file, kind, footage, problems, warnings);
	if (problems.length > 0) throw new AssetError(file, `${file} ${problems.join("; it ")}.`);
	return { file, kind, bytes: size, warnings };
}

function nameAndSizeProblems(file: string, kind: MaterialKind, size: number): string[] {
	const { formats, maxBytes }: MaterialRule = MATERIALS[kind];
	const problems: string[] = [];
	const ending = extname(file).slice(1).toLowerCase();
	if (!formats.includes(ending)) problems.push(`ends in .${ending}; expected ${formats.join(", ")}`);
	if (size === 0) problems.push("is empty");
	if (size > maxBytes) problems.push(`has ${size} bytes; expected at most ${maxBytes}`);
	if (STRICTLY_NAMED.has(kind) && !STRICT_NAME.test(basename(file, extname(file))))
		problems.push("has another name than 2 to 50 letters, digits, underscores and hyphens");
	return problems;
}

async function lookInside(
	file: string,
	kind: MaterialKind,
	footage: FootageType,
	problems: string[],
	warnings: string[],
): Promise<void> {
	switch (kind) {
		case "photo":
			problems.push(...photoProblems(await readFile(file)));
			return;
		case "voice":
			problems.push(...(await archiveProblems(file)));
			return;
		case "video":
		case "video-4k": {
			const facts = await inspectMedia(file);
			if (facts === null) warnings.push(NOT_PROBED);
			else problems.push(...footageProblems(facts, footage));
			return;
		}
		case "recording":
			return recordingProblems(file, problems, warnings);
		default:
			return;
	}
}

function photoProblems(bytes: Buffer): string[] {
	try {
		const { width, height } = imageSize(bytes);
		const ratio = width / height;
		const fits = PHOTO_RATIOS.some((wanted) => Math.abs(ratio / wanted - 1) <= RATIO_SLACK);
		return fits ? [] : [`is ${width} × ${height}; expected 1:1, 9:16, 16:9 or 4:3`];
	} catch {
		return ["is no picture that can be read"];
	}
}

async function archiveProblems(file: string): Promise<string[]> {
	try {
		return await voiceArchiveProblems(file);
	} catch {
		return ["is no zip that can be read"];
	}
}

async function recordingProblems(file: string, problems: string[], warnings: string[]): Promise<void> {
	const facts = await inspectMedia(file);
	if (facts === null) return void warnings.push(NOT_PROBED);
	const { duration, sampleRate = 0, bitRate } = facts;
	if (sampleRate <= 16_000) problems.push(`has ${sampleRate} Hz; expected more than 16000`);
	if (duration < 10 || duration > 30)
		warnings.push(`It is ${duration.toFixed(1)} s long; 10 to 30 s are advised.`);
	if (extname(file).toLowerCase() !== ".wav" && bitRate < 128_000)
		warnings.push(`It has ${Math.round(bitRate / 1000)} kbit/s; more than 128 are advised.`);
}
