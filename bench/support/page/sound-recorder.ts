import type { Recording } from "./recording.ts";

/**
 * A worklet that posts what happens in the sound it hears, and nothing else. Plain text, because it is put into a page
 * that was built without it.
 */
const MODULE = `
const CLICK = 0.4, SILENCE = 1e-5, HOLE = 64;
registerProcessor("sound-recorder", class extends AudioWorkletProcessor {
	lastClick = -Infinity;
	zeros = 0;
	sounding = false;
	constructor() {
		super();
		this.port.onmessage = () => {
			this.sounding = false;
			this.zeros = 0;
			this.lastClick = -Infinity;
			this.port.postMessage({ type: "cleared" });
		};
	}
	process([input]) {
		const channel = input[0];
		if (channel === undefined) {
			this.silent(128, currentFrame);
			return true;
		}
		for (let i = 0; i < channel.length; i++) {
			const level = Math.abs(channel[i]);
			if (level < SILENCE) this.silent(1, currentFrame + i);
			else this.loud(level, currentFrame + i);
		}
		return true;
	}
	silent(count, frame) {
		this.zeros += count;
		if (this.sounding && this.zeros - count < HOLE && this.zeros >= HOLE)
			this.port.postMessage({ type: "silence", at: (frame + count - this.zeros) / sampleRate });
	}
	loud(level, frame) {
		const at = frame / sampleRate;
		if (!this.sounding) this.port.postMessage({ type: "sound", at, wallTime: Date.now() / 1000 });
		else if (this.zeros >= HOLE) this.port.postMessage({ type: "hole", start: (frame - this.zeros) / sampleRate, end: at });
		this.sounding = true;
		this.zeros = 0;
		if (level < CLICK) return;
		if (frame - this.lastClick > 0.1 * sampleRate) this.port.postMessage({ type: "click", at });
		this.lastClick = frame;
	}
});`;

type Report =
	| { readonly type: "click" | "silence"; readonly at: number }
	| { readonly type: "sound"; readonly at: number; readonly wallTime: number }
	| { readonly type: "hole"; readonly start: number; readonly end: number }
	| { readonly type: "cleared" };

/** Main thread: records what `node` plays into `recording()`. */
export class SoundRecorder {
	readonly #node: AudioWorkletNode;
	readonly #recording: () => Recording;
	#cleared: (() => void) | undefined;

	private constructor(node: AudioWorkletNode, recording: () => Recording) {
		this.#node = node;
		this.#recording = recording;
		node.port.onmessage = ({ data }: MessageEvent<Report>) => this.#take(data);
	}

	static async listenTo(node: AudioNode, recording: () => Recording): Promise<SoundRecorder> {
		const url = URL.createObjectURL(new Blob([MODULE], { type: "text/javascript" }));
		await node.context.audioWorklet.addModule(url);
		const listener = new AudioWorkletNode(node.context, "sound-recorder", { numberOfOutputs: 0 });
		node.connect(listener);
		return new SoundRecorder(listener, recording);
	}

	/** Takes the next sound for the first; resolves when the render thread knows. */
	async clear(): Promise<void> {
		const cleared = new Promise<void>((resolve) => {
			this.#cleared = resolve;
		});
		this.#node.port.postMessage("clear");
		await cleared;
	}

	#take(report: Report): void {
		const recording = this.#recording();
		switch (report.type) {
			case "click":
				recording.clicks.push(report.at);
				return;
			case "silence":
				recording.lastSound = report.at;
				return;
			case "hole":
				recording.holes.push({ start: report.start, end: report.end });
				return;
			case "sound":
				recording.firstSound = { contextTime: report.at, wallTime: report.wallTime };
				return;
			case "cleared":
				this.#cleared?.();
		}
	}
}
