import type { Seconds } from "../../util/time.ts";

/** How much a picture may cost, from the best to none at all. */
export const KIOSK_QUALITIES = ["high", "low", "low-30", "sprite", "voice"] as const;
export type KioskQuality = (typeof KIOSK_QUALITIES)[number];

/** What a step asks of the stage. `frameRate`: frames per second at most; undefined for as many as the display has. */
export interface KioskQualityStep {
	readonly stage: "3d" | "sprite" | "none";
	readonly quality: "high" | "low" | "minimal";
	readonly frameRate: number | undefined;
}

export const QUALITY_OF: Readonly<Record<KioskQuality, KioskQualityStep>> = {
	high: { stage: "3d", quality: "high", frameRate: undefined },
	low: { stage: "3d", quality: "low", frameRate: undefined },
	"low-30": { stage: "3d", quality: "minimal", frameRate: 30 },
	sprite: { stage: "sprite", quality: "minimal", frameRate: 30 },
	voice: { stage: "none", quality: "minimal", frameRate: 30 },
};

/** What the picture reaches of what it should, below which lips begin to look wrong: 20 of 30 frames. */
const SLOW = 0.67;
/** Above this, more may be asked. */
const FAST = 0.93;
/** Seconds of slowness until a step down; of ease until a step up: a machine that got hot needs minutes to cool. */
const SLOW_FOR = 6;
const FAST_FOR = 300;
/** Each time that a step up proves too much, the next try waits so much longer. */
const PATIENCE_GROWTH = 2;
const LONGEST_PATIENCE = 4 * 3600;
/** Frames per second that speech needs at least; displays that have more are not asked for more. */
const ENOUGH = 30;

/** Watches the frames, and says when the picture has to become cheaper, and when it may become better again. */
export class QualityLadder {
	#step: KioskQuality;
	readonly #best: KioskQuality;
	#slowSince: number | undefined;
	#fastSince: number | undefined;
	#patience = FAST_FOR;

	/** @param best what the operator allows, and what the start's probe found; never exceeded */
	constructor(best: KioskQuality) {
		this.#best = best;
		this.#step = best;
	}

	get step(): KioskQuality {
		return this.#step;
	}

	/** So many frames were drawn in the last second, of `wanted` at most. Returns the step to take, if there is one. */
	observe(framesPerSecond: number, wanted: number, now: Seconds): KioskQuality | undefined {
		if (QUALITY_OF[this.#step].stage === "none") return this.#rise(true, now);
		const share = framesPerSecond / Math.min(wanted, ENOUGH);
		if (share < SLOW) {
			this.#fastSince = undefined;
			this.#slowSince ??= now;
			return now - this.#slowSince >= SLOW_FOR ? this.#fall(now) : undefined;
		}
		this.#slowSince = undefined;
		return this.#rise(share >= FAST, now);
	}

	/** Something else says that it is too much: a lost context, no WebGL at all. */
	lower(now: Seconds): KioskQuality | undefined {
		return this.#fall(now);
	}

	/** The picture is of another kind now, or was not drawn for a while. */
	reset(): void {
		this.#slowSince = undefined;
		this.#fastSince = undefined;
	}

	#fall(now: Seconds): KioskQuality | undefined {
		const next = KIOSK_QUALITIES[KIOSK_QUALITIES.indexOf(this.#step) + 1];
		if (next === undefined) return undefined;
		this.reset();
		this.#fastSince = now;
		this.#patience = Math.min(LONGEST_PATIENCE, this.#patience * PATIENCE_GROWTH);
		this.#step = next;
		return next;
	}

	#rise(isFast: boolean, now: Seconds): KioskQuality | undefined {
		if (this.#step === this.#best || !isFast) {
			this.#fastSince = undefined;
			return undefined;
		}
		this.#fastSince ??= now;
		if (now - this.#fastSince < this.#patience) return undefined;
		this.reset();
		this.#step = KIOSK_QUALITIES[KIOSK_QUALITIES.indexOf(this.#step) - 1] ?? this.#best;
		return this.#step;
	}
}
