import type { BlendshapeName } from "../lipsync/blendshapes.ts";

/** A blendshape, or a left/right pair by the name without its side (`mouthSmile`). */
export type ShapeOrPair =
	| BlendshapeName
	| (BlendshapeName extends infer Name ? (Name extends `${infer Pair}Left` ? Pair : never) : never);

/** What an expression does to the face, weights 0 … 1; shapes not named are left alone. */
export type ExpressionShapes = Readonly<Partial<Record<ShapeOrPair, number>>>;

/**
 * The expressions themselves. Kept small enough to speak through: the mouth is coloured by corners, not opened.
 * The combinations follow the action units that the literature on facial coding agrees on (joy: cheek and lip corner;
 * sadness: inner brow and lip corner down; and so on); amounts are our own, judged on the default head.
 */
export const EXPRESSIONS = {
	neutral: {},
	happy: { mouthSmile: 0.55, cheekSquint: 0.35, eyeSquint: 0.22, browInnerUp: 0.1, browOuterUp: 0.12 },
	smile: { mouthSmile: 0.38, cheekSquint: 0.18, eyeSquint: 0.1 },
	laugh: { mouthSmile: 0.75, cheekSquint: 0.6, eyeSquint: 0.45, jawOpen: 0.16, mouthUpperUp: 0.2 },
	excited: { mouthSmile: 0.6, cheekSquint: 0.25, eyeWide: 0.35, browOuterUp: 0.4, browInnerUp: 0.35 },
	relaxed: { mouthSmile: 0.22, eyeSquint: 0.14, cheekSquint: 0.1 },
	calm: { mouthSmile: 0.12, eyeSquint: 0.06 },
	sad: { mouthFrown: 0.45, browInnerUp: 0.6, eyeSquint: 0.12, mouthShrugLower: 0.2, eyeLookDown: 0.12 },
	angry: { browDown: 0.7, eyeSquint: 0.3, mouthFrown: 0.25, mouthPress: 0.25, noseSneer: 0.25 },
	fear: { eyeWide: 0.5, browInnerUp: 0.65, browOuterUp: 0.25, mouthStretch: 0.3, mouthFrown: 0.12 },
	disgusted: { noseSneer: 0.6, browDown: 0.35, mouthUpperUp: 0.25, mouthFrown: 0.25, eyeSquint: 0.3 },
	surprised: { eyeWide: 0.55, browInnerUp: 0.55, browOuterUp: 0.6, jawOpen: 0.1 },
	haughty: {
		mouthSmileLeft: 0.35,
		mouthDimpleLeft: 0.2,
		browOuterUpRight: 0.4,
		eyeSquint: 0.22,
		mouthShrugLower: 0.12,
	},
	pleading: { browInnerUp: 0.6, mouthPucker: 0.18, mouthSmile: 0.2, eyeWide: 0.25 },
	service: { mouthSmile: 0.32, browOuterUp: 0.14, browInnerUp: 0.1, eyeWide: 0.06, cheekSquint: 0.12 },
	serious: { browDown: 0.12, mouthPress: 0.06 },
	commentary: { browOuterUp: 0.2, browInnerUp: 0.14, mouthSmile: 0.12, eyeWide: 0.1 },
	broadcast: { mouthSmile: 0.16, browOuterUp: 0.12 },
	lyrical: { browInnerUp: 0.28, mouthSmile: 0.14, eyeSquint: 0.12 },
	storytelling: { browOuterUp: 0.26, browInnerUp: 0.2, mouthSmile: 0.24, eyeWide: 0.14 },
	thinking: { browInnerUp: 0.2, browDownLeft: 0.15, mouthPress: 0.12, mouthLeft: 0.1, eyeSquint: 0.08 },
	blink: { eyeBlink: 1 },
	blinkLeft: { eyeBlinkLeft: 1 },
	blinkRight: { eyeBlinkRight: 1 },
	lookUp: { eyeLookUp: 0.6 },
	lookDown: { eyeLookDown: 0.6 },
	lookLeft: { eyeLookOutLeft: 0.6, eyeLookInRight: 0.6 },
	lookRight: { eyeLookInLeft: 0.6, eyeLookOutRight: 0.6 },
	aa: { jawOpen: 0.4, mouthLowerDown: 0.18, mouthUpperUp: 0.1 },
	ih: { jawOpen: 0.18, mouthStretch: 0.22, mouthLowerDown: 0.13 },
	ou: { jawOpen: 0.11, mouthFunnel: 0.3, mouthPucker: 0.66 },
	ee: { jawOpen: 0.22, mouthStretch: 0.28, mouthLowerDown: 0.14 },
	oh: { jawOpen: 0.28, mouthFunnel: 0.48, mouthPucker: 0.3 },
} as const satisfies Readonly<Record<string, ExpressionShapes>>;

export type ExpressionName = keyof typeof EXPRESSIONS;

/**
 * Other names for the same: the vendor's emotional styles (server API, appendix 2: digits and `tc_` codes), VRM 0
 * presets, and words that people write in inline tags. Looked up in lower case.
 */
export const EXPRESSION_ALIASES: Readonly<Record<string, ExpressionName>> = {
	"0": "happy",
	"1": "serious",
	"2": "service",
	"3": "fear",
	"4": "lyrical",
	"5": "storytelling",
	"6": "neutral",
	"7": "sad",
	"8": "broadcast",
	"9": "angry",
	tc_amaze: "surprised",
	tc_angry: "angry",
	tc_aojiao: "haughty",
	tc_call: "service",
	tc_disgusted: "disgusted",
	tc_exciting: "excited",
	tc_fear: "fear",
	tc_happy: "happy",
	tc_jieshuo: "commentary",
	tc_neutral: "neutral",
	tc_news: "serious",
	tc_peaceful: "calm",
	tc_poetry: "lyrical",
	tc_radio: "broadcast",
	tc_sad: "sad",
	tc_sajiao: "pleading",
	tc_story: "storytelling",
	joy: "happy",
	sorrow: "sad",
	fun: "relaxed",
	blink_l: "blinkLeft",
	blink_r: "blinkRight",
	a: "aa",
	i: "ih",
	u: "ou",
	e: "ee",
	o: "oh",
	surprise: "surprised",
	disgust: "disgusted",
	happiness: "happy",
	sadness: "sad",
	anger: "angry",
	wink: "blinkLeft",
	think: "thinking",
};
