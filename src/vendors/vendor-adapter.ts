import type { VendorId } from "../protocol/vendor-id.ts";
import type { Signal } from "../util/signal.ts";
import type { Seconds } from "../util/time.ts";
import type { Capability } from "./capability.ts";
import type { Drive, SayAudioOptions, SayOptions, TextDrive } from "./drive.ts";
import type { Limits } from "./limits.ts";
import type { Player } from "./player.ts";
import type { StreamDescriptor } from "./stream-descriptor.ts";
import type { VendorEvents } from "./vendor-event.ts";
import type { CloseReason, VendorState } from "./vendor-state.ts";

/**
 * One session with a vendor, the same for all vendors. Main thread. What the vendor cannot do is absent or rejects
 * with `UnsupportedError`; a drive that is put together from other means says so (`emulated`). Nothing is hidden:
 * `raw` sends any command, and the event `message` shows everything that went over the wire.
 */
export interface VendorAdapter {
	readonly vendor: VendorId;
	readonly capabilities: ReadonlySet<Capability>;
	readonly limits: Limits;
	readonly state: Pick<Signal<VendorState>, "value" | "subscribe">;

	/**
	 * Asks for a session and resolves once its stream can be played. Once in a lifetime.
	 * @throws {VendorError} and the state is `failed`; or the signal's reason, and it is `closed`
	 */
	open(options?: { readonly signal?: AbortSignal }): Promise<StreamDescriptor>;
	/** The player of the stream: its first frame makes the session `connected`. The page disposes it. */
	attach(player: Player): void;

	say(text: string, options?: SayOptions): Drive;
	sayStream(options?: SayOptions): TextDrive;
	/** Speaks 16-bit mono sound; see `limits.audio`. */
	sayAudio(samples: AsyncIterable<Int16Array>, options?: SayAudioOptions): Drive;
	/** Speaks a sound file that the vendor fetches. */
	sayAudioUrl?(url: string): Drive;
	/** Stops what is being said; resolves when the vendor says that it has. */
	interrupt(): Promise<void>;
	action?(name: string, options?: { readonly at?: Seconds; readonly end?: Seconds }): Promise<void>;
	setBackground?(url: string): Promise<void>;
	setForegrounds?(overlays: readonly Overlay[]): Promise<void>;
	readonly queue?: VendorQueue;
	readonly microphone?: VendorMicrophone;
	readonly chat?: VendorChat;

	/** Sends a command as it is and resolves to the vendor's answer, or to nothing if the way has none. */
	raw(command: unknown): Promise<unknown>;
	on<Type extends keyof VendorEvents>(
		type: Type,
		listener: (event: VendorEvents[Type]) => void,
		options?: { readonly signal?: AbortSignal },
	): () => void;

	/** Ends the session at the vendor; resolves when that is done, or its timer has run out. Idempotent. */
	close(reason?: CloseReason): Promise<void>;
	/** Ends everything now, without waiting: for a page that goes away. Idempotent. */
	dispose(): void;
}

/** A picture in front of the avatar, in pixels of the stream. */
export interface Overlay {
	readonly url: string;
	readonly x: number;
	readonly y: number;
	readonly width?: number;
	readonly height?: number;
	/** 0 is the avatar's own layer; higher is further in front. */
	readonly layer?: number;
}

/** What waits at the vendor to be said. */
export interface QueueEntry {
	readonly id: string;
	readonly text: string;
	/** As the vendor counts it. */
	readonly position: number;
}

export interface VendorQueue {
	list(): Promise<readonly QueueEntry[]>;
	/** Moves an entry behind `after` others. */
	move(id: string, after: number): Promise<void>;
	cancel(id: string): Promise<void>;
}

export interface VendorMicrophone {
	/** Speaks 16 kHz mono sound as it comes; the drive ends with it. */
	speak(samples: AsyncIterable<Int16Array>): Drive;
}

export interface VendorChat {
	/** Asks; the avatar says the answer. */
	ask(text: string): Drive;
}
