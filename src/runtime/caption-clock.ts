import { OutputClock } from "../audio/output-clock.ts";
import { Playhead } from "../audio/playhead.ts";
import type { PlayoutReport } from "../protocol/playout-messages.ts";
import type { ClockReading } from "../protocol/stage-messages.ts";
import { CaptionTrack } from "../session/caption-track.ts";
import type { CaptionCue } from "../session/session-event.ts";
import { millisecondsToSeconds, type Seconds } from "../util/time.ts";
import type { Caption } from "./player-events.ts";

/** Read once: the getter makes a new number every time. */
const TIME_ORIGIN = performance.timeOrigin;

/** Main thread: which word is heard now. */
export class CaptionClock {
	readonly #playhead = new Playhead();
	readonly #clock = new OutputClock();
	readonly #tracks = new Map<number, CaptionTrack>();
	/** The utterance that was heard last; older ones are forgotten. */
	#heardUtterance = Number.NEGATIVE_INFINITY;

	reported(report: PlayoutReport): void {
		this.#playhead.update(report);
	}

	clock(reading: ClockReading): void {
		this.#clock.update(reading);
	}

	set trim(trim: Seconds) {
		this.#clock.trim = trim;
	}

	/** Words of an utterance; what older ones said is forgotten when it is heard. */
	add(utterance: number, cues: readonly CaptionCue[]): void {
		const track = this.#tracks.get(utterance) ?? new CaptionTrack();
		this.#tracks.set(utterance, track);
		track.add(cues);
	}

	/** Presentation time that is heard now, and of which utterance. The object is reused by the next call. */
	heard() {
		const now = millisecondsToSeconds(TIME_ORIGIN + performance.now());
		return this.#playhead.at(this.#clock.heardAt(now));
	}

	/** The caption of this moment; `undefined` while nothing is heard. */
	caption(): Caption | undefined {
		const { utterance, state, mediaTime } = this.heard();
		if (state !== "playing" && state !== "waiting") return undefined;
		if (utterance !== this.#heardUtterance) this.#forgetBefore(utterance);
		return this.#tracks.get(utterance)?.at(mediaTime);
	}

	#forgetBefore(utterance: number): void {
		this.#heardUtterance = utterance;
		for (const older of this.#tracks.keys()) if (older < utterance) this.#tracks.delete(older);
	}
}
