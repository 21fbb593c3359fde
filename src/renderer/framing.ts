import type { AvatarAnchors } from "./avatar-anchors.ts";

/** How much of the avatar the picture shows. */
export type Framing = "head" | "bust" | "half";

/** Where the camera stands: it looks along −Z at the middle of what it frames. Model units. */
export interface CameraPlace {
	readonly x: number;
	/** Height of the camera and of the point that it looks at. */
	readonly y: number;
	/** Depth of the plane that is framed. */
	readonly targetZ: number;
	/** From that plane to the camera. */
	readonly distance: number;
}

/** Vertical field of view in degrees: long enough that a face keeps its proportions. */
export const FIELD_OF_VIEW = 22;

/** In head heights: air above the crown, how far below the chin the picture goes, least width. */
const CUTS: Readonly<Record<Framing, { above: number; below: number; width: number }>> = {
	head: { above: 0.11, below: 0.22, width: 1.1 },
	bust: { above: 0.18, below: 0.68, width: 1.6 },
	half: { above: 0.2, below: 2.1, width: 2.3 },
};

/** Share of surplus height (in a tall, narrow picture) that goes above the head. */
const SURPLUS_ABOVE = 0.4;

/** Places the camera so that `framing` fits into a picture of `aspect` (width ÷ height). */
export function placeCamera(anchors: AvatarAnchors, framing: Framing, aspect: number): CameraPlace {
	const headHeight = anchors.crown - anchors.chin;
	const cut = CUTS[framing];
	const top = anchors.crown + cut.above * headHeight;
	const wanted = framing === "half" ? anchors.waist : anchors.chin - cut.below * headHeight;
	const bottom = Math.max(wanted, anchors.ground);
	const width = Math.min(cut.width * headHeight, Math.max(anchors.width, anchors.headWidth) * 1.15);
	const height = Math.max(top - bottom, width / Math.max(aspect, 0.05));
	const surplus = height - (top - bottom);
	return {
		x: anchors.x,
		y: (top + bottom) / 2 + surplus * (SURPLUS_ABOVE - 0.5),
		targetZ: anchors.front,
		distance: height / 2 / Math.tan((FIELD_OF_VIEW * Math.PI) / 360),
	};
}
