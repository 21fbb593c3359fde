import { CONTAINERS, type VIDEO_DEFAULTS, type VideoOptions } from "./video-options.ts";

const DEFAULT_AVATAR = "avatars/mira.vrm";

/** A video needs even sides; more than this no software encoder bears. */
const SIDE = { min: 16, max: 1920 } as const;
const RATE = { min: 1, max: 60 } as const;

const QUALITIES = ["high", "medium", "low", "minimal"] as const;
const FRAMINGS = ["head", "bust", "half"] as const;

/**
 * What a page's address says of the video: `format`, `width`, `height`, `fps`, `avatar`, `quality`, `framing`, `background`, `from`,
 * `to`. @throws {TypeError} naming the parameter and what it may be
 */
export function videoOptionsOf(address: URL, defaults: typeof VIDEO_DEFAULTS): VideoOptions {
	const query = address.searchParams;
	const number = (
		name: string,
		usual: number,
		{ min, max }: { readonly min: number; readonly max: number },
	) => {
		const text = query.get(name);
		const value = text === null ? usual : Number(text);
		if (text === "" || !(value >= min && value <= max))
			throw new TypeError(`${name}: expected a number from ${min} to ${max}, got "${text}"`);
		return value;
	};
	const choice = <T extends string>(name: string, usual: T, all: readonly T[]): T => {
		const text = query.get(name);
		const found = text === null ? usual : all.find((item) => item === text);
		if (found === undefined) throw new TypeError(`${name}: expected ${all.join(", ")}, got "${text}"`);
		return found;
	};
	const even = (value: number) => 2 * Math.round(value / 2);
	const times = { min: 0, max: Number.POSITIVE_INFINITY };
	return {
		...defaults,
		container: choice("format", defaults.container, CONTAINERS),
		width: even(number("width", defaults.width, SIDE)),
		height: even(number("height", defaults.height, SIDE)),
		frameRate: number("fps", defaults.frameRate, RATE),
		avatar: new URL(query.get("avatar") ?? DEFAULT_AVATAR, address).href,
		quality: choice("quality", defaults.quality, QUALITIES),
		framing: choice("framing", defaults.framing, FRAMINGS),
		background: query.get("background") ?? defaults.background,
		from: number("from", defaults.from, times),
		to: number("to", defaults.to, times),
	};
}
