import { BLENDSHAPE_INDEX as AT } from "../lipsync/blendshapes.ts";
import { Blink } from "./blink.ts";
import { between, type Random } from "./chance.ts";
import { Gaze } from "./gaze.ts";
import { HeadMotion } from "./head-motion.ts";
import type { HeadPose } from "./head-pose.ts";
import type { Mood } from "./mood.ts";
import { MOTION_PROFILES, type MotionProfileName } from "./motion-profile.ts";
import { SpeechRhythm } from "./speech-rhythm.ts";
import { Springs } from "./springs.ts";

/** Rotation of the eye at a weight of 1, radians: 24° sideways, 19° up or down. */
const EYE_YAW = 0.42;
const EYE_PITCH = 0.33;

/** A jump of the eyes larger than this often goes with a blink (Evinger et al. 1994). */
const LARGE_JUMP = 0.14;
const JUMP_BLINK_CHANCE = 0.3;

/** How quickly brows and the shapes of a mood come and go, 1/s. */
const BROW_STIFFNESS = 11;
const MOOD_STIFFNESS = 6;
const BROW_TIME = 0.22;

/** What a mood adds to the face. */
const LISTENING_BROW = 0.1;
const THINKING_BROW = 0.18;
const THINKING_PRESS = 0.12;

/** The springs of the brows. */
const BROW = 0;
const LISTENING = 1;
const THINKING = 2;

export interface IdleLifeOptions {
	readonly random: Random;
	readonly profile?: MotionProfileName;
}

/** What of the conversation idle life follows. */
export interface IdleContext {
	/** Whether speech moves the face now. */
	speaking: boolean;
	/** The weight of `jawOpen` that speech asks for. */
	jaw: number;
	mood: Mood;
}

/**
 * Everything that a face does without being told: blinks, looks, breathes, drifts, nods and raises its brows with
 * what it says. No clock and no chance of its own. Stage thread; {@link update} allocates nothing.
 */
export class IdleLife {
	/** Keeps eyes, brows and head still; speech and expressions go on. */
	reducedMotion = false;
	readonly #random: Random;
	readonly #blink: Blink;
	readonly #gaze: Gaze;
	readonly #head: HeadMotion;
	readonly #rhythm = new SpeechRhythm();
	readonly #springs = new Springs([BROW_STIFFNESS, MOOD_STIFFNESS, MOOD_STIFFNESS]);
	#profile: MotionProfileName;
	#browLeft = 0;
	#browSize = 0;
	#wasSpeaking = false;

	constructor({ random, profile = "receptionist" }: IdleLifeOptions) {
		this.#random = random;
		this.#profile = profile;
		this.#blink = new Blink(random, MOTION_PROFILES[profile]);
		this.#gaze = new Gaze(random, MOTION_PROFILES[profile]);
		this.#head = new HeadMotion(random, MOTION_PROFILES[profile]);
	}

	get profile(): MotionProfileName {
		return this.#profile;
	}

	set profile(name: MotionProfileName) {
		this.#profile = name;
		this.#blink.profile = MOTION_PROFILES[name];
		this.#gaze.profile = MOTION_PROFILES[name];
		this.#head.profile = MOTION_PROFILES[name];
	}

	/** 0 … 1: how far the chest is filled. */
	get breath(): number {
		return this.reducedMotion ? 0 : this.#head.breath;
	}

	/** Blinks so far. */
	get blinks(): number {
		return this.#blink.count;
	}

	/** Writes the 52 weights of idle life and the head's pose `delta` seconds later. */
	update(delta: number, context: IdleContext, out: Float32Array, head: HeadPose): void {
		out.fill(0);
		if (this.reducedMotion) {
			head.pitch = 0;
			head.yaw = 0;
			head.roll = 0;
			return;
		}
		this.#follow(delta, context);
		const jump = this.#gaze.update(delta, context.speaking, context.mood);
		if (jump > LARGE_JUMP) this.#blink.invite(JUMP_BLINK_CHANCE);
		this.#head.update(delta, context.mood, this.#gaze, head);
		this.#blink.update(delta, context.speaking);
		out[AT.eyeBlinkLeft] = this.#blink.lids;
		out[AT.eyeBlinkRight] = this.#blink.lids;
		writeGaze(this.#gaze, head, out);
		this.#writeBrows(delta, out);
	}

	#follow(delta: number, { speaking, jaw, mood }: IdleContext): void {
		this.#rhythm.update(delta, speaking ? jaw : 0);
		if (speaking && !this.#wasSpeaking) this.#gaze.meet();
		this.#wasSpeaking = speaking;
		if (this.#rhythm.paused) this.#blink.invite();
		this.#springs.targets[LISTENING] = mood === "listening" && !speaking ? 1 : 0;
		this.#springs.targets[THINKING] = mood === "thinking" && !speaking ? 1 : 0;
		if (!speaking || !this.#rhythm.stressed) return;
		const { browChance, browRaise } = MOTION_PROFILES[this.#profile];
		this.#head.stress();
		if (this.#random() >= browChance) return;
		this.#browSize = browRaise * between(this.#random, 0.6, 1.2);
		this.#browLeft = BROW_TIME;
	}

	#writeBrows(delta: number, out: Float32Array): void {
		this.#browLeft -= delta;
		const { targets, values } = this.#springs;
		targets[BROW] = this.#browLeft > 0 ? this.#browSize : 0;
		this.#springs.update(delta);
		const raise = Math.max(0, values[BROW] ?? 0);
		const listening = Math.max(0, values[LISTENING] ?? 0);
		const thinking = Math.max(0, values[THINKING] ?? 0);
		out[AT.browInnerUp] = raise + LISTENING_BROW * listening + THINKING_BROW * thinking;
		out[AT.browOuterUpLeft] = raise + LISTENING_BROW * listening;
		out[AT.browOuterUpRight] = raise + LISTENING_BROW * listening;
		out[AT.mouthPressLeft] = THINKING_PRESS * thinking;
		out[AT.mouthPressRight] = THINKING_PRESS * thinking;
	}
}

/**
 * The gaze as weights of the eye shapes. The eyes counter the head, so that a look stays on its goal while the head
 * drifts.
 */
function writeGaze(gaze: Gaze, head: HeadPose, out: Float32Array): void {
	const yaw = gaze.yaw - head.yaw;
	const pitch = gaze.pitch - head.pitch;
	const left = Math.min(1, Math.max(0, yaw / EYE_YAW));
	const right = Math.min(1, Math.max(0, -yaw / EYE_YAW));
	const down = Math.min(1, Math.max(0, pitch / EYE_PITCH));
	const up = Math.min(1, Math.max(0, -pitch / EYE_PITCH));
	out[AT.eyeLookOutLeft] = left;
	out[AT.eyeLookInRight] = left;
	out[AT.eyeLookInLeft] = right;
	out[AT.eyeLookOutRight] = right;
	out[AT.eyeLookDownLeft] = down;
	out[AT.eyeLookDownRight] = down;
	out[AT.eyeLookUpLeft] = up;
	out[AT.eyeLookUpRight] = up;
}
