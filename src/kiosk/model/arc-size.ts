/** Height of a capital letter as the reader's eye sees it, degrees: EN 301 549, 5.1.4 asks for at least 0.7. */
const LEAST_ARC = 0.7;
/** Height of a capital letter in ems of the fonts that are in use, about. */
const CAPITAL_HEIGHT = 0.71;
/** Nobody needs less, however near they stand. CSS pixels. */
const LEAST_FONT = 16;
/** Width of a fingertip's target: 44 CSS pixels by WCAG 2.5.5, and this on the glass. Millimetres. */
const LEAST_TARGET_MM = 15;
const LEAST_TARGET = 44;

/** A screen and the person before it. */
export interface Viewing {
	/** From the eye to the glass, metres. */
	readonly distance: number;
	/** Width of the picture on the glass, millimetres. */
	readonly screenWidth: number;
	/** Width of the page, CSS pixels. */
	readonly pageWidth: number;
}

/** CSS pixels of a font that {@link Viewing} can be read at: capitals of 0.7° of arc. */
export function readableFont({ distance, screenWidth, pageWidth }: Viewing): number {
	const capital = 2 * distance * 1000 * Math.tan((LEAST_ARC * Math.PI) / 360);
	return Math.max(LEAST_FONT, (capital / CAPITAL_HEIGHT) * (pageWidth / screenWidth));
}

/** CSS pixels of the smallest thing that may have to be touched. */
export function touchTarget({ screenWidth, pageWidth }: Pick<Viewing, "screenWidth" | "pageWidth">): number {
	return Math.max(LEAST_TARGET, LEAST_TARGET_MM * (pageWidth / screenWidth));
}
