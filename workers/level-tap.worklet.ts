import { LevelMeter } from "../src/audio/level-meter.ts";

/** Shell: tells how loud its input is, a dozen levels at a time. Render thread. */
class LevelTapProcessor extends AudioWorkletProcessor {
	readonly #meter = new LevelMeter((report) => this.port.postMessage(report));
	#running = true;

	constructor() {
		super();
		this.port.onmessage = () => {
			this.#running = false;
		};
	}

	process([channels]: Float32Array[][]): boolean {
		this.#meter.add(channels ?? [], currentFrame, sampleRate);
		return this.#running;
	}
}

registerProcessor("facewire-level-tap", LevelTapProcessor);
