import type { Page } from "playwright";

/** What the animation frames of a page's main thread cost. */
export interface FrameCost {
	/** Thread time of each frame's callbacks, milliseconds: what the page costs, not what else the machine does. */
	readonly frames: readonly number[];
	/** Thread time of all scripts, timers, messages and events included, milliseconds per second. */
	readonly scripts: number;
	/** Garbage collections of the main thread, per minute. */
	readonly collections: number;
}

interface TraceEvent {
	readonly name: string;
	readonly ph: string;
	readonly pid: number;
	readonly tid: number;
	/** Microseconds: start, duration, duration in thread time. */
	readonly ts: number;
	readonly dur?: number;
	readonly tdur?: number;
	readonly args?: { readonly name?: string };
}

/** Callbacks that begin less than this after the end of the one before belong to the same frame. Microseconds. */
const SAME_FRAME = 4_000;

const CATEGORIES = ["devtools.timeline", "v8", "disabled-by-default-devtools.timeline"];

/** Traces the page for some seconds of animation frames. */
export async function traceFrames(page: Page, seconds: number): Promise<FrameCost> {
	const browser = page.context().browser();
	if (browser === null) throw new Error("The page belongs to no browser.");
	await browser.startTracing(page, { categories: CATEGORIES });
	await page.waitForTimeout(1000 * seconds);
	const { traceEvents } = JSON.parse((await browser.stopTracing()).toString()) as {
		readonly traceEvents: readonly TraceEvent[];
	};
	const events = ofMainThread(traceEvents);
	const collections = events.filter(({ name, ph }) => ph === "X" && /^(Minor|Major)GC$/.test(name));
	return {
		frames: frameTimes(events),
		scripts: scriptTime(events) / seconds,
		collections: (60 * collections.length) / seconds,
	};
}

/** Of the renderer whose main thread ran most animation frames. */
function ofMainThread(events: readonly TraceEvent[]): TraceEvent[] {
	const mains = events.filter(({ name, args }) => name === "thread_name" && args?.name === "CrRendererMain");
	const threads = mains.map((main) => events.filter(({ pid, tid }) => pid === main.pid && tid === main.tid));
	const callbacks = (thread: readonly TraceEvent[]) => thread.filter(({ name }) => name === FIRE).length;
	return threads.toSorted((a, b) => callbacks(b) - callbacks(a))[0] ?? [];
}

const FIRE = "FireAnimationFrame";

/** How scripts are entered; one within another is counted with it. */
const ENTRIES: ReadonlySet<string> = new Set([
	FIRE,
	"TimerFire",
	"EventDispatch",
	"FunctionCall",
	"RunMicrotasks",
]);

/** Milliseconds. */
function scriptTime(events: readonly TraceEvent[]): number {
	let [time, end] = [0, Number.NEGATIVE_INFINITY];
	for (const { ts, dur = 0, tdur = 0 } of events
		.filter(({ name, ph }) => ph === "X" && ENTRIES.has(name))
		.toSorted((a, b) => a.ts - b.ts)) {
		if (ts < end) continue;
		time += tdur / 1000;
		end = ts + dur;
	}
	return time;
}

function frameTimes(events: readonly TraceEvent[]): number[] {
	const times: number[] = [];
	let end = Number.NEGATIVE_INFINITY;
	for (const { ts, dur = 0, tdur } of events
		.filter(({ name }) => name === FIRE)
		.toSorted((a, b) => a.ts - b.ts)) {
		if (tdur === undefined) throw new Error("The trace has no thread times.");
		if (ts - end > SAME_FRAME) times.push(0);
		times[times.length - 1] = (times.at(-1) ?? 0) + tdur / 1000;
		end = ts + dur;
	}
	// A frame may be cut off at both ends of the trace.
	return times.slice(1, -1);
}

/** Names under which the profile knows a frame's callback, and the request for the next. */
const CALLBACK = "benchFrame";
const REQUEST = "benchRequest";

/** Gives every animation frame callback a name; before the page is loaded. */
export async function nameFrames(page: Page): Promise<void> {
	await page.addInitScript(`
		const request = window.requestAnimationFrame.bind(window);
		// Made once for each callback: in every frame they would be garbage of the benchmark's.
		const made = new WeakMap();
		const naming = (callback) => function ${CALLBACK}(time) { callback(time); };
		window.requestAnimationFrame = function ${REQUEST}(callback) {
			if (!made.has(callback)) made.set(callback, naming(callback));
			return request(made.get(callback));
		};
	`);
}

interface ProfileNode {
	readonly callFrame: { readonly functionName: string; readonly url: string; readonly lineNumber: number };
	readonly selfSize: number;
	readonly children: readonly ProfileNode[];
}

/** Bytes between two samples: small against what a frame allocates. */
const SAMPLING_INTERVAL = 64;

/** What is allocated on the main thread. Bytes. */
export interface Allocation {
	/** In animation frame callbacks. */
	readonly inFrames: number;
	/** In all. */
	readonly all: number;
	/** The functions that allocate most in frames. */
	readonly worst: readonly { readonly name: string; readonly bytes: number }[];
}

/** Samples the main thread's allocations for some seconds. The page must have been opened with {@link nameFrames}. */
export async function sampleAllocation(page: Page, seconds: number): Promise<Allocation> {
	const session = await page.context().newCDPSession(page);
	await session.send("HeapProfiler.enable");
	await session.send("HeapProfiler.startSampling", {
		samplingInterval: SAMPLING_INTERVAL,
		includeObjectsCollectedByMajorGC: true,
		includeObjectsCollectedByMinorGC: true,
	});
	await page.waitForTimeout(1000 * seconds);
	const { profile } = await session.send("HeapProfiler.stopSampling");
	await session.detach();
	return allocationOf(profile.head as ProfileNode);
}

function allocationOf(head: ProfileNode): Allocation {
	const byFunction = new Map<string, number>();
	let [all, inFrames] = [0, 0];
	const visit = (node: ProfileNode, isInFrame: boolean): void => {
		const { functionName, url, lineNumber } = node.callFrame;
		const inside = isInFrame || functionName === CALLBACK;
		// The request for the next frame goes through the benchmark's own code.
		if (functionName === REQUEST) return;
		all += node.selfSize;
		if (inside && functionName !== CALLBACK) {
			const name = `${functionName || "(anonymous)"} ${url.split("/").at(-1)}:${lineNumber}`;
			byFunction.set(name, (byFunction.get(name) ?? 0) + node.selfSize);
			inFrames += node.selfSize;
		}
		for (const child of node.children) visit(child, inside);
	};
	visit(head, false);
	const worst = [...byFunction].map(([name, bytes]) => ({ name, bytes })).sort((a, b) => b.bytes - a.bytes);
	return { all, inFrames, worst: worst.slice(0, 12) };
}
