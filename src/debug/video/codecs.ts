import type { Container } from "./video-options.ts";

/** Bits of a second and pixel of a face that moves little against a plain ground. */
const BITS_PER_PIXEL = 0.12;
const LEAST_BITRATE = 600_000;

/** Speech, one channel: transparent in Opus, good in AAC. */
const AUDIO_BITRATE = 96_000;

/** Hertz: the one rate that every Opus decoder gives out. */
export const AUDIO_RATE = 48_000;

/** What a muxer calls a codec, and how WebCodecs spells it, best first for each container. */
const VIDEO: Readonly<Record<Container, readonly (readonly [string, readonly string[]])[]>> = {
	// H.264 plays everywhere. High and baseline profile, levels up to 1080p.
	mp4: [
		["avc", ["avc1.640028", "avc1.42e01f", "avc1.42002a"]],
		["vp9", ["vp09.00.31.08"]],
		["av1", ["av01.0.08M.08"]],
	],
	webm: [
		["V_VP9", ["vp09.00.31.08"]],
		["V_VP8", ["vp8"]],
		["V_AV1", ["av01.0.08M.08"]],
	],
};

const AUDIO: Readonly<Record<Container, readonly (readonly [string, string])[]>> = {
	mp4: [
		["aac", "mp4a.40.2"],
		["opus", "opus"],
	],
	webm: [["A_OPUS", "opus"]],
};

/** A codec that this browser encodes: the muxer's name, and what to configure the encoder with. */
export interface Choice<Config> {
	readonly name: string;
	readonly config: Config;
}

/** @throws Error if this browser encodes none of the container's codecs */
export async function chooseVideo(
	container: Container,
	size: { readonly width: number; readonly height: number; readonly frameRate: number },
): Promise<Choice<VideoEncoderConfig>> {
	const { width, height, frameRate } = size;
	const bitrate = Math.max(LEAST_BITRATE, Math.round(width * height * frameRate * BITS_PER_PIXEL));
	for (const [name, codecs] of VIDEO[container])
		for (const codec of codecs) {
			const config: VideoEncoderConfig = {
				codec,
				width,
				height,
				framerate: frameRate,
				bitrate,
				latencyMode: "quality",
				...(name === "avc" ? { avc: { format: "avc" } } : {}),
			};
			if (await supports(() => VideoEncoder.isConfigSupported(config))) return { name, config };
		}
	throw new Error(`This browser encodes no video for ${container.toUpperCase()}.`);
}

/** @throws Error if this browser encodes none of the container's codecs */
export async function chooseAudio(container: Container): Promise<Choice<AudioEncoderConfig>> {
	for (const [name, codec] of AUDIO[container]) {
		const config = { codec, sampleRate: AUDIO_RATE, numberOfChannels: 1, bitrate: AUDIO_BITRATE };
		if (await supports(() => AudioEncoder.isConfigSupported(config))) return { name, config };
	}
	throw new Error(`This browser encodes no sound for ${container.toUpperCase()}.`);
}

/** A codec string that a browser does not even know makes it throw. */
async function supports(ask: () => Promise<{ readonly supported?: boolean }>): Promise<boolean> {
	try {
		return (await ask()).supported === true;
	} catch {
		return false;
	}
}
