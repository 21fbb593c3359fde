import { smoothstep } from "../util/smoothstep.ts";
import { between, logNormal, type Random } from "./chance.ts";
import type { MotionProfile } from "./motion-profile.ts";

/** Phases of a blink in seconds: lids fall fast, rest for a moment, rise slowly (VanderWerf et al. 2003). */
const CLOSING = 0.085;
const CLOSED = 0.035;
const OPENING = 0.19;
const BLINK = CLOSING + CLOSED + OPENING;

/** No two blinks begin closer than this, double blinks apart; and none is further off, or the look turns to a stare. */
const SHORTEST_WAIT = 0.7;
const LONGEST_WAIT = 11;

/** Some blinks come in pairs, some do not close the eye. */
const DOUBLE_CHANCE = 0.09;
const DOUBLE_WAIT = 0.34;
const PARTIAL_CHANCE = 0.12;

/** How often the end of a clause brings a blink. */
const CLAUSE_CHANCE = 0.6;

/** When the lids fall. Stage thread; {@link update} allocates nothing. */
export class Blink {
	/** How closed the lids are, 0 … 1, as of the last {@link update}. */
	lids = 0;
	readonly #random: Random;
	#profile: MotionProfile;
	/** A number from the start: a field that was once without one boxes whatever is put into it. */
	#wait = 0;
	/** Time since the blink under way began; infinite between blinks. */
	#time = Number.POSITIVE_INFINITY;
	#depth = 1;
	#sinceStart = 0;
	#count = 0;

	constructor(random: Random, profile: MotionProfile) {
		this.#random = random;
		this.#profile = profile;
		this.#wait = between(random, 0.4, 1) * profile.blinkInterval;
	}

	/** Blinks so far. */
	get count(): number {
		return this.#count;
	}

	set profile(profile: MotionProfile) {
		this.#profile = profile;
	}

	/** A clause has ended, or the gaze jumps far: a good moment to blink. */
	invite(chance = CLAUSE_CHANCE): void {
		if (this.#sinceStart > SHORTEST_WAIT && this.#random() < chance) this.#begin();
	}

	/** Moves {@link lids} on by `delta` seconds. */
	update(delta: number, talking: boolean): void {
		this.#time += delta;
		this.#sinceStart += delta;
		this.#wait -= delta * (talking ? this.#profile.blinkInterval / this.#profile.blinkIntervalTalking : 1);
		if (this.#wait <= 0) this.#begin();
		this.lids = this.#time < BLINK ? this.#depth * lid(this.#time) : 0;
	}

	#begin(): void {
		this.#count++;
		this.#time = 0;
		this.#sinceStart = 0;
		this.#depth = this.#random() < PARTIAL_CHANCE ? between(this.#random, 0.6, 0.9) : 1;
		const { blinkInterval, blinkSpread } = this.#profile;
		const wait = logNormal(this.#random, blinkInterval, blinkSpread);
		const double = this.#random() < DOUBLE_CHANCE;
		this.#wait = double ? DOUBLE_WAIT : Math.min(LONGEST_WAIT, Math.max(SHORTEST_WAIT, wait));
	}
}

function lid(time: number): number {
	if (time < CLOSING) return smoothstep(time / CLOSING);
	return 1 - smoothstep((time - CLOSING - CLOSED) / OPENING);
}
