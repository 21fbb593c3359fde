import type { FromPlayout, PlayoutControl, ToPlayout } from "../protocol/playout-messages.ts";
import type { ClockReading } from "../protocol/stage-messages.ts";
import { Signal } from "../util/signal.ts";
import { type Seconds, seconds } from "../util/time.ts";
import { type TypedPort, typedPort } from "../util/typed-port.ts";
import { absoluteTime } from "./absolute-time.ts";
import {
	type AudioBackend,
	type AudioBackendOptions,
	hasNativeAudio,
	openNativeAudio,
} from "./audio-backend.ts";
import { AudioUnlock } from "./audio-unlock.ts";

/** Milliseconds between clock readings: often enough to follow a device change within half a second. */
const CLOCK_INTERVAL_MS = 100;

/** Seconds by which the output timestamp may differ from `currentTime`; beyond, it is not to be believed. */
const PLAUSIBLE_LATENCY = 2;

const asError = (reason: unknown): Error =>
	reason instanceof Error ? reason : new Error(String(reason), { cause: reason });

/**
 * `running`; `suspended`: waits for a gesture or was suspended; `interrupted`: taken away by the system (a call);
 * `closed`.
 */
export type AudioOutputState = AudioContextState;

/**
 * The speakers (browser, main thread): a context, the playout worklet in it, its output clock, and the ports that feed
 * it. Main only introduces the ports; no sound passes through this thread.
 */
export class AudioOutput {
	readonly state: Signal<AudioOutputState>;
	readonly #backend: AudioBackend;
	readonly #control: TypedPort<PlayoutControl, never>;
	readonly #port: MessagePort;
	readonly #playout: TypedPort<ToPlayout, FromPlayout>;
	readonly #clockListeners = new Set<(reading: ClockReading) => void>();
	readonly #ended = new AbortController();
	readonly #unlock: AudioUnlock;
	#volume = 1;
	/** Ports so far. */
	#attached = 0;

	private constructor(backend: AudioBackend) {
		this.#backend = backend;
		this.state = new Signal<AudioOutputState>(backend.context.state);
		this.#control = typedPort(backend.node.port);
		const { port1, port2 } = new MessageChannel();
		this.attach(port2);
		this.#port = port1;
		this.#playout = typedPort(port1);
		const { signal } = this.#ended;
		backend.context.addEventListener("statechange", () => this.#followState(), { signal });
		this.#unlock = new AudioUnlock(backend.context, signal);
		const timer = setInterval(() => this.#tick(), CLOCK_INTERVAL_MS);
		signal.addEventListener("abort", () => clearInterval(timer));
	}

	/**
	 * Opens the default output device: native Web Audio, or its replacement where that is missing or does not load.
	 * Starts suspended until a gesture where the browser wants one. Rejects if there is no sound to be had.
	 */
	static async open(options: AudioBackendOptions = {}): Promise<AudioOutput> {
		const native = hasNativeAudio() ? await openNativeAudio(options).catch(asError) : undefined;
		if (native !== undefined && !(native instanceof Error)) return new AudioOutput(native);
		try {
			const { openReplacedAudio } = await import("./audio-replacement.ts");
			return new AudioOutput(await openReplacedAudio(options));
		} catch (error) {
			// What is wrong with the browser's own says more than what is wrong with its replacement.
			throw native ?? error;
		}
	}

	/** For tests and for hosts that bring their own context. The output owns the backend from now on. */
	static over(backend: AudioBackend): AudioOutput {
		return new AudioOutput(backend);
	}

	/** Hertz of the device. */
	get sampleRate(): number {
		return this.#backend.context.sampleRate;
	}

	/** The context, for nodes that tap the sound. A stand-in where Web Audio is replaced. */
	get context(): BaseAudioContext {
		return this.#backend.node.context;
	}

	/** The playout node, to tap what is played: `analyser` nodes and recorders connect to it. */
	get node(): AudioNode {
		return this.#backend.node;
	}

	/** Linear gain 0 … 1. */
	get volume(): number {
		return this.#volume;
	}

	set volume(volume: number) {
		this.#volume = Math.min(1, Math.max(0, volume));
		this.#playout.post({ type: "volume", volume: this.#volume });
	}

	/** From the worklet to the ear, as the browser says; 0 where it does not. */
	get outputLatency(): Seconds {
		return seconds(this.#backend.context.outputLatency ?? 0);
	}

	/** Introduces `port` to the worklet (transferred): see `PlayoutControl`; returns how to take it away again. */
	attach(port: MessagePort): () => void {
		const id = this.#attached++;
		this.#control.post({ type: "attach", port, id }, [port]);
		return () => this.#control.post({ type: "detach", id });
	}

	/** Every playout report, on this thread; returns how to stop. */
	onReport(listener: (report: FromPlayout) => void): () => void {
		return this.#playout.listen(listener);
	}

	/** A clock reading about ten times a second, and whenever the state changes; returns how to stop. */
	onClock(listener: (reading: ClockReading) => void): () => void {
		this.#clockListeners.add(listener);
		listener(this.readClock());
		return () => void this.#clockListeners.delete(listener);
	}

	/** What is heard now: the output clock, latency included. */
	readClock(): ClockReading {
		const { context } = this.#backend;
		const running = context.state === "running";
		const stamp = context.getOutputTimestamp?.();
		const { contextTime = 0, performanceTime = 0 } = stamp ?? {};
		const behind = context.currentTime - contextTime;
		if (contextTime > 0 && performanceTime > 0 && Math.abs(behind) < PLAUSIBLE_LATENCY)
			return this.#reading(contextTime, performanceTime, running);
		const latency = context.outputLatency || context.baseLatency || 0;
		return this.#reading(Math.max(0, context.currentTime - latency), performance.now(), running);
	}

	/** Starts the sound; call it from a gesture. Any gesture on the page does the same. */
	async resume(): Promise<void> {
		await this.#unlock.resume();
	}

	/** Closes the device. Ports that were attached fall silent. */
	dispose(): void {
		if (this.#ended.signal.aborted) return;
		this.#ended.abort();
		this.#clockListeners.clear();
		this.#control.post({ type: "stop" });
		this.#port.close();
		this.#backend.node.disconnect();
		if (this.#backend.context.state !== "closed") void this.#backend.context.close();
		this.state.value = "closed";
	}

	#reading(contextTime: number, performanceTimeMs: number, running: boolean): ClockReading {
		return {
			type: "clock",
			contextTime: seconds(contextTime),
			performanceTime: absoluteTime(performanceTimeMs),
			running,
		};
	}

	#tick(): void {
		this.#unlock.watch(performance.now());
		if (this.#clockListeners.size === 0) return;
		const reading = this.readClock();
		for (const listener of this.#clockListeners) listener(reading);
	}

	#followState(): void {
		this.state.value = this.#backend.context.state;
		this.#tick();
	}
}
