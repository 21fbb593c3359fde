import { BLENDSHAPE_INDEX as AT, BLENDSHAPE_COUNT, BLENDSHAPES } from "./blendshapes.ts";
import { correlation } from "./correlation.ts";
import { lipGap } from "./lip-gap.ts";
import { type OrderPermutation, reorder } from "./orders.ts";

/** Wire frames of speech and what sounded at the same time. */
export interface SpeechEvidence {
	/** Frame-major, `dimension` values each, as they came. */
	readonly frames: ArrayLike<number>;
	readonly dimension: number;
	readonly count: number;
	/** Loudness at each frame, 0 … 1. */
	readonly loudness: ArrayLike<number>;
	/** 1 for frames in which a bilabial closes the lips; all 0 if no phonemes are known. */
	readonly closures: ArrayLike<number>;
}

/** How well an order explains what was seen, each 0 … 1, `total` by the weights below. */
export interface LayoutScore {
	/** The column that should be the jaw follows the loudness. */
	readonly jaw: number;
	/** Columns that should be left and right of the same agree. */
	readonly pairs: number;
	/** What moves is the mouth rather than eyes and brows. */
	readonly mouth: number;
	/** The lips are nearer in `b p m` than elsewhere; `undefined` without phonemes. */
	readonly closure: number | undefined;
	readonly total: number;
}

const JAW_WEIGHT = 0.4;
const PAIRS_WEIGHT = 0.3;
const MOUTH_WEIGHT = 0.15;
const CLOSURE_WEIGHT = 0.15;

/** Producers differ by this many frames in how early the mouth moves. */
const MOST_LAG = 3;

/** Left and right of each pair, as places in `BLENDSHAPES`. Eyes look together, so `In` pairs with `Out`. */
const PAIRS: readonly (readonly [number, number])[] = BLENDSHAPES.flatMap((name, index) => {
	if (!name.endsWith("Left") || name === "jawLeft" || name === "mouthLeft") return [];
	const turned = name
		.replace(/InLeft$/, "OutLeft#")
		.replace(/OutLeft$/, "InLeft#")
		.replace("#", "");
	return [[index, AT[turned.replace(/Left$/, "Right") as keyof typeof AT]] as const];
});

const isUpperFace = (name: string) => name.startsWith("eye") || name.startsWith("brow");

/** Scores one order. Pure; costs about a microsecond per frame. */
export function scoreLayout(evidence: SpeechEvidence, permutation: OrderPermutation): LayoutScore {
	const { count, loudness, closures } = evidence;
	const weights = new Float32Array(count * BLENDSHAPE_COUNT);
	reorder(evidence.frames, permutation, count, weights);
	const jaw = jawScore(column(weights, count, AT.jawOpen), loudness);
	const pairs = pairScore(weights, count);
	const mouth = mouthScore(weights, count);
	const closure = closureScore(weights, count, closures);
	const base = JAW_WEIGHT * jaw + PAIRS_WEIGHT * pairs + MOUTH_WEIGHT * mouth;
	const total = closure === undefined ? base / (1 - CLOSURE_WEIGHT) : base + CLOSURE_WEIGHT * closure;
	return { jaw, pairs, mouth, closure, total };
}

function column(weights: Float32Array, count: number, shape: number): Float32Array {
	return Float32Array.from({ length: count }, (_, frame) => weights[frame * BLENDSHAPE_COUNT + shape] ?? 0);
}

function jawScore(jaw: Float32Array, loudness: ArrayLike<number>): number {
	let best = 0;
	for (let lag = -MOST_LAG; lag <= MOST_LAG; lag++) best = Math.max(best, correlation(loudness, jaw, lag));
	return best;
}

/** 1 if every pair moves alike; pairs that do not move say nothing. */
function pairScore(weights: Float32Array, count: number): number {
	let apart = 0;
	let moved = 0;
	for (let frame = 0; frame < count; frame++) {
		const at = frame * BLENDSHAPE_COUNT;
		for (const [left, right] of PAIRS) {
			const a = weights[at + left] ?? 0;
			const b = weights[at + right] ?? 0;
			apart += Math.abs(a - b);
			moved += Math.max(Math.abs(a), Math.abs(b));
		}
	}
	return moved > 0 ? Math.max(0, 1 - apart / moved) : 0;
}

/** Share of all movement that is in the lower face. */
function mouthScore(weights: Float32Array, count: number): number {
	let mouth = 0;
	let all = 0;
	for (const [shape, name] of BLENDSHAPES.entries()) {
		let travel = 0;
		for (let frame = 1; frame < count; frame++) {
			const at = frame * BLENDSHAPE_COUNT + shape;
			travel += Math.abs((weights[at] ?? 0) - (weights[at - BLENDSHAPE_COUNT] ?? 0));
		}
		all += travel;
		if (!isUpperFace(name)) mouth += travel;
	}
	return all > 0 ? mouth / all : 0;
}

/** 1 if the lips touch in every closure, 0 if they are as far apart as elsewhere. */
function closureScore(weights: Float32Array, count: number, closures: ArrayLike<number>): number | undefined {
	let closed = 0;
	let closedGap = 0;
	let openGap = 0;
	for (let frame = 0; frame < count; frame++) {
		const gap = lipGap(weights, frame * BLENDSHAPE_COUNT);
		if (closures[frame] === 1) {
			closed++;
			closedGap += gap;
		} else openGap += gap;
	}
	if (closed === 0 || closed === count) return undefined;
	const open = openGap / (count - closed);
	return open > 0 ? Math.max(0, 1 - closedGap / closed / open) : 0;
}
