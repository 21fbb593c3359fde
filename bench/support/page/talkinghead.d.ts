/** What the benchmarks use of `@met4citizen/talkinghead`, which ships no types; as its README describes it. */
declare module "talkinghead" {
	export class TalkingHead {
		constructor(node: HTMLElement, options: Record<string, unknown>);
		/** Only the last frame's animation time, and the stream's begin on that clock, both in milliseconds. */
		readonly animClock: number;
		readonly streamAudioStartTime: number | null;
		/** Timestamp of the animation frame. */
		readonly animTimeLast: number;
		readonly isSpeaking: boolean;
		readonly audioCtx: AudioContext;
		readonly streamWorkletNode: AudioWorkletNode;
		readonly mtAvatar: Readonly<Record<string, { readonly applied: number }>>;
		render: () => void;
		showAvatar(avatar: Record<string, unknown>): Promise<void>;
		streamStart(options: Record<string, unknown>, onStart: () => void, onEnd: () => void): Promise<void>;
		streamAudio(message: { readonly audio: ArrayBuffer; readonly anims: readonly unknown[] }): void;
		streamNotifyEnd(): void;
		streamInterrupt(): void;
	}
}
