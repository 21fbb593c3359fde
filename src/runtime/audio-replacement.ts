import {
	AudioContext,
	AudioWorkletNode,
	type IAudioContext,
	type IOfflineAudioContext,
} from "standardized-audio-context";
import {
	type AudioBackend,
	type AudioBackendOptions,
	type ContextLike,
	nodeOptions,
	PROCESSOR,
} from "./audio-backend.ts";
import { workerFile } from "./worker-files.ts";

type PlayoutNode = AudioBackend["node"];

/**
 * Loads the worklet into a context of the replacement, live or offline, and makes its node; not connected yet. The
 * module at `url` is taken apart as text and may only import, and only at its top.
 */
export async function addReplacedPlayoutNode<T extends IAudioContext | IOfflineAudioContext>(
	context: T,
	url = workerFile("playout"),
) {
	if (context.audioWorklet === undefined || AudioWorkletNode === undefined)
		throw new DOMException("This browser cannot play sound from a worklet.", "NotSupportedError");
	await context.audioWorklet.addModule(url);
	return new AudioWorkletNode<T>(context, PROCESSOR, nodeOptions("baseLatency" in context ? context : {}));
}

/**
 * Web Audio by `standardized-audio-context`, connected to the speakers: for browsers whose own is missing or broken.
 * It needs `blob:` scripts, and hides the output clock.
 */
export async function openReplacedAudio(
	{ assets, ...options }: AudioBackendOptions,
	url = workerFile("playout", assets),
): Promise<AudioBackend> {
	const context = new AudioContext({ latencyHint: "interactive", ...options });
	const node = await addReplacedPlayoutNode(context, url);
	node.connect(context.destination);
	return { context: context as unknown as ContextLike, node: node as unknown as PlayoutNode };
}
