import {
	type BenchPage,
	emptyRecording,
	type InterruptedAt,
	type RecordedFrame,
	type Recording,
} from "./recording.ts";
import { SoundRecorder } from "./sound-recorder.ts";

/** Seconds since 1970 of a `performance.now()` in milliseconds. */
export const absolute = (milliseconds: number): number => (performance.timeOrigin + milliseconds) / 1000;

/** Frames after which drawing goes at its own pace. */
const WARM_FRAMES = 60;

/** What a probe must know of the player on its page. */
export interface ProbedPlayer {
	readonly context: AudioContext;
	/** What the player's sound comes out of. */
	readonly sound: AudioNode;
	/** Calls `draw` for every frame that is drawn. */
	watch(draw: (frame: RecordedFrame) => void): void;
	/** Calls `end` whenever the player says that it has finished. */
	watchEnd(end: () => void): void;
	begin(): Promise<void>;
	isOver(): boolean;
	interrupt(): void;
	hide(): Promise<void>;
}

/** Records sound, clock and frames of a player: the same code for both sides. */
export async function probe(player: ProbedPlayer): Promise<BenchPage> {
	let recording: Recording = emptyRecording();
	const recorder = await SoundRecorder.listenTo(player.sound, () => recording);
	player.watch((frame) => recording.frames.push(frame));
	// The first frames compile what later ones use.
	while (recording.frames.length < WARM_FRAMES) await new Promise((resolve) => setTimeout(resolve, 50));
	player.watchEnd(() => {
		recording.ends++;
	});
	// Ten pairs a second are enough, and leave the main thread to what is measured.
	setInterval(() => {
		const { contextTime = 0, performanceTime = 0 } = player.context.getOutputTimestamp();
		if (contextTime > 0) recording.clock.push({ contextTime, performanceTime: absolute(performanceTime) });
	}, 100);
	const interrupt = (): InterruptedAt => {
		const at = absolute(performance.now());
		const contextTime = player.context.currentTime;
		player.interrupt();
		return { at, contextTime };
	};
	return {
		get recording() {
			return recording;
		},
		clear() {
			recording = emptyRecording();
		},
		async begin() {
			await recorder.clear();
			recording = emptyRecording();
			await player.begin();
		},
		isOver: () => player.isOver(),
		interrupt,
		async interruptOpen(jaw, delayMs) {
			while ((recording.frames.at(-1)?.jaw ?? 0) < jaw)
				await new Promise((resolve) => setTimeout(resolve, 1));
			await new Promise((resolve) => setTimeout(resolve, delayMs));
			return interrupt();
		},
		block(milliseconds) {
			const start = performance.now();
			while (performance.now() - start < milliseconds);
			recording.blocks.push({ start: absolute(start), end: absolute(performance.now()) });
		},
		contextTime: () => player.context.currentTime,
		hide: () => player.hide(),
	};
}
