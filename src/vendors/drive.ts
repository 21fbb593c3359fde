/** How a drive ended. A refusal or a fault rejects `done` with a `VendorError` or an `UnsupportedError` instead. */
export type DriveOutcome = "finished" | "interrupted";

/** Something that the avatar was asked to say. */
export interface Drive {
	/** The id that the vendor knows it by. */
	readonly id: string;
	/** True if the vendor cannot do it and it was put together from what it can: sentences queued for a stream. */
	readonly emulated: boolean;
	/** Resolves when the vendor says that it is being said; rejects as `done` does. */
	readonly started: Promise<void>;
	readonly done: Promise<DriveOutcome>;
}

/** A text that is being written while it is said. */
export interface TextDrive extends Drive {
	/** Says more. @throws {TypeError} after `end` */
	write(text: string): void;
	end(): void;
}

/** How a text is to be said. */
export interface SayOptions {
	/** `interrupt` cuts off what is being said; the default is what the vendor does by itself. */
	readonly mode?: "append" | "interrupt";
	readonly ssml?: boolean;
	readonly voice?: VoiceOptions;
}

/** A voice as the vendor's own scales have it; absent means the vendor's default. */
export interface VoiceOptions {
	readonly name?: string;
	readonly speed?: number;
	readonly pitch?: number;
	readonly volume?: number;
}

/** How sound is to be spoken. */
export interface SayAudioOptions {
	/** Hertz; 16 000 if not given. Mono. */
	readonly sampleRate?: number;
	/** `live` is sent as it comes (a microphone); `file` is paced as the vendor wants it. */
	readonly source?: "live" | "file";
}
