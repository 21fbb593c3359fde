import type { KioskHealth } from "../../protocol/kiosk-health.ts";
import { FrameRates } from "../model/frame-rates.ts";
import type { KioskPage } from "../page/kiosk-page.ts";

/** Commit of what was built: see vite.config.ts. */
declare const __BUILD__: string;

const MEGABYTE = 2 ** 20;

interface WithMemory {
	readonly memory?: { readonly usedJSHeapSize: number };
}

/** Megabytes of JavaScript's heap; undefined where the browser does not tell. */
export function heapOf(): number | undefined {
	const used = (performance as WithMemory).memory?.usedJSHeapSize;
	return used === undefined ? undefined : used / MEGABYTE;
}

/** Gathers how the kiosk is. */
export class HealthReport {
	readonly #kiosk: KioskPage;
	readonly #rates = new FrameRates();
	readonly #boot: string;
	/** Whether the storage is kept by the browser under pressure. */
	persisted = false;
	/** What the outside supervisor counts. */
	supervisor: KioskHealth["supervisor"] = null;

	constructor(kiosk: KioskPage, boot: string) {
		this.#kiosk = kiosk;
		this.#boot = boot;
		kiosk.host.isDrawn.subscribe(() => this.#rates.take());
	}

	/** A figure of the frames, about once a second; a face at rest, which is drawn when it moves, has none. */
	look(): void {
		const { host } = this.#kiosk;
		const rate = host.player?.stats.value.framesPerSecond;
		if (rate !== undefined && host.isDrawn.value && !host.pace.changesOnly) this.#rates.add(rate);
	}

	take(): KioskHealth {
		const { state, settings, counters, host, quality, language, wakeLock, spokenAt } = this.#kiosk;
		const stats = host.player?.stats.value;
		const { median, low } = this.#rates.take();
		const round = (value: number, places = 1) => Number(value.toFixed(places));
		const heap = heapOf();
		return {
			build: __BUILD__,
			boot: this.#boot,
			uptime: round(performance.now() / 1000),
			phase: state.phase,
			network: state.network,
			audio: state.audio,
			drawing: state.drawing,
			quality,
			maintenance: state.maintenance,
			frameRate: round(median),
			frameRateLow: round(low),
			offset: stats?.offset === undefined ? null : round(stats.offset * 1000),
			bufferLevel: round((stats?.bufferLevel ?? 0) * 1000, 0),
			underruns: stats?.underruns ?? 0,
			heap: heap === undefined ? null : round(heap),
			wakeLock: wakeLock.isHeld,
			persisted: this.persisted,
			volume: round(settings.volume, 2),
			language,
			avatar: settings.avatar,
			spokenAgo: spokenAt === undefined ? null : round(performance.now() / 1000 - spokenAt, 0),
			counters: counters.value,
			supervisor: this.supervisor,
		};
	}
}
