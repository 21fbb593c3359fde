import { type Ellipse, I420Picture, type YuvColour } from "./i420-picture.ts";

/** What a stand-in's face shows; each 0 … 1. */
export interface DrawnMouth {
	/** Height of the opening. */
	readonly open: number;
	/** 0 as wide as it is, 1 rounded. */
	readonly round: number;
	/** Lids, 1 is shut. */
	readonly blink: number;
}

/** How a transparent background travels: beside the colour, as the vendor packs it (Tencent server API, ExtraInfo). */
export type AlphaLayout = "none" | "side-by-side";

const BACKGROUND: YuvColour = { y: 96, u: 138, v: 118 };
const CHEST: YuvColour = { y: 68, u: 140, v: 120 };
const HAIR: YuvColour = { y: 42, u: 122, v: 136 };
const SKIN: YuvColour = { y: 172, u: 112, v: 148 };
const WHITE: YuvColour = { y: 226, u: 128, v: 128 };
const IRIS: YuvColour = { y: 54, u: 134, v: 122 };
const LIPS: YuvColour = { y: 112, u: 116, v: 176 };
/** Darker than everything else: whoever measures the mouth looks for it. */
const THROAT: YuvColour = { y: 24, u: 126, v: 132 };

/** Width of a head and its shoulders in heights: a picture of another shape has more room around them. */
const ASPECT = 4 / 5;

/** Pixels between colour and alpha, so that the picture stays a multiple of 16 (Tencent server API, ExtraInfo). */
export const alphaPadding = (width: number): number => (16 - (width % 16)) % 16;

/**
 * Draws a head that talks: plain ellipses, no state but the picture that it draws into. The mouth's dark opening has an
 * area that grows evenly with `open`, which is what a comparison of lips and sound measures.
 */
export class FaceDrawing {
	readonly picture: I420Picture;
	readonly #still: I420Picture;
	readonly #width: number;
	readonly #height: number;

	/** `width` and `height` of the face itself, even; with an alpha layout the picture is wider. */
	constructor(width: number, height: number, alpha: AlphaLayout = "none") {
		this.#width = width;
		this.#height = height;
		const whole = alpha === "none" ? width : 2 * width + alphaPadding(width);
		this.picture = new I420Picture(whole, height);
		this.#still = new I420Picture(whole, height);
		this.#drawStill(alpha);
	}

	/** Where the mouth is, in pixels: what a viewer would look at. */
	get mouth(): Ellipse {
		return this.#at(0.5, 0.66, 0.13, 0.085);
	}

	/** Draws into {@link picture}. */
	draw({ open, round, blink }: DrawnMouth): I420Picture {
		const { picture } = this;
		picture.copy(this.#still);
		for (const x of [0.385, 0.615]) {
			const lids = 0.032 * (1 - blink);
			if (lids < 0.004) continue;
			picture.ellipse(this.#at(x, 0.44, 0.055, lids), WHITE);
			picture.ellipse(this.#at(x, 0.44, 0.026, Math.min(lids, 0.026)), IRIS);
		}
		const width = 0.12 - 0.045 * round;
		picture.ellipse(this.#at(0.5, 0.66, width + 0.014, 0.018 + 0.07 * open), LIPS);
		if (open > 0.01) picture.ellipse(this.#at(0.5, 0.66, width, 0.07 * open), THROAT);
		return picture;
	}

	#drawStill(alpha: AlphaLayout): void {
		const still = this.#still;
		still.fill(alpha === "none" ? BACKGROUND : { y: 16, u: 128, v: 128 });
		const outline = [
			[this.#at(0.5, 1.35, 0.5, 0.5), CHEST],
			[this.#at(0.5, 0.42, 0.31, 0.33), HAIR],
			[this.#at(0.5, 0.5, 0.25, 0.33), SKIN],
		] as const;
		for (const [shape, colour] of outline) still.ellipse(shape, colour);
		if (alpha === "none") return;
		const shift = this.#width + alphaPadding(this.#width);
		const opaque: YuvColour = { y: 235, u: 128, v: 128 };
		for (const [shape] of outline) still.ellipse({ ...shape, x: shape.x + shift }, opaque);
	}

	/** Ellipse in fractions of the width and height of what {@link ASPECT} leaves of the picture's middle. */
	#at(x: number, y: number, halfWidth: number, halfHeight: number): Ellipse {
		const height = Math.min(this.#height, this.#width / ASPECT);
		const width = height * ASPECT;
		return {
			x: (this.#width - width) / 2 + x * width,
			y: (this.#height - height) / 2 + y * height,
			halfWidth: halfWidth * width,
			halfHeight: halfHeight * height,
		};
	}
}
