import type { Phoneme } from "../protocol/driver-message.ts";
import { type Articulation, articulate } from "./articulation.ts";
import { BLENDSHAPE_INDEX as AT, BLENDSHAPE_COUNT } from "./blendshapes.ts";
import { type GestureOptions, gesturesFromPhonemes } from "./gesture.ts";
import { LIP_CHANNELS, type LipChannel } from "./mouth-pose.ts";
import { type PhonemeFaults, tidyPhonemes } from "./tidy-phonemes.ts";

/** Face frames a second that the endpoint-rendering driver sends. */
export const FACE_FRAME_RATE = 25;

/** Longest way that a coming sound reaches back: rounding over consonants and its onset. */
const LOOK_AHEAD = 0.35;

/** Highest jaw under each constraint. */
const CLOSED_JAW = 0.07;
const TEETH_JAW = 0.06;
const HISS_JAW = 0.12;

/** Accents of a closure: pressed and slightly rolled lips are seen to meet. */
const CLOSURE_PRESS = 0.35;
const CLOSURE_ROLL_LOWER = 0.3;
const CLOSURE_ROLL_UPPER = 0.22;

/** Lower lip tucked under the upper teeth, which the raised upper lip shows. */
const TEETH_ROLL = 0.9;
const TEETH_SHRUG = 0.34;
const TEETH_SHOW = 0.36;

/** Weight of `tongueOut` for a dental. */
const TONGUE = 0.35;

/** How much of spreading is left while the lips are closed. */
const SPREAD_IN_CLOSURE = 0.6;

/** Blendshapes of each lip channel; two where left and right move alike. */
const LIP_SHAPES: Readonly<Record<LipChannel, readonly number[]>> = {
	funnel: [AT.mouthFunnel],
	pucker: [AT.mouthPucker],
	stretch: [AT.mouthStretchLeft, AT.mouthStretchRight],
	smile: [AT.mouthSmileLeft, AT.mouthSmileRight],
	dimple: [AT.mouthDimpleLeft, AT.mouthDimpleRight],
	lowerDown: [AT.mouthLowerDownLeft, AT.mouthLowerDownRight],
	upperUp: [AT.mouthUpperUpLeft, AT.mouthUpperUpRight],
	rollLower: [AT.mouthRollLower],
};

/** Share of each lip channel that a full closure takes away. A funnel or a raised lip would part the lips. */
const LOST_IN_CLOSURE: Readonly<Record<LipChannel, number>> = {
	funnel: 1,
	pucker: 0,
	stretch: 1 - SPREAD_IN_CLOSURE,
	smile: 1 - SPREAD_IN_CLOSURE,
	dimple: 0,
	lowerDown: 1,
	upperUp: 1,
	rollLower: 0,
};

/** The same for the lip at the teeth. */
const LOST_AT_TEETH: Readonly<Record<LipChannel, number>> = { ...LOST_IN_CLOSURE, upperUp: 0 };

/**
 * The face that says a list of phonemes, at any time of it. Where each track of the articulation blends its targets,
 * the constraints of {@link Articulation} are laid over the blend, closures last. Headless, deterministic; sampling
 * allocates nothing.
 */
export class PhonemeFace {
	/** What was mended in the list. */
	readonly faults: PhonemeFaults;
	/** Symbols that no table knows; the jaw follows the loudness there. */
	readonly unknown: readonly string[];
	/** The face before this time does not change when more phonemes follow, seconds. */
	readonly stableUntil: number;
	readonly #articulation: Articulation;
	readonly #jaw = new Float64Array(1);
	readonly #lips = new Float64Array(LIP_CHANNELS.length);

	/** `frameRate`: how often it will be sampled, from time 0 on; closures are set on these times. */
	constructor(phonemes: readonly Phoneme[], options: GestureOptions = {}, frameRate = FACE_FRAME_RATE) {
		const tidy = tidyPhonemes(phonemes);
		const { gestures, unknown } = gesturesFromPhonemes(tidy.phonemes, options);
		this.faults = tidy.faults;
		this.unknown = unknown;
		this.stableUntil = Math.max(0, (tidy.phonemes.at(-1)?.start ?? 0) - LOOK_AHEAD);
		this.#articulation = articulate(gestures, frameRate);
	}

	/** Writes the 52 weights at `time` (seconds on the phonemes' timeline) to `out` from `offset` on. */
	sample(time: number, out: Float32Array, offset = 0): void {
		const { jaw, lips, closure, lipTeeth, hiss, tongue } = this.#articulation;
		jaw.sample(time, this.#jaw);
		lips.sample(time, this.#lips);
		const closed = closure.sample(time);
		const atTeeth = lipTeeth.sample(time) * (1 - closed);
		const narrow = hiss.sample(time);
		out.fill(0, offset, offset + BLENDSHAPE_COUNT);
		let open = capped(this.#jaw[0] ?? 0, HISS_JAW, narrow);
		open = capped(open, TEETH_JAW, atTeeth);
		open = capped(open, CLOSED_JAW, closed);
		out[offset + AT.jawOpen] = open;
		out[offset + AT.mouthClose] = open * closed;
		out[offset + AT.tongueOut] = TONGUE * tongue.sample(time) * (1 - closed);
		this.#writeLips(closed, atTeeth, out, offset);
	}

	/** Lays the closures of these phonemes over a face frame that comes from elsewhere. Allocates nothing. */
	closeLips(time: number, weights: Float32Array, offset = 0): void {
		const closed = this.#articulation.closure.sample(time);
		if (closed === 0) return;
		const open = capped(weights[offset + AT.jawOpen] ?? 0, CLOSED_JAW, closed);
		weights[offset + AT.jawOpen] = open;
		raise(weights, offset + AT.mouthClose, open * closed);
		for (let channel = 0; channel < LIP_CHANNELS.length; channel++) {
			const name = LIP_CHANNELS[channel] as LipChannel;
			const shapes = LIP_SHAPES[name];
			for (let side = 0; side < shapes.length; side++) {
				const at = offset + (shapes[side] as number);
				weights[at] = (weights[at] ?? 0) * (1 - LOST_IN_CLOSURE[name] * closed);
			}
		}
		raise(weights, offset + AT.mouthPressLeft, CLOSURE_PRESS * closed);
		raise(weights, offset + AT.mouthPressRight, CLOSURE_PRESS * closed);
		raise(weights, offset + AT.mouthRollLower, CLOSURE_ROLL_LOWER * closed);
		raise(weights, offset + AT.mouthRollUpper, CLOSURE_ROLL_UPPER * closed);
	}

	#writeLips(closed: number, atTeeth: number, out: Float32Array, offset: number): void {
		for (let channel = 0; channel < LIP_CHANNELS.length; channel++) {
			const name = LIP_CHANNELS[channel] as LipChannel;
			const kept = (1 - LOST_IN_CLOSURE[name] * closed) * (1 - LOST_AT_TEETH[name] * atTeeth);
			const shapes = LIP_SHAPES[name];
			for (let side = 0; side < shapes.length; side++)
				out[offset + (shapes[side] as number)] = (this.#lips[channel] ?? 0) * kept;
		}
		raise(out, offset + AT.mouthPressLeft, CLOSURE_PRESS * closed);
		raise(out, offset + AT.mouthPressRight, CLOSURE_PRESS * closed);
		raise(out, offset + AT.mouthRollLower, Math.max(CLOSURE_ROLL_LOWER * closed, TEETH_ROLL * atTeeth));
		raise(out, offset + AT.mouthRollUpper, CLOSURE_ROLL_UPPER * closed);
		raise(out, offset + AT.mouthShrugLower, TEETH_SHRUG * atTeeth);
		raise(out, offset + AT.mouthUpperUpLeft, TEETH_SHOW * atTeeth);
		raise(out, offset + AT.mouthUpperUpRight, TEETH_SHOW * atTeeth);
	}
}

/** `value` brought down to `cap` as far as the constraint is firm. */
const capped = (value: number, cap: number, firmness: number): number =>
	value - Math.max(0, value - cap) * firmness;

function raise(out: Float32Array, index: number, least: number): void {
	if ((out[index] ?? 0) < least) out[index] = least;
}
