import type { PlayoutReport } from "../protocol/playout-messages.ts";
import type { SessionState } from "../session/session-event.ts";
import { Signal } from "../util/signal.ts";
import { type Seconds, seconds } from "../util/time.ts";
import type { PlayerEvent, PlayerStats, ProblemSubject } from "./player-events.ts";
import { PlayerGauge } from "./player-gauge.ts";
import type { SessionToHost } from "./session-host-messages.ts";
import type { FrameTrace, StageToHost } from "./stage-host-messages.ts";

/** What the other threads tell, as state, figures and events of the player. Main thread. */
export class PlayerNews {
	readonly state = new Signal<SessionState>("idle");
	/** Why the state is what it is, one plain sentence; empty if all is well. */
	readonly reason = new Signal("");
	/** From the worklet to the ear, for figures that end at the ear. */
	outputLatency: () => Seconds = () => seconds(0);
	onFrame: ((trace: FrameTrace) => void) | undefined;
	readonly #gauge = new PlayerGauge();
	readonly #listeners = new Set<(event: PlayerEvent) => void>();
	readonly #unknownTold = new Set<string>();
	#sessionAt = performance.now();
	#stageAt = performance.now();

	/** The figures as of now; another object after each change. */
	get stats(): PlayerStats {
		return this.#gauge.stats;
	}

	/** Seconds since session and stage have told anything. Both do so four times a second while they live. */
	get silences(): { readonly session: number; readonly stage: number } {
		const now = performance.now();
		return { session: (now - this.#sessionAt) / 1000, stage: (now - this.#stageAt) / 1000 };
	}

	/** Hands every event to `listener`, until the returned function is called. */
	listen(listener: (event: PlayerEvent) => void): () => void {
		this.#listeners.add(listener);
		return () => void this.#listeners.delete(listener);
	}

	/** Captions are not for here: they wait until they are heard. */
	session(message: Exclude<SessionToHost, { readonly type: "captions" }>): void {
		this.#sessionAt = performance.now();
		switch (message.type) {
			case "state":
				this.reason.value = message.reason;
				this.state.value = message.state;
				if (message.state === "reconnecting" || message.state === "closed")
					this.#problem("connection", message.reason);
				return;
			case "utterance-started":
				this.#gauge.started(message.waited, this.outputLatency());
				this.#tell({ type: "utterance-started", utterance: message.utterance });
				return;
			case "error":
				this.#problem("speech", message.message);
				return;
			case "warning":
				if (message.code === "rejected-message" || message.code === "lost-messages")
					this.#problem("speech", message.message);
				return;
			case "stats":
				this.#gauge.session(message);
				return;
			default:
				this.#tell(message);
		}
	}

	sessionFailed(message: string): void {
		this.reason.value = `The session's worker has failed: ${message}`;
		this.state.value = "closed";
		this.#problem("connection", this.reason.value);
	}

	stage(message: StageToHost): void {
		this.#stageAt = performance.now();
		switch (message.type) {
			case "stats":
				this.#gauge.stage(message.stats);
				this.#tellUnknown(message.stats.unknownCues);
				return;
			case "problem":
				this.#problem("avatar", message.message);
				return;
			case "failed":
				this.#problem(
					"drawing",
					`The avatar cannot be drawn here (${message.message}). Sound and captions go on.`,
				);
				return;
			case "progress":
				this.#tell({ type: "avatar-progress", loaded: message.loaded, total: message.total });
				return;
			case "trace":
				this.onFrame?.(message.trace);
				return;
			default:
				this.#tell(message);
		}
	}

	playout(report: PlayoutReport): void {
		this.#gauge.playout(report);
	}

	/** Each name once: a driver that uses it will use it again. */
	#tellUnknown(names: readonly string[]): void {
		const news = names.filter((name) => !this.#unknownTold.has(name));
		for (const name of news) this.#unknownTold.add(name);
		if (news.length > 0)
			this.#problem("cue", `This avatar knows no expression or action called ${news.join(", ")}.`);
	}

	#tell(event: PlayerEvent): void {
		for (const listener of this.#listeners) listener(event);
	}

	#problem(about: ProblemSubject, message: string): void {
		if (message !== "") this.#tell({ type: "problem", about, message });
	}
}
