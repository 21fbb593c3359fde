import type { Page } from "playwright";
import type { AvatarPlayer } from "../../src/runtime/avatar-player.ts";

/** Loudness of one render quantum of the page's sound. */
export interface TappedQuantum {
	/** Context time of the quantum's first sample, seconds. */
	readonly time: number;
	readonly rms: number;
}

/** A reading of the page's output clock: the sample of `contextTime` is heard at `performanceTime`, seconds. */
export interface TappedClock {
	readonly contextTime: number;
	readonly performanceTime: number;
}

/** One drawn frame. Times are seconds since 1970 on the page's monotonic clock. */
export interface TappedFrame {
	readonly frameTime: number;
	readonly presentationTime: number;
	readonly mediaTime: number | undefined;
	readonly jawOpen: number;
	/** `jawOpen − mouthClose`: how far the lips are apart. */
	readonly lips: number;
}

/** A change of the caption: the words up to the one being heard. */
export interface TappedCaption {
	readonly at: number;
	readonly text: string;
	readonly heard: number;
	readonly current: number;
}

export interface Tapped {
	readonly sound: TappedQuantum[];
	readonly clock: TappedClock[];
	readonly frames: TappedFrame[];
	readonly captions: TappedCaption[];
	/** Length of the driver's sound of each utterance that has ended, seconds. */
	readonly ends: number[];
}

/** What of a page is needed: Playwright's, or that of a tab which others hide. */
export interface TappedPage {
	evaluate<R>(act: (argument: string) => R | Promise<R>, argument: string): Promise<R>;
	evaluate<R>(act: () => R | Promise<R>): Promise<R>;
	waitForFunction(act: () => unknown): Promise<unknown>;
}

declare global {
	interface Window {
		facewire: AvatarPlayer;
		tapped: Tapped;
	}
}

/** A worklet that posts the loudness of every quantum; plain text because it is injected into the built page. */
const TAP_MODULE = `
registerProcessor("sound-tap", class extends AudioWorkletProcessor {
	process([input]) {
		const channel = input[0];
		let sum = 0;
		for (const value of channel ?? []) sum += value * value;
		this.port.postMessage({ time: currentTime, rms: channel ? Math.sqrt(sum / channel.length) : 0 });
		return true;
	}
});`;

/** Starts noting all that the page's player plays, draws and captions. Needs a page that allows blob: scripts. */
export async function tap(page: TappedPage): Promise<void> {
	await page.evaluate(async (source) => {
		const player = window.facewire;
		const tapped: Tapped = { sound: [], clock: [], frames: [], captions: [], ends: [] };
		window.tapped = tapped;
		const { node } = player.audio;
		await node.context.audioWorklet.addModule(
			URL.createObjectURL(new Blob([source], { type: "text/javascript" })),
		);
		const listener = new AudioWorkletNode(node.context, "sound-tap", { numberOfOutputs: 0 });
		node.connect(listener);
		listener.port.onmessage = ({ data }) => tapped.sound.push(data);
		player.audio.onClock(({ contextTime, performanceTime }) =>
			tapped.clock.push({ contextTime, performanceTime }),
		);
		player.caption.subscribe((caption) => {
			const at = (performance.timeOrigin + performance.now()) / 1000;
			tapped.captions.push({
				at,
				text: caption?.text ?? "",
				heard: caption?.heard ?? 0,
				current: caption?.current ?? 0,
			});
		});
		player.trace(({ frameTime, presentationTime, mediaTime, weights }) => {
			const jawOpen = weights[17] ?? 0;
			tapped.frames.push({
				frameTime,
				presentationTime,
				mediaTime,
				jawOpen,
				lips: jawOpen - (weights[18] ?? 0),
			});
		});
		player.listen((event) => {
			if (event.type !== "utterance-ended") return;
			const spoken = event.clauses.filter((clause) => clause.outcome === "spoken");
			tapped.ends.push(Math.max(0, ...spoken.map((clause) => clause.end)));
		});
	}, TAP_MODULE);
	await page.waitForFunction(() => window.tapped.frames.length > 0 && window.tapped.sound.length > 0);
}

/** What has been noted so far. As text: what is handed over value by value takes seconds after a minute of quanta. */
export const tapped = async (page: TappedPage): Promise<Tapped> =>
	JSON.parse(await page.evaluate(() => JSON.stringify(window.tapped))) as Tapped;

/** Types `text`, sends it, and waits until it has been said. */
export async function say(page: Page, text: string): Promise<void> {
	await page.fill("#text", text);
	await page.press("#text", "Enter");
	await page.waitForFunction(() => ["speaking", "thinking"].includes(window.facewire.state.value));
	await page.waitForFunction(() => window.facewire.state.value === "ready");
	await afterSound(page);
}

/** Lets the output clock and the face catch up with what was rendered last: half a second of the audio clock. */
export async function afterSound(page: Page): Promise<void> {
	const now = () => page.evaluate(() => window.facewire.audio.node.context.currentTime);
	const end = (await now()) + 0.5;
	while ((await now()) < end) await page.waitForTimeout(50);
}
