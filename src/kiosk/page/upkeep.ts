import { SLEEP_WATCH_DEFAULTS, SleepWatch } from "../../session/sleep-watch.ts";
import { millisecondsToSeconds } from "../../util/time.ts";
import { heapOf } from "../host/health-of.ts";
import { keepVersion } from "../host/kept-version.ts";
import { now } from "../host/page-clock.ts";
import { PresenceCamera } from "../host/presence-camera.ts";
import { isVisit } from "../model/kiosk-state.ts";
import { reloadReason } from "../model/reload-plan.ts";
import { isQuietHour } from "../model/settings.ts";
import type { Kiosk } from "./kiosk.ts";

/**
 * What a caretaker does: keeps the page's version on the kiosk, opens and closes it, begins anew at night, notices a
 * sleep, and looks whether somebody comes. Main thread.
 */
export class Upkeep {
	readonly #kiosk: Kiosk;
	readonly #load: (reason: string) => void;
	readonly #camera: PresenceCamera;
	#sleep = new SleepWatch();
	/** A new version lies ready. */
	#hasUpdate = false;
	#isKept = false;
	#isClosedByOperator = false;
	#goOver: () => Promise<void> = async () => {};

	/** @param load loads the page anew */
	constructor(kiosk: Kiosk, load: (reason: string) => void) {
		this.#kiosk = kiosk;
		this.#load = load;
		this.#camera = new PresenceCamera(() => kiosk.active("presence"));
	}

	/** Begins to look, about once a second; `also` is called with it. */
	begin(also: () => void): void {
		setInterval(() => {
			this.lookAtHours();
			also();
			this.#lookAtReload();
			this.#lookForSleep();
		}, SLEEP_WATCH_DEFAULTS.interval * 1000);
	}

	/** Loads the page anew, in its newest version if nobody is there. */
	reload(reason: string): void {
		if (this.#hasUpdate && !isVisit(this.#kiosk.state.phase))
			void this.#goOver().then(() => this.#load(reason));
		else this.#load(reason);
	}

	/** Closes the kiosk, or opens it. */
	setMaintenance(isOn: boolean): void {
		this.#isClosedByOperator = isOn;
		this.lookAtHours();
	}

	/** Closes the kiosk at its hours. */
	lookAtHours(): void {
		const { settings, state } = this.#kiosk;
		const isOn = this.#isClosedByOperator || isQuietHour(settings, new Date().getHours());
		if (isOn !== state.maintenance) this.#kiosk.dispatch({ type: "maintenance", isOn });
	}

	/** A camera that cannot be had is a camera that is off; touches do. */
	async lookForPeople(isWanted: boolean): Promise<void> {
		if (isWanted) await this.#camera.start().catch(() => this.#kiosk.count("errors"));
		else this.#camera.stop();
		this.#kiosk.screen.top.isCameraOn = this.#camera.isOn;
	}

	/** Lays this version of the page on the kiosk, once. */
	async keepVersion(): Promise<void> {
		if (this.#isKept) return;
		this.#isKept = true;
		try {
			this.#goOver = await keepVersion(() => {
				this.#hasUpdate = true;
			});
		} catch {
			// Without it the kiosk needs the network to start; everything else works.
			this.#kiosk.count("errors");
		}
	}

	#lookForSleep(): void {
		const asleep = this.#sleep.tick(millisecondsToSeconds(Date.now()));
		if (asleep === undefined) return;
		this.#kiosk.count("sleeps");
		this.#kiosk.dispatch({ type: "woke", asleep });
		void this.#kiosk.probe.ask();
	}

	/** Once in a while, and only while nobody is there, the page begins anew. */
	#lookAtReload(): void {
		const { state, settings, alone } = this.#kiosk;
		if (state.phase !== "attract") return;
		const reason = reloadReason({
			uptime: now(),
			alone,
			heap: heapOf(),
			heapBudget: settings.heapBudget,
			hour: new Date().getHours(),
			reloadHour: settings.reloadHour,
			hasUpdate: this.#hasUpdate,
		});
		if (reason === undefined) return;
		this.#kiosk.count("plannedReloads");
		this.reload(reason);
	}
}
