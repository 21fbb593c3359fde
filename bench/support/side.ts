import type { Page } from "playwright";
import { wireSpeech } from "../../src/protocol/encode-driver-message.ts";
import { clickFeed } from "./click-feed.ts";
import { type ScheduledFeed, steady } from "./feed-schedule.ts";
import type { Recording } from "./page/recording.ts";

/** What happens to the page while an utterance plays. */
export interface Disturbance {
	/** Seconds after the first message. */
	readonly at: number;
	/** Milliseconds for which the main thread is kept busy. */
	readonly blockMs: number;
}

export interface Played {
	readonly recording: Recording;
	/** When the first message was sent, seconds since 1970. */
	readonly sentAt: number;
	/** Whether the player said that it was over before the last message had been sent. */
	readonly falseEnd: boolean;
	/** Seconds by which the driver was late, at worst. */
	readonly driverLateness: number;
}

/** A player in a page of Chromium, and the server that feeds it. */
export interface Side {
	readonly page: Page;
	/** Plays an utterance to its end. */
	play(scheduled: ScheduledFeed, disturbances?: readonly Disturbance[]): Promise<Played>;
	/** Begins an utterance and returns once its first message is out; it goes on by itself. */
	begin(scheduled: ScheduledFeed): Promise<FeedRun>;
	/** Loads the page anew: what the player has learned of the line is forgotten. */
	renew(): Promise<void>;
	dispose(): Promise<void>;
}

/** Messages on their way. */
export class FeedRun {
	/** Seconds since 1970; of the first message. */
	readonly sentAt: number;
	readonly done: Promise<void>;
	/** Seconds by which a message went out later than it was due, at worst: the driver runs on the same busy machine. */
	worstLateness = 0;
	readonly #timers: NodeJS.Timeout[] = [];
	#finish: () => void = () => {};

	constructor(scheduled: ScheduledFeed, requestId: string, send: (frame: string) => void) {
		// Written beforehand: what takes time is not to be measured.
		const frames = scheduled.messages.map(({ at, message }) => ({
			at,
			frame: JSON.stringify(wireSpeech({ requestId, streamId: "bench" }, message)),
		}));
		this.done = new Promise((resolve) => {
			this.#finish = resolve;
		});
		const first = frames[0]?.at ?? 0;
		const start = performance.now();
		this.sentAt = Date.now() / 1000;
		let left = frames.length;
		for (const { at, frame } of frames) {
			const act = () => {
				this.worstLateness = Math.max(this.worstLateness, (performance.now() - start) / 1000 - (at - first));
				send(frame);
				left--;
				if (left === 0) this.#finish();
			};
			const delayMs = (at - first) * 1000 - (performance.now() - start);
			if (delayMs <= 0) act();
			else this.#timers.push(setTimeout(act, delayMs));
		}
	}

	/** Sends nothing more. */
	stop(): void {
		for (const timer of this.#timers) clearTimeout(timer);
		this.#finish();
	}
}

/** Seconds that the clocks go on after the last sound, so that the last frames have been seen. */
const AFTERGLOW = 0.4;

/** One clause: the first utterance of a page compiles what later ones use. */
export const warmUp = async (side: Side): Promise<void> => {
	await side.play(steady(clickFeed(1)));
};

/** Plays `scheduled` on `side` to its end and fetches what was recorded. */
export async function playOn(
	side: Pick<Side, "page" | "begin">,
	scheduled: ScheduledFeed,
	disturbances: readonly Disturbance[],
): Promise<Played> {
	const { page } = side;
	const run = await side.begin(scheduled);
	for (const { at, blockMs } of disturbances) {
		await page.waitForTimeout(Math.max(0, run.sentAt * 1000 + at * 1000 - Date.now()));
		await page.evaluate((milliseconds) => window.benchPage.block(milliseconds), blockMs);
	}
	await run.done;
	const falseEnd = (await page.evaluate(() => window.benchPage.recording.ends)) > 0;
	await page.waitForFunction(() => window.benchPage.isOver());
	await page.waitForTimeout(AFTERGLOW * 1000);
	const recording = await page.evaluate(() => window.benchPage.recording);
	return { recording, sentAt: run.sentAt, falseEnd, driverLateness: run.worstLateness };
}
