import type { VoiceOptions } from "../drive.ts";

/** What kind of session is asked for; units and ranges are the vendor's (specs: "Start initialization protocol"). */
export interface IflytekOptions {
	/** The gateway's own if empty. */
	readonly avatarId?: string;
	/** Multiples of 4, at most 4096. */
	readonly width?: number;
	readonly height?: number;
	/** 13 … 25. */
	readonly frameRate?: number;
	/** Kilobits per second; 200 … 5000 (the documents say 100, the service refuses less than 200). */
	readonly bitrate?: number;
	/** See-through background; xrtc only, composed by the vendor's player. */
	readonly alpha?: boolean;
	/** `xrtc`; the service in China knows `webrtc` and `rtmp` too. */
	readonly protocol?: string;
	/** At most 32 characters. */
	readonly roomId?: string;
	/** 0.1 … 1. */
	readonly scale?: number;
	/** Pixels, −4096 … 4096, to the right and upwards. */
	readonly move?: { readonly x: number; readonly y: number };
	readonly maskRegion?: string;
	readonly interactiveScene?: string;
	/** Of sound that is spoken: 16 000 or 24 000 hertz. */
	readonly sampleRate?: 16_000 | 24_000;
	/** Speed, pitch and volume 0 … 100. */
	readonly voice?: VoiceOptions;
	/** Address of a picture. */
	readonly background?: string;
	/** Where offers for `webrtc://` streams are posted; the vendor's own if empty. */
	readonly signalling?: string;
	/** Anything else of `parameter.avatar`, such as `vad_mode`. */
	readonly extra?: Readonly<Record<string, unknown>>;
}

export const IFLYTEK_DEFAULTS: Required<IflytekOptions> = {
	avatarId: "",
	width: 720,
	height: 1280,
	frameRate: 25,
	bitrate: 2000,
	alpha: false,
	protocol: "xrtc",
	roomId: "",
	scale: 1,
	move: { x: 0, y: 0 },
	maskRegion: "",
	interactiveScene: "",
	sampleRate: 16_000,
	voice: {},
	background: "",
	signalling: "",
	extra: {},
};

/** Pictures that change with a text ("picture-in-picture"). Video and transparency are named there, but not supported. */
export interface IflytekPictures {
	/** Address of a picture. */
	readonly background?: string;
	readonly foregrounds?: readonly {
		readonly url: string;
		readonly x: number;
		readonly y: number;
		readonly width?: number;
		readonly height?: number;
		/** 0 is the avatar's own; higher is further in front. */
		readonly layer?: number;
	}[];
}

/** Options as they may be sent. @throws {RangeError} with the option's name and what was expected */
export function checkedOptions(options: IflytekOptions): Required<IflytekOptions> {
	const checked = { ...IFLYTEK_DEFAULTS, ...options };
	const expect = (name: string, holds: boolean, what: string) => {
		if (!holds) throw new RangeError(`${name}: expected ${what}`);
	};
	for (const name of ["width", "height"] as const) {
		const size = checked[name];
		expect(name, size > 0 && size <= 4096 && size % 4 === 0, `a multiple of 4 up to 4096, got ${size}`);
	}
	const ranges = [
		["frameRate", checked.frameRate, 13, 25],
		["bitrate", checked.bitrate, 200, 5000],
		["scale", checked.scale, 0.1, 1],
		["move.x", checked.move.x, -4096, 4096],
		["move.y", checked.move.y, -4096, 4096],
		...voiceRanges(checked.voice),
	] as const;
	for (const [name, value, least, most] of ranges)
		expect(name, value >= least && value <= most, `${least} to ${most}, got ${value}`);
	expect("roomId", [...checked.roomId].length <= 32, "at most 32 characters");
	expect("alpha", !checked.alpha || checked.protocol === "xrtc", "protocol xrtc with an alpha channel");
	return checked;
}

/** Name, value, least and most of what is given of a voice. */
export const voiceRanges = (voice: VoiceOptions) =>
	(["speed", "pitch", "volume"] as const).flatMap((name) => {
		const value = voice[name];
		return value === undefined ? [] : [[`voice.${name}`, value, 0, 100] as const];
	});
