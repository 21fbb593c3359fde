/** How a picture with an alpha channel is laid out, in pixels: colour from 0, alpha from `alphaStart`. */
export interface AlphaPicture {
	readonly colorWidth: number;
	readonly padding: number;
	readonly alphaStart: number;
}

/** Columns that the colour's width is padded to. */
const BLOCK = 16;

/**
 * The parts of a received picture of `width` pixels (specs: `AlphaChannelEnable`): colour, padding to a multiple of
 * 16, alpha as wide as the colour. `null` if no colour's width gives that picture: it is opaque, or was rescaled.
 */
export function alphaPicture(width: number): AlphaPicture | null {
	const rest = width & 31;
	if (rest > 0 && rest <= BLOCK) return null;
	const colorWidth = rest === 0 ? width / 2 : BLOCK * (width >> 5) + rest - BLOCK;
	const padding = width - 2 * colorWidth;
	return colorWidth < 1 ? null : { colorWidth, padding, alphaStart: colorWidth + padding };
}

/** Width of the picture that a colour of `colorWidth` pixels makes. */
export const pictureWidth = (colorWidth: number): number =>
	2 * colorWidth + ((BLOCK - (colorWidth % BLOCK)) % BLOCK);
