import { Playout, type PlayoutOptions } from "../../src/audio/playout.ts";
import { fromPcm16, toPcm16 } from "../../src/protocol/pcm16.ts";
import type { PlayoutReport, ToPlayout } from "../../src/protocol/playout-messages.ts";
import { seconds } from "../../src/util/time.ts";

const QUANTUM = 128;

/** A playout on a simulated context: messages in, all output and all reports kept, time only as far as it is run. */
export class PlayoutHarness {
	readonly playout: Playout;
	readonly reports: PlayoutReport[] = [];
	readonly #contextRate: number;
	readonly #quanta: Float32Array[] = [];

	constructor(contextRate = 48_000, options: Partial<PlayoutOptions> = {}) {
		this.#contextRate = contextRate;
		this.playout = new Playout({
			contextRate,
			report: (report) => void this.reports.push({ ...report }),
			...options,
		});
	}

	/** Frame that is rendered next. */
	get frame(): number {
		return this.#quanta.length * QUANTUM;
	}

	get time(): number {
		return this.frame / this.#contextRate;
	}

	get last(): PlayoutReport {
		const report = this.reports.at(-1);
		if (report === undefined) throw new Error("No report has been sent.");
		return report;
	}

	get output(): Float32Array {
		const output = new Float32Array(this.frame);
		this.#quanta.forEach((quantum, i) => {
			output.set(quantum, i * QUANTUM);
		});
		return output;
	}

	send(...messages: readonly ToPlayout[]): this {
		for (const message of messages) this.playout.receive(message);
		return this;
	}

	begin(utterance = 1, targetDelay = 0.06, live = false): this {
		return this.send({ type: "begin", utterance, targetDelay: seconds(targetDelay), live });
	}

	samples(samples: Float32Array, sampleRate = 24_000, utterance = 1): this {
		return this.send({ type: "samples", utterance, samples: toPcm16(samples), sampleRate });
	}

	drain(utterance = 1): this {
		return this.send({ type: "drain", utterance });
	}

	/** Renders until `time` seconds more have passed. */
	run(time: number): this {
		const end = this.time + time;
		while (this.time < end - 1e-9) {
			const quantum = new Float32Array(QUANTUM);
			this.playout.render(quantum, this.frame);
			this.#quanta.push(quantum);
		}
		return this;
	}

	/** Media time that the reports give for a context time: undefined unless playing then. */
	mediaTimeAt(contextTime: number): number | undefined {
		const report = this.reports.findLast((candidate) => candidate.contextTime <= contextTime + 1e-9);
		if (report?.state !== "playing") return undefined;
		return report.mediaTime + (contextTime - report.contextTime) * report.rate;
	}
}

/** `duration` seconds of a sine of half amplitude, from `start` seconds on; on the steps of 16-bit sound, which it becomes. */
export function tone(frequency: number, duration: number, rate = 24_000, start = 0): Float32Array {
	const from = Math.round(start * rate);
	const step = (2 * Math.PI * frequency) / rate;
	return fromPcm16(
		Int16Array.from({ length: Math.round(duration * rate) }, (_, i) =>
			Math.round(16_384 * Math.sin(step * (from + i))),
		),
	);
}

/** Largest step between neighbouring samples. */
export function largestStep(sound: Float32Array): number {
	let step = 0;
	for (let i = 1; i < sound.length; i++)
		step = Math.max(step, Math.abs((sound[i] ?? 0) - (sound[i - 1] ?? 0)));
	return step;
}

/** Largest magnitude. */
export const peak = (sound: Float32Array): number =>
	sound.reduce((most, x) => Math.max(most, Math.abs(x)), 0);

/** Root of the mean square. */
export const level = (sound: Float32Array): number =>
	Math.sqrt(sound.reduce((sum, x) => sum + x * x, 0) / Math.max(1, sound.length));
