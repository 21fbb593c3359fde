import { BLENDSHAPE_INDEX as AT, BLENDSHAPE_COUNT } from "../lipsync/blendshapes.ts";
import type { SessionToStage } from "../protocol/stage-messages.ts";
import { smoothstep } from "../util/smoothstep.ts";
import type { Seconds } from "../util/time.ts";
import { unreachable } from "../util/unreachable.ts";
import { ActionCues } from "./action-cues.ts";
import type { Random } from "./chance.ts";
import { ExpressionTrack } from "./expression-track.ts";
import type { CustomExpressions } from "./expressions.ts";
import { FaceMixer } from "./face-mixer.ts";
import { FaceTrack } from "./face-track.ts";
import { type HeadPose, headAtRest } from "./head-pose.ts";
import { type IdleContext, IdleLife } from "./idle-life.ts";
import type { Mood } from "./mood.ts";
import type { MotionProfileName } from "./motion-profile.ts";

export interface FaceDirectorOptions {
	/** Uniform in [0, 1): the source of all that is not told. */
	readonly random: Random;
	/** `receptionist` by default. */
	readonly profile?: MotionProfileName;
	/** Keeps mouth and expressions and stops the rest, as `prefers-reduced-motion` asks. */
	readonly reducedMotion?: boolean;
	/** Names of expressions beside the built-in ones. */
	readonly expressions?: CustomExpressions;
	/** Called from {@link FaceDirector.update} when a body action is due. */
	readonly onAction?: (name: string) => void;
	/** Called when an utterance is over before its end: its actions are, too. */
	readonly onInterrupt?: () => void;
}

/** Counters since the director began. */
export interface FaceDirectorStats {
	/** Messages of an utterance that is over. */
	readonly stale: number;
	/** Spans of face frames that could not be used. */
	readonly droppedSpans: number;
	/** Weights that were not finite or outside 0 … 1, and spans that came in per cent. */
	readonly badWeights: number;
	readonly perCentSpans: number;
	/** Cues without a usable time; actions that came too late; actions whose time never came. */
	readonly badCueTimes: number;
	readonly lateActions: number;
	readonly unplayedActions: number;
	/** Expressions that no table has, by name. */
	readonly unknownExpressions: ReadonlyMap<string, number>;
	readonly blinks: number;
}

interface UtteranceTrack {
	readonly utterance: number;
	readonly track: FaceTrack;
}

/** While the sound waits for data the mouth stands still this long, then relaxes in that time. Seconds. */
const STALL_HOLD = 0.06;
const STALL_RELAX = 0.16;

/** Presence of speech from which on the face counts as speaking. */
const SPEAKING = 0.5;

/**
 * From the session's messages and the playhead to the face of every display frame: speech by media time, expressions,
 * actions, and idle life laid on each other. Headless; lives on the stage's thread. {@link update} allocates nothing.
 */
export class FaceDirector {
	/** The head's pose as of the last {@link update}. */
	readonly head: HeadPose = headAtRest();
	/** Face weights of a body action under way; whoever plays actions writes them, 0 where none. */
	readonly action = new Float32Array(BLENDSHAPE_COUNT);
	/** Factor on expressions, 0 … 2; 1 shows them as they are named. */
	expressionStrength = 1;
	/** Time constant in which the mouth follows, seconds; 0 shows every frame as it came. For comparisons. */
	smoothing = 0;
	/** What the avatar does while it does not speak. */
	mood: Mood = "idle";
	readonly #idle: IdleLife;
	readonly #mixer = new FaceMixer();
	readonly #expressions: ExpressionTrack;
	readonly #actions = new ActionCues();
	readonly #onAction: (name: string) => void;
	readonly #onInterrupt: () => void;
	readonly #tracks: UtteranceTrack[] = [];
	readonly #layers: {
		readonly speech: Float32Array;
		readonly expression: Float32Array;
		readonly action: Float32Array;
		readonly idle: Float32Array;
	};
	readonly #context: IdleContext = { speaking: false, jaw: 0, mood: "idle" };
	readonly #smoothed = new Float32Array(BLENDSHAPE_COUNT);
	#lastMediaTime = Number.NaN;
	#stalled = 0;
	/** Utterances up to this one are over. */
	#over = -1;
	#stale = 0;
	#droppedSpans = 0;
	#badWeights = 0;
	#perCentSpans = 0;

	constructor(options: FaceDirectorOptions) {
		const { random, profile } = options;
		this.#idle = new IdleLife(profile === undefined ? { random } : { random, profile });
		this.#idle.reducedMotion = options.reducedMotion ?? false;
		this.#expressions = new ExpressionTrack(options.expressions);
		this.#onAction = options.onAction ?? (() => {});
		this.#onInterrupt = options.onInterrupt ?? (() => {});
		this.#layers = {
			speech: new Float32Array(BLENDSHAPE_COUNT),
			expression: new Float32Array(BLENDSHAPE_COUNT),
			action: this.action,
			idle: new Float32Array(BLENDSHAPE_COUNT),
		};
	}

	get profile(): MotionProfileName {
		return this.#idle.profile;
	}

	set profile(name: MotionProfileName) {
		this.#idle.profile = name;
	}

	set reducedMotion(reduced: boolean) {
		this.#idle.reducedMotion = reduced;
	}

	/** 0 … 1: how far the chest is filled, for the body to breathe along. */
	get breath(): number {
		return this.#idle.breath;
	}

	/** Counters; makes an object, so not for every frame. */
	get stats(): FaceDirectorStats {
		const { late, unplayed, badTimes } = this.#actions;
		return {
			stale: this.#stale,
			droppedSpans: this.#droppedSpans + this.#sum((track) => track.faults.dropped),
			badWeights: this.#badWeights + this.#sum((track) => track.faults.badWeights),
			perCentSpans: this.#perCentSpans + this.#sum((track) => track.faults.perCent),
			badCueTimes: badTimes + this.#expressions.badTimes,
			lateActions: late,
			unplayedActions: unplayed,
			unknownExpressions: this.#expressions.unknown,
			blinks: this.#idle.blinks,
		};
	}

	/** Takes a message of the session; the weights of a `face` message belong to the director from then on. */
	handle(message: SessionToStage): void {
		if (message.utterance <= this.#over) {
			this.#stale++;
			return;
		}
		switch (message.type) {
			case "begin":
				this.#track(message.utterance);
				return;
			case "face":
				this.#track(message.utterance).add(message);
				return;
			case "action":
				this.#actions.add(message.utterance, message.name, message.start);
				return;
			case "expression":
				this.#expressions.add(message.utterance, message.name, message.start, message.end);
				return;
			case "flush":
				this.#mixer.interrupt();
				this.#onInterrupt();
				this.#forget(message.utterance);
				return;
			default:
				unreachable(message);
		}
	}

	/**
	 * Writes the face `delta` seconds after the last one to `out` (52 weights) and {@link head}. `mediaTime` is the
	 * presentation time that will be heard when this frame is seen, of `utterance`; `undefined` while nothing plays.
	 */
	update(delta: number, mediaTime: Seconds | undefined, utterance: number, out: Float32Array): void {
		const heard = mediaTime !== undefined && utterance > this.#over;
		if (heard) this.#forget(utterance - 1);
		const { speech, expression, idle } = this.#layers;
		this.#stalled = heard && mediaTime === this.#lastMediaTime ? this.#stalled + delta : 0;
		this.#lastMediaTime = mediaTime ?? Number.NaN;
		const presence = heard
			? this.#relaxed(this.#sample(mediaTime, utterance, speech), speech)
			: silence(speech);
		if (heard) this.#actions.update(mediaTime, utterance, this.#onAction);
		this.#expressions.update(delta, heard ? mediaTime : undefined, utterance, expression);
		if (this.expressionStrength !== 1) scale(expression, this.expressionStrength);
		if (this.smoothing > 0) this.#smooth(delta, speech);
		this.#context.speaking = presence >= SPEAKING;
		this.#context.jaw = speech[AT.jawOpen] ?? 0;
		this.#context.mood = this.mood;
		this.#idle.update(delta, this.#context, idle, this.head);
		this.#mixer.mix(delta, this.#layers, presence, out);
	}

	#sample(mediaTime: number, utterance: number, out: Float32Array): number {
		for (let index = 0; index < this.#tracks.length; index++) {
			const entry = this.#tracks[index];
			if (entry?.utterance === utterance) return entry.track.sample(mediaTime, out);
		}
		return silence(out);
	}

	#smooth(delta: number, speech: Float32Array): void {
		const share = 1 - Math.exp(-delta / this.smoothing);
		for (let shape = 0; shape < BLENDSHAPE_COUNT; shape++) {
			const before = this.#smoothed[shape] ?? 0;
			this.#smoothed[shape] = before + ((speech[shape] ?? 0) - before) * share;
		}
		speech.set(this.#smoothed);
	}

	/** Relaxes the mouth while the sound stands still: an open mouth without a sound looks broken. */
	#relaxed(presence: number, speech: Float32Array): number {
		if (this.#stalled <= STALL_HOLD) return presence;
		const left = 1 - smoothstep((this.#stalled - STALL_HOLD) / STALL_RELAX);
		for (let shape = 0; shape < BLENDSHAPE_COUNT; shape++) speech[shape] = (speech[shape] ?? 0) * left;
		return presence * left;
	}

	#track(utterance: number): FaceTrack {
		const known = this.#tracks.find((entry) => entry.utterance === utterance);
		if (known !== undefined) return known.track;
		const track = new FaceTrack();
		this.#tracks.push({ utterance, track });
		return track;
	}

	/** Utterances up to `utterance` are over: nothing of them is shown any more. */
	#forget(utterance: number): void {
		if (utterance <= this.#over) return;
		this.#over = utterance;
		this.#expressions.forget(utterance);
		this.#actions.forget(utterance);
		for (let index = this.#tracks.length - 1; index >= 0; index--) {
			const entry = this.#tracks[index];
			if (entry === undefined || entry.utterance > utterance) continue;
			this.#droppedSpans += entry.track.faults.dropped;
			this.#badWeights += entry.track.faults.badWeights;
			this.#perCentSpans += entry.track.faults.perCent;
			this.#tracks.splice(index, 1);
		}
	}

	#sum(count: (track: FaceTrack) => number): number {
		return this.#tracks.reduce((sum, { track }) => sum + count(track), 0);
	}
}

function scale(weights: Float32Array, factor: number): void {
	for (let shape = 0; shape < BLENDSHAPE_COUNT; shape++)
		weights[shape] = Math.min(1, Math.max(0, (weights[shape] ?? 0) * factor));
}

function silence(out: Float32Array): number {
	out.fill(0);
	return 0;
}
