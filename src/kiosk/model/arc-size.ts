/** Height of a capital letter as the reader's eye sees it, degrees: EN 301 549, 5.1.4 asks for at least 0.7. */
const LEAST_ARC = 0.7;
/** Height of a capital letter in ems of the fonts that are in use, about. */
const CAPITAL_HEIGHT = 0.71;
/** Nobody needs less, however near they stand. CSS pixels. */
const LEAST_FONT = 16;
/** Ems that the page needs each way: the switches side by side; bars, an answer, two questions and tools one below the other. */
const LEAST_EMS = { across: 26, down: 30 } as const;
/** Width of a fingertip's target: 44 CSS pixels by WCAG 2.5.5, and this on the glass. Millimetres. */
const LEAST_TARGET_MM = 15;
const LEAST_TARGET = 44;

/** A screen and the person before it. */
export interface Viewing {
	/** From the eye to the glass, metres. */
	readonly distance: number;
	/** Width of the picture on the glass, millimetres. */
	readonly screenWidth: number;
	/** Width and height of the page, CSS pixels. */
	readonly pageWidth: number;
	readonly pageHeight: number;
}

/**
 * CSS pixels of a font that {@link Viewing} can be read at: capitals of 0.7° of arc. A glass that is too small for that
 * gets the largest font with which everything still has its place.
 */
export function readableFont({ distance, screenWidth, pageWidth, pageHeight }: Viewing): number {
	const capital = 2 * distance * 1000 * Math.tan((LEAST_ARC * Math.PI) / 360);
	const readable = (capital / CAPITAL_HEIGHT) * (pageWidth / screenWidth);
	const fitting = Math.min(pageWidth / LEAST_EMS.across, pageHeight / LEAST_EMS.down);
	return Math.max(LEAST_FONT, Math.min(readable, fitting));
}

/** CSS pixels of the smallest thing that may have to be touched. */
export function touchTarget({ screenWidth, pageWidth }: Pick<Viewing, "screenWidth" | "pageWidth">): number {
	return Math.max(LEAST_TARGET, LEAST_TARGET_MM * (pageWidth / screenWidth));
}
