import type { VoiceOptions } from "../drive.ts";
import type { IflytekOptions, IflytekPictures } from "./iflytek-options.ts";

/** A request; the gateway adds the application's id. */
export interface IflytekRequest {
	readonly header: { readonly ctrl: string; readonly request_id: string; readonly session?: string };
	readonly parameter?: object;
	readonly payload?: object;
}

/** What is not given is left to the service. */
const given = (fields: Readonly<Record<string, unknown>>) =>
	Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined && value !== ""));

const tts = ({ name, speed, pitch, volume }: VoiceOptions, extra: object = {}) =>
	given({ vcn: name, speed, pitch, volume, ...extra });

/** Asks for a session. `session` is what an earlier connection was given, if it was. */
export function startRequest(
	requestId: string,
	options: Required<IflytekOptions>,
	session: string,
): IflytekRequest {
	const { move, roomId, maskRegion, interactiveScene, avatarId, background } = options;
	const stream = given({
		protocol: options.protocol,
		fps: options.frameRate,
		bitrate: options.bitrate,
		alpha: options.alpha ? 1 : 0,
		room_id: roomId,
	});
	const avatar = given({
		avatar_id: avatarId,
		width: options.width,
		height: options.height,
		scale: options.scale,
		move_h: move.x,
		move_v: move.y,
		mask_region: maskRegion,
		interactive_scene: interactiveScene,
		audio_format: options.sampleRate === 24_000 ? 2 : 1,
	});
	return {
		header: { ctrl: "start", request_id: requestId, ...(session === "" ? {} : { session }) },
		parameter: { avatar: { stream, ...avatar, ...options.extra }, tts: tts(options.voice) },
		...(background === "" ? {} : { payload: { background: { data: background, type: "url" } } }),
	};
}

/** How a text is said. */
export interface TextRequestOptions {
	readonly append: boolean;
	readonly voice: VoiceOptions;
	readonly sampleRate: number;
	readonly pictures: IflytekPictures;
	/** Skips the moderation of the text; only sent if asked for. */
	readonly unmoderated: boolean;
}

/** Commands of a text, in the order of their layers as they were given. */
export function pictureCommands({ background, foregrounds = [] }: IflytekPictures): object[] {
	return [
		...(background === undefined ? [] : [{ type: "background_image", value: background }]),
		...foregrounds.map(({ url, x, y, layer = 1, width, height }) =>
			given({ type: "front_image", value: url, position_x: x, position_y: y, layer, width, height }),
		),
	];
}

/** A text: plain, or with commands, never both. */
export function textRequest(requestId: string, text: string, options: TextRequestOptions): IflytekRequest {
	const cmd = pictureCommands(options.pictures);
	return {
		header: { ctrl: "text_driver", request_id: requestId },
		parameter: {
			avatar_dispatch: {
				interactive_mode: options.append ? 0 : 1,
				enable_action_status: 1,
				...(options.unmoderated ? { disable_audit: 1 } : {}),
			},
			tts: tts(options.voice, { audio: { sample_rate: options.sampleRate } }),
		},
		payload: cmd.length === 0 ? { text: { content: text } } : { json_text: { text, cmd } },
	};
}

/** A piece of sound. */
export interface AudioPiece {
	/** Base64. */
	readonly audio: string;
	/** 0 first, 1 between, 2 last. */
	readonly status: 0 | 1 | 2;
	/** From 0. */
	readonly seq: number;
}

export const audioRequest = (
	requestId: string,
	{ audio, status, seq }: AudioPiece,
	options: { readonly isLive: boolean; readonly sampleRate: number },
): IflytekRequest => ({
	header: { ctrl: "audio_driver", request_id: requestId },
	parameter: { avatar_dispatch: { audio_mode: options.isLive ? 1 : 0 } },
	payload: {
		audio: {
			encoding: "raw",
			sample_rate: options.sampleRate,
			channels: 1,
			bit_depth: 16,
			status,
			seq,
			audio,
			frame_size: 0,
		},
	},
});

/** An action, `at` milliseconds from now. */
export const actionRequest = (requestId: string, name: string, at: number): IflytekRequest => ({
	header: { ctrl: "cmd", request_id: requestId },
	payload: { cmd_text: { avatar: [{ type: "action", value: name, tb: at }] } },
});

/** `reset`, `ping` and `stop` are nothing but their names. */
export const plainRequest = (ctrl: "reset" | "ping" | "stop", requestId: string): IflytekRequest => ({
	header: { ctrl, request_id: requestId },
});
