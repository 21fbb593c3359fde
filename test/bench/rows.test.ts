import { describe, expect, it } from "vitest";
import type { BenchRow } from "../../bench/bench.ts";
import { type Cost, frameRows } from "../../bench/frame.ts";
import { type Interruption, interruptRows } from "../../bench/interrupt.ts";
import { type Holes, type Starts, startRows } from "../../bench/start.ts";
import type { SyncResult } from "../../bench/support/sync-scenarios.ts";
import { type SideResults, syncRows } from "../../bench/sync.ts";

const byName = (rows: readonly BenchRow[]) => new Map(rows.map((row) => [row.metric, row]));

/** Names that the contract fixes and that are not there once, with a number on our side. */
const missing = (rows: readonly BenchRow[], names: readonly string[]): string[] =>
	names.filter((name) => {
		const [found, ...more] = rows.filter(({ metric }) => metric === name);
		return more.length > 0 || !Number.isFinite(found?.ours);
	});

/** A click every 320 ms, each seen `offset` seconds after it was heard; 9 before the gap. */
function syncResult(offset: (index: number) => number | undefined): SyncResult {
	const clicks = Array.from({ length: 18 }, (_, index) => ({
		index,
		heardAt: 0.32 * index,
		offset: offset(index),
		onTime: true,
	}));
	return {
		clicks,
		holes: [{ start: 1, end: 1.25 }],
		framesInBlocks: [29, 30, 30],
		falseEnd: false,
		lateFrames: 0.01,
		firstAfterGap: 9,
	};
}

const side = (offset: (index: number) => number | undefined): SideResults => ({
	steady: syncResult(offset),
	gap300: [syncResult(offset)],
	gap1500: [syncResult(offset)],
	block500: syncResult(offset),
	block100: undefined,
	traces: new Map([["lte", syncResult(offset)]]),
});

describe("sync", () => {
	const rows = syncRows(
		side((index) => (index < 9 ? 0.004 : 0.006)),
		side((index) => (index === 9 ? undefined : -0.3)),
	);

	it("has the rows of the contract", () => {
		const names = [
			...["p5", "p50", "p95", "p99"].map((name) => `steady.offset.${name}`),
			"steady.within20",
			...["gap300", "gap1500"].flatMap((name) => [`${name}.firstFrame`, `${name}.residue`]),
			"block500.audioGap",
			"block500.framesShown",
		];
		expect(missing(rows, names)).toEqual([]);
	});

	it("tells milliseconds, late as positive, and counts an unseen click as outside", () => {
		const found = byName(rows);
		expect(found.get("gap300.firstFrame")?.ours).toBeCloseTo(6);
		expect(found.get("gap300.residue")?.peer).toBeCloseTo(-300);
		expect(found.get("steady.within20")?.ours).toBe(1);
		expect(found.get("steady.within20")?.peer).toBe(0);
		expect(found.get("block500.audioGap")?.ours).toBeCloseTo(250);
		expect(found.get("lte.within20")?.ours).toBe(1);
	});

	it("says null where a side has no figure", () => {
		const unseen = side(() => undefined);
		expect(byName(syncRows(unseen, unseen)).get("steady.offset.p50")?.ours).toBeNull();
	});
});

describe("frame", () => {
	const cost: Cost = {
		frames: { frames: [0.1, 0.1, 0.3], scripts: 9, collections: 12 },
		allocation: { inFrames: 600, all: 900, worst: [{ name: "mix", bytes: 500 }] },
		sampledFrames: 3,
	};

	it("has the rows of the contract, memory per frame", () => {
		const rows = frameRows("", cost, cost);
		expect(missing(rows, ["main.p50", "main.p99", "alloc"])).toEqual([]);
		expect(byName(rows).get("alloc")?.ours).toBe(200);
	});

	it("tells of a thread that nobody wakes for a frame that it spends nothing on it", () => {
		const idle = { ...cost, frames: { frames: [], scripts: 1, collections: 0 } };
		expect(byName(frameRows("worker.", idle, undefined)).get("worker.main.p50")?.ours).toBe(0);
	});

	it("leaves out the peer where it has no such place", () => {
		expect(byName(frameRows("worker.", cost, undefined)).get("worker.main.p50")?.peer).toBeNull();
	});
});

describe("interrupt", () => {
	const one: Interruption = { silent: 5, closed: 70, half: 40, restarted: false };
	const late: Interruption = { silent: 900, closed: 900, half: 900, restarted: true };

	it("has the rows of the contract, and takes times only where the driver stopped", () => {
		const rows = interruptRows([one, one, one, one], [one, one, late, late]);
		expect(missing(rows, ["audio.silent", "mouth.closed"])).toEqual([]);
		expect(byName(rows).get("mouth.closed")?.peer).toBe(70);
		expect(byName(rows).get("restarts")).toMatchObject({ ours: 0, peer: 2 });
	});
});

describe("start", () => {
	const starts: Starts = { cold: 70, rendered: [40, 50, 60], heard: [90, 90, 90] };
	const holes: Holes = { underruns: 0, silence: 0, driverLate: 3 };

	it("has the rows of the contract", () => {
		const rows = startRows([starts, starts], [holes, { ...holes, underruns: 3 }], { starts: 3, live: 10 }, 0);
		expect(missing(rows, ["firstSample", "underruns", "underruns.simulated"])).toEqual([]);
		expect(byName(rows).get("firstSample")?.ours).toBe(50);
		expect(byName(rows).get("underruns")?.peer).toBe(3);
	});
});
