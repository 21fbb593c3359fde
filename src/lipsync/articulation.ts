import { ArticulationTrack, type Hold } from "./articulation-track.ts";
import { ConstraintTrack, type Span } from "./constraint-track.ts";
import type { Gesture } from "./gesture.ts";
import { LIP_CHANNELS } from "./mouth-pose.ts";

/** The mouth of a clip as tracks: two articulators that blend, and the constraints that stand above the blend. */
export interface Articulation {
	/** One value: `jawOpen`. */
	readonly jaw: ArticulationTrack;
	/** One value per {@link LIP_CHANNELS}. */
	readonly lips: ArticulationTrack;
	/** b p m: the lips touch. */
	readonly closure: ConstraintTrack;
	/** f v: the lower lip touches the upper teeth. */
	readonly lipTeeth: ConstraintTrack;
	/** s z sh zh ch j: the teeth are nearly together. */
	readonly hiss: ConstraintTrack;
	/** Dentals: the tip of the tongue shows. */
	readonly tongue: ConstraintTrack;
}

/** Way to a vowel's shape, and to a rounded one, which starts early and ends late (JALI: 120 and 150 ms). */
const ONSET = 0.12;
const ROUND_ONSET = 0.15;

/** Way of the jaw into a narrow consonant: quicker than into a vowel. */
const NARROW_ONSET = 0.08;

/** Way back to rest after the last sound, and how far into the rest it reaches. */
const REST_ONSET = 0.16;
const REST_DELAY = 0.11;

/** Lips reach a vowel's shape this long before it sounds. */
const LIP_LEAD = 0.02;

/** The jaw reaches a vowel's height this far into it, as the sound itself needs time to rise. */
const JAW_DELAY = 0.25;
const LONGEST_JAW_DELAY = 0.04;

/** Share of a sound during which its shape may not be left: what remains is for the way to the next one. */
const LEAST_HOLD = 0.45;

/** How far back before its sound rounding may reach over consonants that do not need the lips. */
const LONGEST_ANTICIPATION = 0.16;

/** Consonants shorter than a face frame do not move the jaw. */
const SHORTEST_NARROWING = 0.04;

/** A vowel of this length or longer reaches its full height; shorter ones fall short, as in fast speech. */
const FULL_VOWEL = 0.15;
const LEAST_REACH = 0.55;

/** No vowel is narrower than this: non-nasal sounds open the mouth. */
const LEAST_OPENING = 0.07;
const MOST_OPENING = 0.5;

/** Lips are together at least this long before a bilabial sounds; a face frame may need up to its own length. */
const CLOSURE_LEAD = 0.025;

/** Tolerance of a time that should be a whole number of face frames, in frames. */
const GRID_TOLERANCE = 1e-6;

/** Ways into and out of a closure, where the neighbours leave the time. */
const CLOSING = 0.09;
const OPENING = 0.07;

const TEETH_LEAD = 0.02;
const TEETH_WAY = 0.07;
const HISS_WAY = 0.05;

/** Share of a constrained consonant during which its constraint holds. */
const CONSTRAINED = 0.6;

/** Shortest time for any constraint to hold, so that a face frame at 25 a second shows it. */
const ONE_FRAME = 0.041;

/**
 * Builds the tracks of a chain of gestures that will be sampled at `frameRate` from time 0 on. A closure of 40 to
 * 60 ms can fall between two face frames, so each begins on one.
 */
export function articulate(gestures: readonly Gesture[], frameRate: number): Articulation {
	return {
		jaw: new ArticulationTrack(jawHolds(gestures), 1),
		lips: new ArticulationTrack(lipHolds(gestures), LIP_CHANNELS.length),
		closure: new ConstraintTrack(closureSpans(gestures, frameRate)),
		lipTeeth: new ConstraintTrack(
			spans(gestures, (g) => g.pose.kind === "labiodental", TEETH_LEAD, TEETH_WAY),
		),
		hiss: new ConstraintTrack(spans(gestures, (g) => g.pose.kind === "sibilant", 0, HISS_WAY)),
		tongue: new ConstraintTrack(spans(gestures, (g) => g.pose.tongue > 0, 0, HISS_WAY)),
	};
}

const isVowel = ({ pose }: Gesture) => pose.kind === "vowel" || pose.kind === "round";

function jawHolds(gestures: readonly Gesture[]): Hold[] {
	return gestures.flatMap((gesture): Hold | [] => {
		const { pose, start, end } = gesture;
		if (pose.jaw === null) return [];
		const length = end - start;
		if (pose.kind === "tongue" && length < SHORTEST_NARROWING) return [];
		if (pose.kind === "rest") return restHold(gesture, [0]);
		const least = start + LEAST_HOLD * length;
		if (!isVowel(gesture)) return { start, least, onset: NARROW_ONSET, targets: [pose.jaw] };
		const delay = Math.min(JAW_DELAY * length, LONGEST_JAW_DELAY);
		return { start: start + delay, least, onset: ONSET, targets: [vowelHeight(gesture, pose.jaw)] };
	});
}

function vowelHeight({ start, end, strength }: Gesture, jaw: number): number {
	const reach = Math.min(1, LEAST_REACH + ((1 - LEAST_REACH) * (end - start)) / FULL_VOWEL);
	return Math.min(MOST_OPENING, Math.max(LEAST_OPENING, jaw * strength * reach));
}

/** Silence: the mouth comes to rest a while into it and stays until the next onset. */
function restHold({ start, end }: Gesture, targets: readonly number[]): Hold {
	const at = Math.min(start + REST_DELAY, end);
	return { start: at, least: at, onset: REST_ONSET, targets };
}

function lipHolds(gestures: readonly Gesture[]): Hold[] {
	const holds: Hold[] = [];
	for (const [index, gesture] of gestures.entries()) {
		const { pose, start, end } = gesture;
		if (pose.kind === "rest")
			holds.push(
				restHold(
					gesture,
					LIP_CHANNELS.map(() => 0),
				),
			);
		else if (pose.lips !== null && !roundedAway(gestures, index)) {
			const round = pose.kind === "round";
			const earliest = holds.at(-1)?.least ?? Number.NEGATIVE_INFINITY;
			const at = (round ? roundingStart(gestures, index) : start) - LIP_LEAD;
			holds.push({
				start: Math.max(at, earliest),
				least: start + LEAST_HOLD * (end - start),
				onset: round ? ROUND_ONSET : ONSET,
				targets: lipTargets(gesture),
			});
		}
	}
	return holds;
}

/** Where a rounded sound's lips are ready: at the start of the consonants before it that leave the lips free. */
function roundingStart(gestures: readonly Gesture[], index: number): number {
	const sound = gestures[index]?.start ?? 0;
	let start = sound;
	for (let before = index - 1; before >= 0; before--) {
		const gesture = gestures[before];
		if (gesture === undefined || (gesture.pose.kind !== "tongue" && gesture.pose.kind !== "sibilant")) break;
		start = gesture.start;
	}
	return Math.max(start, sound - LONGEST_ANTICIPATION);
}

/** Whether a sibilant gives up its own lips because a rounded sound follows it. */
function roundedAway(gestures: readonly Gesture[], index: number): boolean {
	return gestures[index]?.pose.kind === "sibilant" && gestures[index + 1]?.pose.kind === "round";
}

/** Loud speech shows more teeth; rounding and spreading do not depend on it. */
function lipTargets({ pose, strength }: Gesture): number[] {
	return LIP_CHANNELS.map((channel) => {
		const target = pose.lips?.[channel] ?? 0;
		return channel === "lowerDown" || channel === "upperUp" ? Math.min(1, target * strength) : target;
	});
}

function closureSpans(gestures: readonly Gesture[], frameRate: number): Span[] {
	return gestures.flatMap((gesture, index): Span | [] => {
		if (gesture.pose.kind !== "bilabial") return [];
		const frame = Math.floor(gesture.start * frameRate + GRID_TOLERANCE) / frameRate;
		const start = Math.min(frame, gesture.start - CLOSURE_LEAD);
		const { release } = gesture;
		return {
			rampStart: start - wayBeside(gestures[index - 1], CLOSING),
			start,
			end: release,
			rampEnd: release + wayBeside(gestures[index + 1], OPENING),
		};
	});
}

/** Time for a closing or opening: a neighbour keeps its middle, so that "papa" opens between its closures. */
function wayBeside(neighbour: Gesture | undefined, usual: number): number {
	if (neighbour === undefined) return usual;
	return Math.min(usual, Math.max(SHORT_WAY, LEAST_HOLD * (neighbour.end - neighbour.start)));
}

/** The quickest closing or opening: faster looks like a cut. */
const SHORT_WAY = 0.03;

function spans(
	gestures: readonly Gesture[],
	test: (gesture: Gesture) => boolean,
	lead: number,
	way: number,
): Span[] {
	return gestures.filter(test).map((gesture) => {
		const start = gesture.start - lead;
		const end = Math.max(start + ONE_FRAME, gesture.start + CONSTRAINED * (gesture.end - gesture.start));
		return { rampStart: start - way, start, end, rampEnd: end + way };
	});
}
