import { between, logNormal, normal, type Random } from "./chance.ts";
import type { Gaze } from "./gaze.ts";
import type { HeadPose } from "./head-pose.ts";
import type { Mood } from "./mood.ts";
import type { MotionProfile } from "./motion-profile.ts";
import { Springs } from "./springs.ts";

/** How fast the head drifts, nods, and takes a pose, 1/s. */
const DRIFT_STIFFNESS = 2.2;
const NOD_STIFFNESS = 14;
const POSE_STIFFNESS = 4;

/** How long a nod pushes the head down. */
const NOD_TIME = 0.13;

/** Roll and pitch drift less than yaw does. */
const PITCH_SHARE = 0.6;
const ROLL_SHARE = 0.7;
const INTERVAL_SPREAD = 0.5;

/** A breath in seconds, and how it varies. */
const BREATH = 4.2;
const BREATH_SPREAD = 0.15;

/** The eyes lead, the head follows this share of a look away. */
const GAZE_SHARE = 0.25;

/** A listener's nod, and the median time between two. */
const LISTENING_NOD = 1.3;
const LISTENING_NOD_INTERVAL = 4.5;

/** Pose of the moods, radians. */
const LISTENING_ROLL = 0.045;
const LISTENING_PITCH = 0.015;
const THINKING_ROLL = -0.04;
const THINKING_PITCH = -0.05;

/** The springs that the head hangs on, each with its own pace. */
const YAW = 0;
const PITCH = 1;
const ROLL = 2;
const NOD = 3;
const POSE_PITCH = 4;
const POSE_ROLL = 5;
const TURN = 6;
const STIFFNESS = [
	DRIFT_STIFFNESS,
	DRIFT_STIFFNESS,
	DRIFT_STIFFNESS,
	NOD_STIFFNESS,
	POSE_STIFFNESS,
	POSE_STIFFNESS,
	POSE_STIFFNESS,
];

/** Slow drift, breath, nods with stress, and the poses of the moods. Stage thread; allocates nothing per update. */
export class HeadMotion {
	/** 0 … 1: how far the chest is filled, for a body to follow. */
	breath = 0;
	readonly #random: Random;
	#profile: MotionProfile;
	readonly #springs = new Springs(STIFFNESS);
	#driftLeft = 0;
	#nodLeft = 0;
	#nodSize = 0;
	#listenerNodLeft = LISTENING_NOD_INTERVAL;
	#breathPhase = 0;
	#breathLength = BREATH;

	constructor(random: Random, profile: MotionProfile) {
		this.#random = random;
		this.#profile = profile;
	}

	set profile(profile: MotionProfile) {
		this.#profile = profile;
	}

	/** Nods with a stressed syllable. */
	stress(): void {
		this.#beginNod(this.#profile.nod * between(this.#random, 0.5, 1.3));
	}

	/** Writes the pose `delta` seconds later; the head takes part in what the eyes look at. */
	update(delta: number, mood: Mood, gaze: Gaze, out: HeadPose): void {
		this.#drift(delta);
		this.#listen(delta, mood);
		this.#breathe(delta);
		this.#nodLeft -= delta;
		const { targets, values } = this.#springs;
		targets[NOD] = this.#nodLeft > 0 ? this.#nodSize : 0;
		const leaning = mood === "listening" ? LISTENING_PITCH : mood === "thinking" ? THINKING_PITCH : 0;
		targets[POSE_PITCH] = leaning + GAZE_SHARE * gaze.pitch;
		targets[POSE_ROLL] = mood === "listening" ? LISTENING_ROLL : mood === "thinking" ? THINKING_ROLL : 0;
		targets[TURN] = GAZE_SHARE * gaze.yaw;
		this.#springs.update(delta);
		out.yaw = (values[YAW] ?? 0) + (values[TURN] ?? 0);
		out.pitch =
			(values[PITCH] ?? 0) +
			(values[NOD] ?? 0) +
			(values[POSE_PITCH] ?? 0) -
			this.#profile.breath * this.breath;
		out.roll = (values[ROLL] ?? 0) + (values[POSE_ROLL] ?? 0);
	}

	#drift(delta: number): void {
		this.#driftLeft -= delta;
		if (this.#driftLeft > 0) return;
		const { headDrift, driftInterval } = this.#profile;
		this.#driftLeft = logNormal(this.#random, driftInterval, INTERVAL_SPREAD);
		const { targets } = this.#springs;
		targets[YAW] = headDrift * clipped(normal(this.#random));
		targets[PITCH] = PITCH_SHARE * headDrift * clipped(normal(this.#random));
		targets[ROLL] = ROLL_SHARE * headDrift * clipped(normal(this.#random));
	}

	#listen(delta: number, mood: Mood): void {
		if (mood !== "listening") return;
		this.#listenerNodLeft -= delta;
		if (this.#listenerNodLeft > 0) return;
		this.#listenerNodLeft = logNormal(this.#random, LISTENING_NOD_INTERVAL, INTERVAL_SPREAD);
		this.#beginNod(LISTENING_NOD * this.#profile.nod);
	}

	#beginNod(size: number): void {
		this.#nodSize = size;
		this.#nodLeft = NOD_TIME;
	}

	#breathe(delta: number): void {
		this.#breathPhase += delta / this.#breathLength;
		if (this.#breathPhase >= 1) {
			this.#breathPhase %= 1;
			this.#breathLength = logNormal(this.#random, BREATH, BREATH_SPREAD);
		}
		// In takes two fifths of a breath, out the rest.
		const phase = this.#breathPhase < 0.4 ? this.#breathPhase / 0.8 : 0.5 + (this.#breathPhase - 0.4) / 1.2;
		this.breath = 0.5 - 0.5 * Math.cos(2 * Math.PI * phase);
	}
}

/** Nobody's head drifts further than twice its usual way. */
const clipped = (value: number): number => Math.min(2, Math.max(-2, value));
