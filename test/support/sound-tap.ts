import type { Page } from "playwright";

/** Loudness of one render quantum of the page's sound. */
export interface TappedQuantum {
	/** Context time of the quantum's first sample, seconds. */
	readonly time: number;
	readonly rms: number;
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

/** Starts listening to everything that the page's player sends to the speakers. Needs a page that allows blob: scripts. */
export async function tapSound(page: Page): Promise<void> {
	await page.evaluate(async (source) => {
		const { context, output } = window.facewire.audio;
		await context.audioWorklet.addModule(
			URL.createObjectURL(new Blob([source], { type: "text/javascript" })),
		);
		const tap = new AudioWorkletNode(context, "sound-tap", { numberOfOutputs: 0 });
		output.connect(tap);
		window.tapped = [];
		tap.port.onmessage = ({ data }) => window.tapped.push(data);
	}, TAP_MODULE);
}

/** What the tap has heard so far. */
export const tappedSound = (page: Page): Promise<TappedQuantum[]> => page.evaluate(() => window.tapped);
