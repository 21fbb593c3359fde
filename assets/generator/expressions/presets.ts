import { both, type Mixture } from "./expression.ts";
import { VISEMES } from "./visemes.ts";

/** VRM 1.0's named expressions as mixtures of blendshapes. */
export const PRESETS: Readonly<Record<string, Mixture>> = {
	neutral: {},
	happy: {
		...both("mouthSmile", 0.78),
		...both("cheekSquint", 0.45),
		...both("mouthUpperUp", 0.34),
		...both("mouthLowerDown", 0.18),
		...both("browOuterUp", 0.18),
		jawOpen: 0.08,
	},
	angry: {
		...both("browDown", 1),
		...both("eyeSquint", 0.35),
		...both("mouthFrown", 0.5),
		...both("noseSneer", 0.2),
		...both("mouthPress", 0.3),
	},
	sad: {
		browInnerUp: 1,
		...both("mouthFrown", 0.8),
		mouthShrugLower: 0.4,
		...both("eyeLookDown", 0.35),
		...both("eyeSquint", 0.12),
	},
	relaxed: { ...both("mouthSmile", 0.45), ...both("eyeBlink", 0.22), browInnerUp: 0.12 },
	surprised: {
		jawOpen: 0.38,
		browInnerUp: 0.8,
		...both("browOuterUp", 0.85),
		...both("eyeWide", 0.85),
		mouthFunnel: 0.2,
	},
	aa: VISEMES.aa ?? {},
	ih: VISEMES.ih ?? {},
	ou: VISEMES.ou ?? {},
	ee: VISEMES.E ?? {},
	oh: VISEMES.oh ?? {},
	blink: both("eyeBlink", 1),
	blinkLeft: { eyeBlinkLeft: 1 },
	blinkRight: { eyeBlinkRight: 1 },
	lookUp: both("eyeLookUp", 1),
	lookDown: both("eyeLookDown", 1),
	lookLeft: { eyeLookOutLeft: 1, eyeLookInRight: 1 },
	lookRight: { eyeLookInLeft: 1, eyeLookOutRight: 1 },
};
