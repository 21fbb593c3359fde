import tapUrl from "../../../workers/level-tap.worklet.ts?worker&url";
import type { LevelReport } from "../../audio/level-meter.ts";
import type { Series } from "../ruler/series.ts";
import { HeardClock } from "./heard-clock.ts";

const PROCESSOR = "facewire-level-tap";

/** Contexts that have the tap's module already. */
const loaded = new WeakMap<BaseAudioContext, Promise<void>>();

/** Notes how loud a node's sound is, at the times at which it is heard. Main thread; rejects where there is no worklet. */
export async function tapSound(node: AudioNode, levels: Series, signal: AbortSignal): Promise<void> {
	const context = node.context as AudioContext;
	let module = loaded.get(context);
	if (module === undefined) {
		module = context.audioWorklet.addModule(new URL(tapUrl, import.meta.url).href);
		loaded.set(context, module);
	}
	await module;
	if (signal.aborted) return;
	const tap = new AudioWorkletNode(context, PROCESSOR, { numberOfOutputs: 0 });
	const clock = new HeardClock(context);
	tap.port.onmessage = ({ data }: MessageEvent<LevelReport>) => {
		clock.read();
		for (const [at, level] of data.levels.entries())
			levels.add(clock.heardAt(data.time + at * data.step), level);
	};
	node.connect(tap);
	signal.addEventListener("abort", () => {
		node.disconnect(tap);
		tap.port.postMessage("stop");
	});
}
