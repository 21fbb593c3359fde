import type { Colour } from "../math/colour.ts";

/** Shape of the head. Every field is a factor on the generator's base head unless a unit is named. */
export interface HeadForm {
	/** Width of the mid-face. */
	faceWidth: number;
	/** Width of the jaw at its angles. */
	jawWidth: number;
	/** Height of the jaw's angles under the base head's, in centimetres. */
	jawDrop: number;
	/** Radius of the chin, and its width over its height. */
	chinSize: number;
	chinWidth: number;
	/** How much lower the chin lies, in centimetres. */
	chinDrop: number;
	/** Fullness of the cheeks. */
	cheeks: number;
	/** Thickness of the brow ridge. */
	browRidge: number;
	/** Width of the nose's wings and bridge. */
	noseWidth: number;
	/** How far the nose stands out, in centimetres more than the base. */
	noseReach: number;
	/** How much lower the tip of the nose lies, in centimetres. */
	noseDrop: number;
	/** Radius of the neck. */
	neckWidth: number;
	/** Half the width of the mouth, in centimetres. */
	mouthHalfWidth: number;
	/** Height of the upper lip's and the lower lip's vermilion. */
	upperLip: number;
	lowerLip: number;
	/** Rise of the mouth's corners over its middle at rest, in centimetres. */
	cornerLift: number;
	/** Opening of the lids above and below the eye's axis, in degrees. */
	upperLid: number;
	lowerLid: number;
	/** Rise of the outer corner of the eye, in degrees. */
	eyeTilt: number;
	/** How much of the crease above the eye is seen. */
	lidCrease: number;
	/** Length of the lashes. */
	lashes: number;
}

/** Brow: heights in centimetres over the eye's axis. */
export interface BrowForm {
	innerX: number;
	outerX: number;
	innerY: number;
	archY: number;
	outerY: number;
	/** Half the greatest thickness, in centimetres. */
	thickness: number;
}

/** Colours of one person. */
export interface Palette {
	skin: Colour;
	/** Cheeks, nose, ears, knuckles. */
	blush: Colour;
	/** How strong the blush is. */
	blushAmount: number;
	/** Folds and the shaded neck. */
	shade: Colour;
	lips: Colour;
	innerLip: Colour;
	/** Edge of the upper lid, lashes. */
	liner: Colour;
	lowerRim: Colour;
	lid: Colour;
	nostril: Colour;
	/** Tint of baked ambient occlusion. */
	occlusion: Colour;
	/** Shadow of a shaven beard, 0…1. */
	stubble: number;
	stubbleColour: Colour;
	brow: Colour;
	browLight: Colour;
	hairRoot: Colour;
	hairBase: Colour;
	hairBand: Colour;
	hairTip: Colour;
	/** `#rrggbb`, painted into the iris texture. */
	irisDark: string;
	irisBase: string;
	irisBright: string;
	cloth: Colour;
	clothShade: Colour;
	trim: Colour;
	trimShade: Colour;
	nail: Colour;
}

/** Everything that makes one person of the generator's base head. */
export interface Look {
	/** File name and key. */
	name: string;
	/** Name shown to people. */
	title: string;
	head: HeadForm;
	brow: BrowForm;
	palette: Palette;
	hair: "bob" | "crop" | "bun";
	/** 0 wet, 1 dull. */
	hairRoughness: number;
	collar: "roll" | "crew";
	/** Half the width of the shoulders, in centimetres. */
	shoulders: number;
	/** Fullness of the chest in front, in centimetres. */
	chest: number;
}
