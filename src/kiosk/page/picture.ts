import type { HostPace } from "../host/kiosk-host.ts";
import { now } from "../host/page-clock.ts";
import { bestQuality, probeGraphics } from "../host/probe-graphics.ts";
import { isVisit } from "../model/kiosk-state.ts";
import {
	KIOSK_QUALITIES,
	type KioskQuality,
	type KioskQualityStep,
	QUALITY_OF,
	QualityLadder,
} from "../model/quality-ladder.ts";
import type { Kiosk } from "./kiosk.ts";
import { whenSilent } from "./when-silent.ts";

/**
 * While nobody is there the face is looked at so often in a second, and drawn if anybody would see a difference: blinks
 * look as they should, breath costs a frame now and then, and the machine stays cool.
 */
const ATTRACT_PACE: HostPace = { frameRate: 12, changesOnly: true };
/** Frames per second that are hoped for where the step names none. */
const DISPLAY_RATE = 60;

/** How well the host is drawn, and how often. Main thread. */
export class Picture {
	readonly #kiosk: Kiosk;
	/** Drawn without a graphics card. */
	#isSoftware = false;
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

	/** How a picture that stands is drawn. */
	get health(): "ok" | "software" {
		return this.#isSoftware ? "software" : "ok";
	}

	/** Begins at the best that this machine and its operator allow. */
	begin(): void {
		const { quality } = this.#kiosk.settings;
		const graphics = probeGraphics();
		this.#isSoftware = graphics.isSoftware;
		this.#ladder = new QualityLadder(quality === "auto" ? bestQuality(graphics) : quality);
	}

	/** Draws as often as is wanted now: little while nobody is there and nothing is said. */
	pace(): void {
		const { host, state } = this.#kiosk;
		const isAlone = !isVisit(state.phase) && !state.isBusy;
		const pace = isAlone ? ATTRACT_PACE : { frameRate: this.step.frameRate, changesOnly: false };
		const { frameRate, changesOnly } = host.pace;
		if (pace.frameRate === frameRate && pace.changesOnly === changesOnly) return;
		host.pace = pace;
		this.#ladder.reset();
	}

	/** Everything was built anew: what was seen of the frames before says nothing any more. */
	rebuilt(): void {
		this.pace();
		this.#ladder.reset();
	}

	/** Something says that it is too much. */
	lower(): void {
		if (this.#ladder.lower(now()) !== undefined) this.#change("down");
	}

	/** Looks at the frames of a visit: about four times a second. */
	look(): void {
		const { host, state } = this.#kiosk;
		const { player } = host;
		if (player === undefined || document.hidden || !isVisit(state.phase)) return;
		if (!host.isDrawn.value && this.step.stage !== "none") return;
		const before = KIOSK_QUALITIES.indexOf(this.quality);
		const wanted = this.step.frameRate ?? DISPLAY_RATE;
		const next = this.#ladder.observe(player.stats.value.framesPerSecond, wanted, now());
		if (next !== undefined) this.#change(KIOSK_QUALITIES.indexOf(next) > before ? "down" : "up");
	}

	#change(direction: "up" | "down"): void {
		if (direction === "down") this.#kiosk.count("qualityDrops");
		const { step } = this;
		const { host } = this.#kiosk;
		whenSilent(host.state, () => void host.setStep(step).then(() => this.rebuilt()));
	}
}
