import type { PinyinReader } from "./phonemes-from-words.ts";
import type { WordSpeller } from "./spell-words.ts";

/**
 * Where a face frame comes from, best first: the driver's own frames, those with lips or closures from phonemes where
 * they have none, phonemes with coarticulation, timed words and spelling, sound alone, nothing.
 */
export const RUNGS = ["face", "mixed", "phonemes", "words", "audio", "rest"] as const;
export type Rung = (typeof RUNGS)[number];

export interface LipLadderOptions {
	/** Readings of Chinese characters; without it words in Chinese follow the loudness. */
	readonly pinyin?: PinyinReader;
	/** `spellWords`; without it the rung of words is passed over. */
	readonly spell?: WordSpeller | undefined;
	/** Called once for each clause whose face frames stand still while it sounds. */
	readonly onDeadFace?: () => void;
}

/** Frames handed out: `count × 52` weights in the order of `BLENDSHAPES`, the first at `start` seconds of the clause. */
export interface LadderFrames {
	readonly start: number;
	readonly frameRate: number;
	readonly count: number;
	readonly weights: Float32Array<ArrayBuffer>;
	/** Rung of the last frame. */
	readonly rung: Rung;
}
