/** What the page does with sound (W3C Audio Session API, draft; Safari 16.4 and later). */
export type AudioSessionType = "auto" | "playback" | "play-and-record";

interface WithAudioSession {
	readonly audioSession?: { type: AudioSessionType };
}

/**
 * Tells the system what the page does with sound, where it can be told. With `playback` an iPhone's silent switch no
 * longer mutes Web Audio. Main thread; first from a gesture.
 */
export function declareAudioSession(type: AudioSessionType): void {
	const { audioSession } = navigator as WithAudioSession;
	if (audioSession !== undefined && audioSession.type !== type) audioSession.type = type;
}
