import type { MediaFacts } from "./inspect-media.ts";

/** Minutes of footage, by kind of order. */
const LENGTHS = {
	IMAGE: { min: 2, max: 10 },
	IMAGE_GENERAL: { min: 1, max: 10 },
	IMAGE_4K: { min: 2, max: 10 },
} as const;

export type FootageType = keyof typeof LENGTHS;

/** Sides of a picture, the longer one first. */
const FULL_HD = [1920, 1080] as const;
const UHD = [3840, 2160] as const;

/** Containers round their frame rates. Frames per second. */
const FRAME_RATE_SLACK = 0.05;

/** What of `facts` is outside the document's limits for footage (MaterialCosUrl), a sentence each. */
export function footageProblems({ duration, video }: MediaFacts, type: FootageType): string[] {
	if (video === undefined) return ["has no picture"];
	const problems: string[] = [];
	const { min, max } = LENGTHS[type];
	const minutes = duration / 60;
	if (minutes < min || minutes > max)
		problems.push(`is ${minutes.toFixed(1)} minutes long; expected ${min} to ${max}`);
	const { width, height, frameRate } = video;
	const sizes = type === "IMAGE_4K" ? [UHD] : [FULL_HD, UHD];
	const fits = sizes.some(
		([long, short]) => Math.max(width, height) === long && Math.min(width, height) === short,
	);
	if (!fits)
		problems.push(
			`is ${width} × ${height}; expected ${sizes.map((size) => size.join(" × ")).join(" or ")}, or upright`,
		);
	if (frameRate < 25 - FRAME_RATE_SLACK || frameRate > 60 + FRAME_RATE_SLACK)
		problems.push(`has ${frameRate.toFixed(1)} frames per second; expected 25 to 60`);
	return problems;
}
