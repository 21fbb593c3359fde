/** Time constants of the quick and the slow mean of the jaw, seconds: a syllable, and a phrase. */
const SYLLABLE = 0.05;
const PHRASE = 1.2;

/** A syllable this much above the phrase's mean is stressed. */
const STRESS = 0.11;

/** Stressed syllables closer than this are one movement. */
const REFRACTORY = 0.75;

/** The mouth still this long after speech: a clause has ended. */
const PAUSE = 0.18;
const STILL_JAW = 0.03;

/** Finds stresses and clause ends in a moving jaw, whatever rung moved it. Stage thread. */
export class SpeechRhythm {
	/** A stressed syllable begins in this update. */
	stressed = false;
	/** A clause has ended in this update. */
	paused = false;
	#syllable = 0;
	#phrase = 0;
	#sinceStress = REFRACTORY;
	#still = PAUSE;

	/** `jaw` is the weight of `jawOpen` that speech asks for, 0 while silent. */
	update(delta: number, jaw: number): void {
		this.#syllable += (jaw - this.#syllable) * (1 - Math.exp(-delta / SYLLABLE));
		this.#phrase += (jaw - this.#phrase) * (1 - Math.exp(-delta / PHRASE));
		this.#sinceStress += delta;
		this.stressed = this.#sinceStress >= REFRACTORY && this.#syllable - this.#phrase > STRESS;
		if (this.stressed) this.#sinceStress = 0;
		const before = this.#still;
		this.#still = jaw < STILL_JAW ? this.#still + delta : 0;
		this.paused = before < PAUSE && this.#still >= PAUSE;
	}
}
