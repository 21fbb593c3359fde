/** What the probes in a page noted. Context times in seconds; other times in seconds since 1970 on the page's clock. */
export interface Recording {
	/** Context times of the first samples of clicks. */
	readonly clicks: number[];
	/** Holes in the sound: where they begin and end, context time. */
	readonly holes: { readonly start: number; readonly end: number }[];
	/** First sample that was not silent: its context time, and the wall clock when it was rendered. */
	firstSound: { readonly contextTime: number; readonly wallTime: number } | undefined;
	/** Context time of the last sample that was not silent. */
	lastSound: number;
	/** Pairs of `getOutputTimestamp()`. */
	readonly clock: { readonly contextTime: number; readonly performanceTime: number }[];
	readonly frames: RecordedFrame[];
	/** Times at which the main thread was blocked. */
	readonly blocks: { readonly start: number; readonly end: number }[];
	/** How often the player said that the utterance was over. */
	ends: number;
}

/** A drawn frame. */
export interface RecordedFrame {
	/** Start of its animation frame. */
	readonly frameTime: number;
	/** When it was drawn: a main thread that was busy draws a frame long after it began. */
	readonly drawnAt: number;
	/** The moment of the sound that the player believes to show: names the click, is not believed otherwise. */
	readonly mediaTime: number | undefined;
	/** Weight of `jawOpen` as drawn, less `mouthClose`. */
	readonly jaw: number;
}

export const emptyRecording = (): Recording => ({
	clicks: [],
	holes: [],
	firstSound: undefined,
	lastSound: 0,
	clock: [],
	frames: [],
	blocks: [],
	ends: 0,
});

/** The moment of a call: context time, and seconds since 1970. */
export interface InterruptedAt {
	readonly contextTime: number;
	readonly at: number;
}

/** What a page of either side offers to its driver in Node. */
export interface BenchPage {
	readonly recording: Recording;
	/** Forgets what was recorded. */
	clear(): void;
	/** Begins an utterance, which the server feeds. */
	begin(): Promise<void>;
	/** True once the utterance is over, as the player sees it. */
	isOver(): boolean;
	/** Barge-in, now: returns what the clocks said at that moment. */
	interrupt(): InterruptedAt;
	/** Barge-in `delayMs` after a frame that shows a mouth opened wider than `jaw`. */
	interruptOpen(jaw: number, delayMs: number): Promise<InterruptedAt>;
	/** Keeps the main thread busy. */
	block(milliseconds: number): void;
	/** The page's context, seconds. */
	contextTime(): number;
	/** Starts drawing nothing, so that only the player's own work is left. */
	hide(): Promise<void>;
}

declare global {
	interface Window {
		benchPage: BenchPage;
	}
}
