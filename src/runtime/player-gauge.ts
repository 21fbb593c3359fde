import type { PlayoutReport } from "../protocol/playout-messages.ts";
import { type Seconds, seconds } from "../util/time.ts";
import type { PlayerStats } from "./player-events.ts";
import type { SessionToHost } from "./session-host-messages.ts";
import type { StageStats } from "./stage-host-messages.ts";

type SessionFigures = Extract<SessionToHost, { readonly type: "stats" }>;

/** Brings together what session, playout and stage measure. Main thread. */
export class PlayerGauge {
	#stats: PlayerStats = {
		firstSample: undefined,
		offset: undefined,
		bufferLevel: seconds(0),
		targetDelay: seconds(0),
		underruns: 0,
		bytesPerSecond: 0,
		framesPerSecond: 0,
		rung: "rest",
		faceFrameRate: 25,
		timeBase: undefined,
		layout: { verdict: "unknown", doubt: "too-short" },
		unknownCues: [],
		rejected: 0,
		tolerated: {},
	};

	/** The figures as of now; another object after each change. */
	get stats(): PlayerStats {
		return this.#stats;
	}

	/** An utterance began to sound, `waited` after its request, and is heard `latency` later. */
	started(waited: Seconds, latency: Seconds): void {
		this.#set({ firstSample: seconds(waited + latency) });
	}

	playout({ bufferLevel, targetDelay, underruns }: PlayoutReport): void {
		this.#set({ bufferLevel, targetDelay, underruns });
	}

	/** The offset stays when it falls silent: it is the one of what was heard last. */
	stage({ framesPerSecond, offset, unknownCues }: StageStats): void {
		this.#set({ framesPerSecond, offset: offset ?? this.#stats.offset, unknownCues });
	}

	session({ bytesPerSecond, stats }: SessionFigures): void {
		const rejected = stats.warnings["rejected-message"] ?? 0;
		const { rung, frameRate, layout } = stats.face;
		const { tolerated, timeBase } = stats;
		this.#set({ bytesPerSecond, rejected, tolerated, timeBase, rung, faceFrameRate: frameRate, layout });
	}

	#set(change: Partial<PlayerStats>): void {
		this.#stats = { ...this.#stats, ...change };
	}
}
