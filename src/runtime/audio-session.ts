/** What the page does with sound (W3C Audio Session API, draft; Safari 16.4 and later). */
export type AudioSessionType = "auto" | "playback" | "play-and-record";

interface WithAudioSession {
	readonly audioSession?: { type: AudioSessionType };
}

/**
 * Tells the system that the page plays sound, where it can be told and has not been told otherwise: an iPhone's silent
 * switch then no longer mutes Web Audio. Main thread; from a gesture.
 */
export function declarePlayback(): void {
	if ((navigator as WithAudioSession).audioSession?.type === "auto") declareAudioSession("playback");
}

/** Tells the system what the page does with sound from now on; a microphone needs `play-and-record`. Main thread. */
export function declareAudioSession(type: AudioSessionType): void {
	const { audioSession } = navigator as WithAudioSession;
	if (audioSession !== undefined) audioSession.type = type;
}
