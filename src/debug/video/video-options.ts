import type { OfflineStageOptions } from "../../runtime/offline-stage.ts";
import type { ReplayOptions } from "../model/replay-options.ts";

export const CONTAINERS = ["mp4", "webm"] as const;
export type Container = (typeof CONTAINERS)[number];

/** How a recording becomes a video. */
export interface VideoOptions {
	readonly container: Container;
	/** Pixels, even numbers. */
	readonly width: number;
	readonly height: number;
	/** Frames per second. */
	readonly frameRate: number;
	/** The model: its address, absolute, or its file. */
	readonly avatar: string | Blob;
	/** How well it is drawn; "low" without a graphics card is ten times as fast. */
	readonly quality: NonNullable<OfflineStageOptions["quality"]>;
	readonly framing: "head" | "bust" | "half";
	/** CSS colour behind the avatar. */
	readonly background: string;
	/** Stretch of the recording, seconds; all of it by default. */
	readonly from: number;
	readonly to: number;
	/** How the recording is gone through. */
	readonly replay: ReplayOptions;
}

export const VIDEO_DEFAULTS = {
	container: "mp4",
	width: 540,
	height: 720,
	frameRate: 30,
	quality: "high",
	framing: "head",
	background: "#e9edf2",
	from: 0,
	to: Number.POSITIVE_INFINITY,
	replay: {},
} as const satisfies Omit<VideoOptions, "avatar">;

/** What has been made. */
export interface VideoSummary {
	/** As WebCodecs names them. */
	readonly videoCodec: string;
	readonly audioCodec: string;
	readonly frames: number;
	/** Seconds. */
	readonly duration: number;
}

/** Page → video worker: one recording, then nothing more. */
export interface ToVideo {
	readonly type: "render";
	readonly recording: string | Blob;
	readonly options: VideoOptions;
}

/** Video worker → page. */
export type FromVideo =
	/** Share of the recording that is done, 0 … 1. */
	| { readonly type: "progress"; readonly share: number; readonly frames: number }
	| { readonly type: "done"; readonly file: Blob; readonly summary: VideoSummary }
	| { readonly type: "failed"; readonly reason: string };

/** Sizes that are offered, pixels: upright, as a face is. */
export const VIDEO_SIZES = [
	{ width: 270, height: 360 },
	{ width: 540, height: 720 },
	{ width: 810, height: 1080 },
] as const;
