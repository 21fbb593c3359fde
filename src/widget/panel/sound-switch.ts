import { Signal } from "../../util/signal.ts";
import type { PanelAudio } from "./panel-conversation.ts";

/** Whether the avatar is heard: what the viewer wants, and what the browser allows. */
export class SoundSwitch {
	readonly muted: Signal<boolean>;
	readonly #audio: PanelAudio;

	/** @param muted a host's own switch, which the host obeys; by default one that sets the volume to 0 and back */
	constructor(audio: PanelAudio, muted: Signal<boolean> | undefined, signal: AbortSignal) {
		this.#audio = audio;
		this.muted = muted ?? new Signal(false);
		if (muted === undefined) this.#obey(signal);
	}

	/** Whether nothing of what is said can be heard. */
	get isOff(): boolean {
		return this.muted.value || this.#audio.state.value !== "running" || this.#audio.volume === 0;
	}

	/** From a gesture. */
	toggle(): void {
		this.muted.value = !this.muted.value;
		if (!this.muted.value) void this.resume();
	}

	/** From a gesture: starts the sound where the browser waits for one. */
	async resume(): Promise<void> {
		try {
			await this.#audio.resume();
		} catch {
			// The gesture did not count. The button stays, and the next gesture tries again.
		}
	}

	#obey(signal: AbortSignal): void {
		let before = this.#audio.volume;
		this.muted.subscribe(
			(isMuted) => {
				if (isMuted) before = this.#audio.volume;
				this.#audio.volume = isMuted ? 0 : before;
			},
			{ signal },
		);
	}
}
