import type { Viseme } from "./viseme.ts";

/** What the lips do beside closing; each drives one blendshape, or its left and right together. */
export const LIP_CHANNELS = [
	"funnel",
	"pucker",
	"stretch",
	"smile",
	"dimple",
	"lowerDown",
	"upperUp",
	"rollLower",
] as const;

export type LipChannel = (typeof LIP_CHANNELS)[number];

/**
 * How a pose takes part in coarticulation.
 * `vowel` owns jaw and lips · `round` the same, early and long, and over its neighbours' lips · `bilabial` must close
 * · `labiodental` puts the lower lip to the teeth · `sibilant` must narrow the jaw · `tongue` leaves the lips to its
 * neighbours · `rest` is silence.
 */
export type PoseKind = "vowel" | "round" | "bilabial" | "labiodental" | "sibilant" | "tongue" | "rest";

/** Where a sound wants the mouth, for speech of ordinary loudness. */
export interface MouthPose {
	readonly viseme: Viseme;
	readonly kind: PoseKind;
	/** Weight of `jawOpen`; `null` leaves the jaw to the neighbours. */
	readonly jaw: number | null;
	/** Channels not named are 0; `null` leaves the lips to the neighbours. */
	readonly lips: Readonly<Partial<Record<LipChannel, number>>> | null;
	/** Weight of `tongueOut`. */
	readonly tongue: number;
	readonly nasal: boolean;
}

const pose = (
	viseme: Viseme,
	kind: PoseKind,
	jaw: number | null,
	lips: MouthPose["lips"],
	extra: { readonly tongue?: number; readonly nasal?: boolean } = {},
): MouthPose => ({ viseme, kind, jaw, lips, tongue: extra.tongue ?? 0, nasal: extra.nasal ?? false });

/**
 * The articulatory targets. Jaw heights follow the usual vowel chart on a rig whose `jawOpen` of 1 parts the lips by
 * about 35 mm (speech uses the lower half); lips follow the three-way contrast open, spread, rounded. Own judgement,
 * checked in stills; the literature that it leans on: Edwards et al. 2016 (JALI), Cohen and Massaro 1993, and for
 * Mandarin the grading of Wang and Cai 2002.
 */
export const POSES = {
	rest: pose("sil", "rest", 0, {}),

	// Vowels, open to close.
	aa: pose("aa", "vowel", 0.4, { lowerDown: 0.18, upperUp: 0.1 }),
	ae: pose("aa", "vowel", 0.35, { stretch: 0.16, lowerDown: 0.2, upperUp: 0.12 }),
	ah: pose("aa", "vowel", 0.3, { lowerDown: 0.13, upperUp: 0.06 }),
	eh: pose("E", "vowel", 0.28, { stretch: 0.2, dimple: 0.08, lowerDown: 0.16, upperUp: 0.08 }),
	ey: pose("E", "vowel", 0.22, { stretch: 0.28, dimple: 0.1, lowerDown: 0.14, upperUp: 0.06 }),
	ee: pose("E", "vowel", 0.24, { stretch: 0.1, lowerDown: 0.12, upperUp: 0.04 }),
	schwa: pose("E", "vowel", 0.2, { lowerDown: 0.1, upperUp: 0.03 }),
	ih: pose("ih", "vowel", 0.18, { stretch: 0.22, lowerDown: 0.13, upperUp: 0.04 }),
	iy: pose("ih", "vowel", 0.12, { stretch: 0.38, smile: 0.12, lowerDown: 0.16, upperUp: 0.05 }),
	er: pose("RR", "vowel", 0.2, { funnel: 0.24, pucker: 0.14, lowerDown: 0.06 }),
	ao: pose("oh", "round", 0.33, { funnel: 0.4, pucker: 0.14 }),
	oh: pose("oh", "round", 0.28, { funnel: 0.48, pucker: 0.3 }),
	uh: pose("ou", "round", 0.15, { funnel: 0.36, pucker: 0.36 }),
	uw: pose("ou", "round", 0.09, { funnel: 0.22, pucker: 0.7 }),
	yu: pose("ou", "round", 0.06, { funnel: 0.1, pucker: 0.76 }),
	/** The vowel of zi, ci, si. */
	apical: pose("SS", "vowel", 0.1, { stretch: 0.3, lowerDown: 0.2, upperUp: 0.08 }),
	/** The vowel of zhi, chi, shi, ri. */
	retroflexVowel: pose("CH", "vowel", 0.12, { funnel: 0.22, pucker: 0.1, lowerDown: 0.14, upperUp: 0.04 }),

	// Consonants, lips to throat.
	plosiveLips: pose("PP", "bilabial", 0.07, null),
	nasalLips: pose("PP", "bilabial", 0.07, null, { nasal: true }),
	lipTeeth: pose("FF", "labiodental", 0.06, null),
	dental: pose("TH", "tongue", 0.12, { lowerDown: 0.12, upperUp: 0.06 }, { tongue: 0.35 }),
	alveolar: pose("DD", "tongue", 0.12, null),
	alveolarNasal: pose("nn", "tongue", 0.12, null, { nasal: true }),
	lateral: pose("nn", "tongue", 0.15, null),
	velar: pose("kk", "tongue", 0.16, null),
	velarNasal: pose("kk", "tongue", null, null, { nasal: true }),
	breath: pose("kk", "tongue", null, null),
	hiss: pose("SS", "sibilant", 0.06, { stretch: 0.26, lowerDown: 0.2, upperUp: 0.1 }),
	palatal: pose("CH", "sibilant", 0.08, { stretch: 0.28, lowerDown: 0.16, upperUp: 0.08 }),
	retroflex: pose("CH", "sibilant", 0.08, { funnel: 0.34, pucker: 0.14, lowerDown: 0.08 }),
	hush: pose("CH", "sibilant", 0.08, { funnel: 0.46, pucker: 0.22, lowerDown: 0.08, upperUp: 0.06 }),
	rhotic: pose("RR", "round", 0.12, { funnel: 0.3, pucker: 0.36 }),
	glideW: pose("ou", "round", 0.06, { funnel: 0.12, pucker: 0.78 }),
	glideY: pose("ih", "vowel", 0.1, { stretch: 0.32, smile: 0.08, lowerDown: 0.14 }),
} as const satisfies Readonly<Record<string, MouthPose>>;

export type PoseName = keyof typeof POSES;
