/** How finely the generator samples: the shapes are the same on every level. */
export interface Detail {
	name: "full" | "light";
	/** Samples round an eye; divisible by four, so that both corners and both middles are sampled. */
	lidSamples: number;
	lidRings: number;
	/** Samples round the mouth; divisible by four. */
	mouthSamples: number;
	lipRings: number;
	mouthSkinRings: number;
	/** Which of the nine rings of the mouth's inside are kept, innermost last. */
	mouthInnerRings: readonly number[];
	/** Factor on the spacing of free skin vertices. */
	skinSpacing: number;
	neckSegments: number;
	neckRings: number;
	eyeSegments: number;
	eyeRings: number;
	catchLightSegments: number;
	browSteps: number;
	browSides: number;
	lashSteps: number;
	toothSteps: number;
	tongueSides: number;
	tongueSteps: number;
	/** Cell sizes in centimetres. */
	earCell: number;
	handCell: number;
	bodyCell: number;
	lockSides: number;
	lockSteps: number;
	/** Share of the hair's locks that are built; the rest is left to the shell below them. */
	lockShare: number;
	shellAcross: number;
	shellAlong: number;
	collarRibs: number;
	/** Side of the square textures, in pixels. */
	irisPixels: number;
	strandPixels: number;
	knitPixels: number;
}

/** For screens: at most 30 000 vertices. */
export const FULL: Detail = {
	name: "full",
	lidSamples: 64,
	lidRings: 9,
	mouthSamples: 88,
	lipRings: 8,
	mouthSkinRings: 6,
	mouthInnerRings: [1, 2, 3, 4, 5, 6, 7, 8, 9],
	skinSpacing: 1,
	neckSegments: 48,
	neckRings: 10,
	eyeSegments: 32,
	eyeRings: 18,
	catchLightSegments: 22,
	browSteps: 28,
	browSides: 8,
	lashSteps: 36,
	toothSteps: 65,
	tongueSides: 18,
	tongueSteps: 18,
	earCell: 0.23,
	handCell: 0.52,
	bodyCell: 1.5,
	lockSides: 6,
	lockSteps: 22,
	lockShare: 1,
	shellAcross: 32,
	shellAlong: 16,
	collarRibs: 48,
	irisPixels: 512,
	strandPixels: 256,
	knitPixels: 128,
};

/** For phones and kiosks with a weak GPU: at most 6 000 vertices. */
export const LIGHT: Detail = {
	name: "light",
	lidSamples: 32,
	lidRings: 5,
	mouthSamples: 44,
	lipRings: 4,
	mouthSkinRings: 3,
	mouthInnerRings: [1, 3, 5, 6, 7, 9],
	skinSpacing: 2.1,
	neckSegments: 24,
	neckRings: 6,
	eyeSegments: 16,
	eyeRings: 8,
	catchLightSegments: 10,
	browSteps: 10,
	browSides: 4,
	lashSteps: 14,
	toothSteps: 17,
	tongueSides: 8,
	tongueSteps: 7,
	earCell: 0.6,
	handCell: 1.1,
	bodyCell: 3.1,
	lockSides: 4,
	lockSteps: 8,
	lockShare: 0.5,
	shellAcross: 11,
	shellAlong: 7,
	collarRibs: 14,
	irisPixels: 256,
	strandPixels: 128,
	knitPixels: 64,
};
