/** Where colour and alpha are in a picture, in pixels of its width. */
export interface AlphaColumns {
	/** Colour is at 0 … width. */
	readonly width: number;
	/** Alpha is at start … start + width. */
	readonly start: number;
}

/** Pixels to which the vendor pads the colour's width. */
const BLOCK = 16;

const paddingOf = (width: number): number => (BLOCK - (width % BLOCK)) % BLOCK;

/**
 * The columns of a picture that is `whole` pixels wide, or `null` if no colour and alpha of one width fill it
 * (Tencent server API, ExtraInfo: colour, padding to a multiple of 16, alpha). A picture that was scaled on its way
 * keeps its proportions: then `asked`, the width of the colour as it was asked for, says where they are.
 */
export function alphaColumns(whole: number, asked: number | null = null): AlphaColumns | null {
	if (asked !== null) {
		const scale = whole / (2 * asked + paddingOf(asked));
		return { width: asked * scale, start: (asked + paddingOf(asked)) * scale };
	}
	const rest = whole % (2 * BLOCK);
	const width = rest === 0 ? whole / 2 : BLOCK * Math.floor(whole / (2 * BLOCK)) + rest - BLOCK;
	const start = width + paddingOf(width);
	return width > 0 && start + width === whole ? { width, start } : null;
}
