import { now } from "../host/page-clock.ts";
import { bestQuality } from "../host/probe-graphics.ts";
import { isVisit } from "../model/kiosk-state.ts";
import {
	type KioskQuality,
	type KioskQualityStep,
	QUALITY_OF,
	QualityLadder,
} from "../model/quality-ladder.ts";
import type { Kiosk } from "./kiosk.ts";
import { whenSilent } from "./when-silent.ts";

/** Frames per second while nobody is there: breath and blinks need no more, and the machine stays cool. */
const ATTRACT_FRAME_RATE = 15;
/** Frames per second that are hoped for where the step names none. */
const DISPLAY_RATE = 60;

/** How well the host is drawn, and how often. Main thread. */
export class Picture {
	readonly #kiosk: Kiosk;
	#ladder = new QualityLadder("high");

	constructor(kiosk: Kiosk) {
		this.#kiosk = kiosk;
	}

	/** Where the ladder stands. */
	get quality(): KioskQuality {
		return this.#ladder.step;
	}

	/** What that asks of the stage. */
	get step(): KioskQualityStep {
		return QUALITY_OF[this.#ladder.step];
	}

	/** Begins at the best that this machine and its operator allow. */
	begin(): void {
		const { quality } = this.#kiosk.settings;
		this.#ladder = new QualityLadder(quality === "auto" ? bestQuality() : quality);
	}

	/** Draws as often as is wanted now; what was seen of the frames before says nothing any more. */
	pace(): void {
		const { host, state } = this.#kiosk;
		host.frameRate = isVisit(state.phase) ? this.step.frameRate : ATTRACT_FRAME_RATE;
		this.#ladder.reset();
	}

	/** The visitor wants less motion, or no longer. */
	keepStill(isOn: boolean): void {
		this.#kiosk.host.frameRate = isOn ? ATTRACT_FRAME_RATE : undefined;
	}

	/** Something says that it is too much. */
	lower(): void {
		if (this.#ladder.lower(now()) !== undefined) this.#change();
	}

	/** Looks at the frames of a visit: about four times a second. */
	look(): void {
		const { host, state } = this.#kiosk;
		const { player } = host;
		if (player === undefined || document.hidden || !isVisit(state.phase)) return;
		if (!host.isDrawn.value && this.step.stage !== "none") return;
		const wanted = this.step.frameRate ?? DISPLAY_RATE;
		if (this.#ladder.observe(player.stats.value.framesPerSecond, wanted, now()) !== undefined) this.#change();
	}

	#change(): void {
		this.#kiosk.count("qualityDrops");
		const { step } = this;
		const { host } = this.#kiosk;
		whenSilent(host.state, () => void host.setStep(step).then(() => this.pace()));
	}
}
