import { both, type Mixture } from "./expression.ts";

/** The fifteen mouth shapes of speech (OVR LipSync's set), each as a mixture of blendshapes. */
export const VISEMES: Readonly<Record<string, Mixture>> = {
	sil: {},
	PP: { ...both("mouthPress", 0.5), mouthRollLower: 0.2, mouthRollUpper: 0.2 },
	FF: {
		jawOpen: 0.05,
		mouthRollLower: 0.42,
		...both("mouthUpperUp", 0.32),
		...both("mouthLowerDown", 0.12),
		...both("mouthStretch", 0.12),
	},
	TH: { jawOpen: 0.14, tongueOut: 0.26, ...both("mouthUpperUp", 0.15), ...both("mouthLowerDown", 0.2) },
	DD: { jawOpen: 0.14, ...both("mouthUpperUp", 0.15), ...both("mouthLowerDown", 0.3) },
	kk: { jawOpen: 0.2, ...both("mouthStretch", 0.15), ...both("mouthLowerDown", 0.22) },
	CH: { jawOpen: 0.12, mouthFunnel: 0.55, mouthPucker: 0.2 },
	SS: {
		jawOpen: 0.05,
		...both("mouthStretch", 0.4),
		...both("mouthUpperUp", 0.2),
		...both("mouthLowerDown", 0.32),
	},
	nn: { jawOpen: 0.11, ...both("mouthLowerDown", 0.25), ...both("mouthUpperUp", 0.1) },
	RR: { jawOpen: 0.14, mouthFunnel: 0.4, mouthPucker: 0.1 },
	aa: { jawOpen: 0.58, ...both("mouthLowerDown", 0.18), ...both("mouthUpperUp", 0.12) },
	E: {
		jawOpen: 0.3,
		...both("mouthStretch", 0.42),
		...both("mouthUpperUp", 0.15),
		...both("mouthLowerDown", 0.15),
	},
	ih: {
		jawOpen: 0.2,
		...both("mouthStretch", 0.34),
		...both("mouthSmile", 0.16),
		...both("mouthLowerDown", 0.15),
	},
	oh: { jawOpen: 0.42, mouthFunnel: 0.55 },
	ou: { jawOpen: 0.16, mouthPucker: 0.62, mouthFunnel: 0.28 },
};
