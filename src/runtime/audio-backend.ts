import { workerFile } from "./worker-files.ts";

/** Name under which the worklet registers its processor. */
export const PROCESSOR = "facewire-playout";

/** Options of the node: no inputs, and mono, which the browser spreads to the speakers there are. */
export const nodeOptions = ({ baseLatency = 0 }: { readonly baseLatency?: number }) => ({
	numberOfInputs: 0,
	numberOfOutputs: 1,
	outputChannelCount: [1],
	// A context's base latency is the length of the pieces in which the device takes the sound.
	processorOptions: { renderInterval: baseLatency },
});

/** A context and the playout node in it: what differs between native Web Audio and its replacement. */
export interface AudioBackend {
	/**
	 * The native context, or what stands for it. `getOutputTimestamp` and `outputLatency` are missing where Web Audio
	 * is replaced.
	 */
	readonly context: ContextLike;
	readonly node: AudioNode & { readonly port: MessagePort };
}

/** What the audio output needs of a context. */
export interface ContextLike extends EventTarget {
	readonly state: AudioContextState;
	readonly currentTime: number;
	readonly sampleRate: number;
	readonly baseLatency?: number;
	readonly outputLatency?: number;
	getOutputTimestamp?(): AudioTimestamp;
	resume(): Promise<void>;
	suspend(): Promise<void>;
	close(): Promise<void>;
}

export interface AudioBackendOptions {
	/** Hertz; by default what the device runs at. */
	readonly sampleRate?: number;
	/** Absolute folder of the worklet's file, for hosts that serve it themselves. */
	readonly assets?: string | undefined;
}

/** Whether the browser has a Web Audio that can run the worklet: not on insecure origins, not in old browsers. */
export function hasNativeAudio(): boolean {
	return (
		typeof AudioContext === "function" &&
		typeof AudioWorkletNode === "function" &&
		"audioWorklet" in AudioContext.prototype
	);
}

/** Loads the worklet into a native context, live or offline, and makes its node; not connected yet. */
export async function addPlayoutNode(
	context: BaseAudioContext & { readonly baseLatency?: number },
	url = workerFile("playout"),
): Promise<AudioWorkletNode> {
	await context.audioWorklet.addModule(url);
	return new AudioWorkletNode(context, PROCESSOR, nodeOptions(context));
}

/** Opens native Web Audio, connected to the speakers. Rejects if the device or the worklet does not load. */
export async function openNativeAudio({ assets, ...options }: AudioBackendOptions): Promise<AudioBackend> {
	const context = new AudioContext({ latencyHint: "interactive", ...options });
	try {
		const node = await addPlayoutNode(context, workerFile("playout", assets));
		node.connect(context.destination);
		return { context, node };
	} catch (error) {
		await context.close();
		throw error;
	}
}
