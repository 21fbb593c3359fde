import type { Seconds } from "../util/time.ts";

interface Cue {
	readonly utterance: number;
	readonly name: string;
	readonly start: number;
}

/** A cue this far past its time when it is first seen (after a gap, or sent late) is still played; older ones are counted. */
const LATEST = 2;

/** Body actions by media time: says which are due. Stage thread. */
export class ActionCues {
	readonly #cues: Cue[] = [];
	#late = 0;
	#badTimes = 0;
	#unplayed = 0;

	/** Cues that came so long after their time that they were not played. */
	get late(): number {
		return this.#late;
	}

	/** Cues whose time never came before their utterance was over: later than its end, or interrupted. */
	get unplayed(): number {
		return this.#unplayed;
	}

	/** Cues whose start was no time. */
	get badTimes(): number {
		return this.#badTimes;
	}

	add(utterance: number, name: string, start: Seconds): void {
		if (Number.isFinite(start)) this.#cues.push({ utterance, name, start });
		else this.#badTimes++;
	}

	/** Forgets the cues of this utterance and older ones, also those beyond its end. */
	forget(utterance: number): void {
		for (let index = this.#cues.length - 1; index >= 0; index--)
			if ((this.#cues[index]?.utterance ?? 0) <= utterance)
				this.#unplayed += this.#cues.splice(index, 1).length;
	}

	/** Calls `play` with each cue that is due at `mediaTime`, once, in the order of arrival. */
	update(mediaTime: number, utterance: number, play: (name: string) => void): void {
		for (let index = 0; index < this.#cues.length; index++) {
			const cue = this.#cues[index];
			if (cue === undefined || cue.utterance !== utterance || cue.start > mediaTime) continue;
			this.#cues.splice(index--, 1);
			if (mediaTime - cue.start > LATEST) this.#late++;
			else play(cue.name);
		}
	}
}
