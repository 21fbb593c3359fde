/** One picture of a sheet. Plain data: it crosses from Node to the page. */
export interface Shot {
	/** Caption. */
	name: string;
	/** Blendshape or expression weights. */
	weights?: Readonly<Record<string, number>>;
	/** Turn of the camera round the head, in degrees, positive to the character's left. */
	yaw?: number;
	pitch?: number;
	/** Camera distance in metres and height of its target over the eyes, in metres. */
	distance?: number;
	height?: number;
	/** Turn of the head bone, in radians. */
	head?: readonly [number, number, number];
	/** Arms: hanging by default, or as named. */
	pose?: "hanging" | "rest" | "wave" | "explain";
}

/** A grid of pictures. */
export interface Sheet {
	/** Which avatar (address on the server) does what. */
	frames: readonly { file: string; shot: Shot }[];
	columns: number;
	/** WebP quality, 0…1. */
	quality: number;
}

/** What the page renders into. */
export interface Stage {
	width: number;
	height: number;
	/** Pixels rendered per picture pixel. */
	ratio: number;
}
