import { between, logNormal, normal, type Random } from "./chance.ts";
import type { Mood } from "./mood.ts";
import type { MotionProfile } from "./motion-profile.ts";

/** Duration of a saccade: 21 ms and 2.2 ms for each degree (the main sequence, Carpenter 1988). */
const SACCADE_BASE = 0.021;
const SACCADE_PER_RADIAN = 0.0022 * (180 / Math.PI);

/** Small eye movements within a look: the viewer's one eye, the other, the mouth. */
const SCAN_RANGE = 0.018;
const SCAN_INTERVAL = 0.75;
const INTERVAL_SPREAD = 0.55;
const SHORTEST_LOOK = 0.18;
const LONGEST_LOOK = 9;

/** Eyes drift up and down less than sideways. */
const VERTICAL = 0.55;

/** Where a thinking person looks: up and to a side, radians. */
const THINKING_YAW = 0.2;
const THINKING_PITCH = -0.14;

/**
 * Where the eyes look, relative to the viewer: jumps and rests as eyes do, and comes back to the viewer for the share
 * of the time that the profile says. Angles as in `HeadPose`. Stage thread; allocates nothing per update.
 */
export class Gaze {
	/** Current direction of the eyes, radians; 0, 0 meets the viewer. */
	yaw = 0;
	pitch = 0;
	readonly #random: Random;
	#profile: MotionProfile;
	#atViewer = true;
	#homeYaw = 0;
	#homePitch = 0;
	#fromYaw = 0;
	#fromPitch = 0;
	#toYaw = 0;
	#toPitch = 0;
	#saccade = 1;
	#saccadeTime = 1;
	#lookLeft = 1;
	#scanLeft = SCAN_INTERVAL;
	#mood: Mood = "idle";

	constructor(random: Random, profile: MotionProfile) {
		this.#random = random;
		this.#profile = profile;
	}

	/** Whether the eyes rest on the viewer. */
	get atViewer(): boolean {
		return this.#atViewer;
	}

	set profile(profile: MotionProfile) {
		this.#profile = profile;
	}

	/** Looks to the viewer now, as when somebody begins to speak. */
	meet(): void {
		this.#lookLeft = this.#fixation(this.#profile.lookAtViewer);
		this.#atViewer = true;
		this.#jump(0, 0);
	}

	/** Moves the eyes on. Returns the size of a jump that begins now, radians, else 0. */
	update(delta: number, speaking: boolean, mood: Mood): number {
		this.#lookLeft -= delta;
		this.#scanLeft -= delta;
		let jumped = 0;
		if (mood !== this.#mood || this.#lookLeft <= 0) jumped = this.#look(speaking, mood);
		else if (this.#scanLeft <= 0) this.#scan();
		this.#mood = mood;
		this.#saccade = Math.min(this.#saccadeTime, this.#saccade + delta);
		const way = this.#saccadeTime === 0 ? 1 : this.#saccade / this.#saccadeTime;
		this.yaw = this.#fromYaw + (this.#toYaw - this.#fromYaw) * way;
		this.pitch = this.#fromPitch + (this.#toPitch - this.#fromPitch) * way;
		return jumped;
	}

	/** Chooses what to look at next: with equal ends the share of time at the viewer is the profile's. */
	#look(speaking: boolean, mood: Mood): number {
		if (mood === "thinking" && !speaking) return this.#think();
		const { mutualGaze, lookAtViewer, lookAway, gazeRange } = this.#profile;
		const share = speaking
			? mutualGaze.speaking
			: mood === "listening"
				? mutualGaze.listening
				: mutualGaze.idle;
		// Looks at the viewer last longer, so fewer of them make up the share.
		const chance = share / lookAtViewer / (share / lookAtViewer + (1 - share) / lookAway);
		this.#atViewer = this.#random() < chance;
		this.#lookLeft = this.#fixation(this.#atViewer ? lookAtViewer : lookAway);
		if (this.#atViewer) return this.#jump(0, 0);
		const side = this.#random() < 0.5 ? -1 : 1;
		const yaw = side * between(this.#random, 0.35, 1) * gazeRange;
		return this.#jump(yaw, VERTICAL * gazeRange * (normal(this.#random) * 0.5 + 0.2));
	}

	#think(): number {
		this.#atViewer = false;
		this.#lookLeft = this.#fixation(1.1);
		const side = this.#toYaw < 0 ? -1 : 1;
		const turned = this.#random() < 0.2 ? -side : side;
		const yaw = turned * THINKING_YAW * between(this.#random, 0.6, 1.1);
		return this.#jump(yaw, THINKING_PITCH * between(this.#random, 0.5, 1.2));
	}

	#fixation(median: number): number {
		return Math.min(LONGEST_LOOK, Math.max(SHORTEST_LOOK, logNormal(this.#random, median, INTERVAL_SPREAD)));
	}

	#scan(): void {
		this.#aim(
			this.#homeYaw + SCAN_RANGE * normal(this.#random),
			this.#homePitch + SCAN_RANGE * VERTICAL * normal(this.#random),
		);
	}

	#jump(yaw: number, pitch: number): number {
		this.#homeYaw = yaw;
		this.#homePitch = pitch;
		return this.#aim(yaw, pitch);
	}

	#aim(yaw: number, pitch: number): number {
		this.#scanLeft = Math.max(SHORTEST_LOOK, logNormal(this.#random, SCAN_INTERVAL, INTERVAL_SPREAD));
		this.#fromYaw = this.yaw;
		this.#fromPitch = this.pitch;
		this.#toYaw = yaw;
		this.#toPitch = pitch;
		const size = Math.hypot(yaw - this.yaw, pitch - this.pitch);
		this.#saccadeTime = SACCADE_BASE + SACCADE_PER_RADIAN * size;
		this.#saccade = 0;
		return size;
	}
}
