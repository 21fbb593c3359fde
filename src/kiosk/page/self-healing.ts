import { now } from "../host/page-clock.ts";
import { AudioWatch } from "../model/audio-watch.ts";
import { HealLadder, type HealStep } from "../model/heal-ladder.ts";
import { SilenceWatch } from "../model/silence-watch.ts";
import type { Kiosk } from "./kiosk.ts";
import type { Picture } from "./picture.ts";
import { whenSilent } from "./when-silent.ts";

/**
 * Seconds for which workers may say nothing before they count as stuck. A busy machine without a graphics card has been
 * seen to make shaders for ten: whoever begins anew then begins for ever.
 */
const STUCK = 20;
/** Workers tell something four times a second; from so many seconds on it is a silence. */
const SILENCE = 1;
/** Milliseconds without news of the devices after which a plug is in, or out: it comes as several. */
const PLUG_MS = 300;

/** Why everything is built anew; counted under this name. */
export type RebuildReason = "stageRebuilds" | "audioRebuilds" | "workerRestarts";

/** Watches graphics, speakers and workers, and mends what has died. Main thread. */
export class SelfHealing {
	readonly #kiosk: Kiosk;
	readonly #picture: Picture;
	readonly #sayAgain: () => void;
	readonly #ladder = new HealLadder();
	readonly #audio = new AudioWatch();
	readonly #workers = new SilenceWatch(STUCK);
	#isHealing = false;
	#plugTimer: ReturnType<typeof setTimeout> | undefined;

	/** @param sayAgain says what was being said from its beginning, after its sound was taken away */
	constructor(kiosk: Kiosk, picture: Picture, sayAgain: () => void, signal: AbortSignal) {
		this.#kiosk = kiosk;
		this.#picture = picture;
		this.#sayAgain = sayAgain;
		navigator.mediaDevices?.addEventListener("devicechange", () => this.#devicesChanged(), { signal });
	}

	/** Everything as after a crash of the graphics: for the operator, and for what finds that it is needed. */
	async rebuild(reason: RebuildReason): Promise<void> {
		if (this.#isHealing) return;
		this.#isHealing = true;
		this.#kiosk.count(reason);
		const { isBusy } = this.#kiosk.state;
		try {
			await this.#kiosk.host.rebuild(this.#picture.step);
			this.#audio.reset();
			this.#workers.reset();
			this.#ladder.restored();
			this.#picture.rebuilt();
			if (isBusy) this.#sayAgain();
		} catch {
			this.#kiosk.reload("the host could not be built anew");
		} finally {
			this.#isHealing = false;
		}
	}

	/** Looks at everything: about four times a second. */
	look(): void {
		this.#lookAtAudio();
		this.#lookAtWorkers();
		const step = this.#ladder.tick(now());
		if (step !== undefined) this.#heal(step);
	}

	/** A picture stands. */
	drawn(): void {
		this.#ladder.restored();
		this.#kiosk.dispatch({ type: "drawing", health: this.#picture.health });
	}

	/** The graphics context is gone. */
	contextLost(): void {
		this.#kiosk.count("contextLosses");
		this.#kiosk.dispatch({ type: "drawing", health: "lost" });
		for (const step of this.#ladder.lost(now())) this.#heal(step);
	}

	/** It may be the graphics process that is being started again: tried once more before anything is lowered. */
	cannotDraw(): void {
		this.#kiosk.dispatch({ type: "drawing", health: "none" });
		for (const step of this.#ladder.lost(now())) this.#heal(step);
	}

	/** Somebody has put a plug in or pulled it: the sound goes where it is now wanted, by speakers of its own. */
	#devicesChanged(): void {
		clearTimeout(this.#plugTimer);
		if (this.#kiosk.state.phase === "boot") return;
		this.#plugTimer = setTimeout(() => void this.rebuild("audioRebuilds"), PLUG_MS);
	}

	#heal(step: HealStep): void {
		const { state } = this.#kiosk.host;
		switch (step) {
			case "poster":
				return;
			case "rebuild":
				// What is being said is said to its end: the sound needs no picture.
				whenSilent(state, () => void this.rebuild("stageRebuilds"));
				return;
			case "lower-quality":
				this.#picture.lower();
				return;
			case "reload":
				whenSilent(state, () => this.#kiosk.reload("the graphics were lost again and again"));
		}
	}

	#lookAtAudio(): void {
		const { player } = this.#kiosk.host;
		if (player === undefined || this.#isHealing) return;
		const state = player.audio.state.value;
		const health = this.#audio.look({ state, contextTime: player.audio.context.currentTime }, now());
		if (health !== this.#kiosk.state.audio) this.#kiosk.dispatch({ type: "audio", health });
		if (health === "lost") void this.rebuild("audioRebuilds");
	}

	#lookAtWorkers(): void {
		const { host } = this.#kiosk;
		const { player } = host;
		if (player === undefined || this.#isHealing || document.hidden) return;
		const { session, stage } = player.silences;
		const isSilent = (host.isLive && session > SILENCE) || (host.isDrawn.value && stage > SILENCE);
		if (this.#workers.look(isSilent, now())) void this.rebuild("workerRestarts");
	}
}
