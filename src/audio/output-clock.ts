import type { ClockReading } from "../protocol/stage-messages.ts";
import { type Seconds, seconds } from "../util/time.ts";

/** Readings whose median counts: at ten a second, a lone wrong one never shows and a small step is followed in half a second. */
const READINGS = 9;

/** Seconds off the median beyond which a reading is wrong, or the clock has jumped. */
const JUMP = 0.015;

/** So many readings in a row that agree on another time are a jump. */
const JUMP_READINGS = 2;

/** Seconds that the context time may stand still before the context counts as stopped though it says that it runs. */
const STILL = 0.15;

/** Seconds by which the clock waits rather than step back; a larger step back is a jump and is taken. */
const HOLD = 0.1;

/**
 * Which context time is heard at a moment of `performance.now()` (headless; any thread whose origin of time the readings
 * share). Built from pairs of both clocks; between readings both run at the same pace.
 */
export class OutputClock {
	/** Seconds by which the sound is heard later than the browser thinks (Bluetooth); negative if earlier. */
	trim: Seconds;
	/** Performance time to {@link follow}. */
	time = seconds(0);
	/** Context time that was found last: it does not run backwards. */
	heard = seconds(0);
	/** Context time − performance time of the last readings, newest at `#newest`. */
	readonly #offsets = new Float64Array(READINGS);
	readonly #sorted = new Float64Array(READINGS);
	#count = 0;
	#newest = 0;
	#offset = 0;
	#strays = 0;
	#strayOffset = 0;
	#running = false;
	#saidRunning = false;
	#lastContextTime = -1;
	#movedAt = 0;

	constructor(trim = seconds(0)) {
		this.trim = trim;
	}

	/** Whether sound is going out: false before the first reading, and while the context is suspended or interrupted. */
	get isRunning(): boolean {
		return this.#running;
	}

	/** Takes a reading, a few times a second. */
	update(reading: ClockReading): void {
		const { contextTime, performanceTime } = reading;
		if (contextTime !== this.#lastContextTime || !this.#saidRunning) this.#movedAt = performanceTime;
		this.#lastContextTime = contextTime;
		this.#saidRunning = reading.running;
		const still = performanceTime - this.#movedAt > STILL;
		const running = reading.running && contextTime > 0 && !still;
		if (!running && this.#running) this.#stop(performanceTime);
		if (running && !this.#running) this.#rebuild(contextTime - performanceTime);
		else if (running) this.#add(contextTime - performanceTime);
		this.#running = running;
	}

	/** Context time that is heard at `performanceTime`; stands still while nothing goes out. */
	heardAt(performanceTime: Seconds): Seconds {
		this.time = performanceTime;
		this.follow();
		return this.heard;
	}

	/** Brings {@link heard} to {@link time}; in every frame, where a number given back would be garbage. */
	follow(): void {
		if (!this.#running) return;
		const heard = seconds(this.time + this.#offset - this.trim);
		if (heard > this.heard || this.heard - heard > HOLD) this.heard = heard;
	}

	#stop(performanceTime: number): void {
		const before = this.heard;
		const heard = Math.min(this.heardAt(seconds(performanceTime)), this.#lastContextTime);
		this.heard = seconds(Math.max(before, heard));
	}

	#add(offset: number): void {
		if (Math.abs(offset - this.#offset) <= JUMP) {
			this.#strays = 0;
			this.#remember(offset);
			return;
		}
		const agrees = this.#strays > 0 && Math.abs(offset - this.#strayOffset) <= JUMP;
		this.#strays = agrees ? this.#strays + 1 : 1;
		this.#strayOffset = offset;
		if (this.#strays >= JUMP_READINGS) this.#rebuild(offset);
	}

	#rebuild(offset: number): void {
		this.#count = 0;
		this.#strays = 0;
		this.#remember(offset);
	}

	#remember(offset: number): void {
		this.#newest = (this.#newest + 1) % READINGS;
		this.#count = Math.min(READINGS, this.#count + 1);
		this.#offsets[this.#newest] = offset;
		this.#offset = this.#median();
	}

	#median(): number {
		const sorted = this.#sorted.fill(Number.POSITIVE_INFINITY);
		for (let i = 0; i < this.#count; i++)
			sorted[i] = this.#offsets[(this.#newest - i + READINGS) % READINGS] ?? 0;
		sorted.sort();
		return sorted[Math.floor((this.#count - 1) / 2)] ?? 0;
	}
}
