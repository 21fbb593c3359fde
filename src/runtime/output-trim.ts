import { Signal } from "../util/signal.ts";
import { type Seconds, seconds } from "../util/time.ts";

/** Where trims are kept: `localStorage`, or anything like it. */
export type TrimStorage = Pick<Storage, "getItem" | "setItem">;

/** Beyond half a second it is no output latency, and captions would seem broken. Seconds. */
export const MAX_TRIM = 0.5;

const PREFIX = "facewire.trim.";

/** Name for the output device where the browser does not tell devices apart (no permission was ever asked for). */
const UNNAMED = "default";

/**
 * By how much the sound is heard later than the browser thinks, as the viewer has set it for the output device in use:
 * Bluetooth headphones need it, loudspeakers do not. Main thread.
 */
export class OutputTrim {
	/** The trim of the device in use. */
	readonly value = new Signal<Seconds>(seconds(0));
	readonly #storage: TrimStorage;
	readonly #device: () => Promise<string>;
	#key = PREFIX + UNNAMED;

	/** @param device identifies the output device in use; {@link defaultOutput} asks the browser */
	constructor(storage: TrimStorage, device: () => Promise<string> = defaultOutput) {
		this.#storage = storage;
		this.#device = device;
	}

	/** The trims that this browser keeps for this page; follows the output device until `signal` aborts. */
	static ofBrowser(signal: AbortSignal): OutputTrim {
		const trim = new OutputTrim(browserStorage());
		void trim.follow();
		navigator.mediaDevices?.addEventListener("devicechange", () => void trim.follow(), { signal });
		return trim;
	}

	/** Takes up the trim of the device in use; call it at the start and when devices change. */
	async follow(): Promise<void> {
		this.#key = PREFIX + (await this.#device());
		this.value.value = clamp(Number(read(this.#storage, this.#key)));
	}

	/** The viewer sets the trim of the device in use. */
	set(trim: Seconds): void {
		this.value.value = clamp(trim);
		try {
			this.#storage.setItem(this.#key, String(this.value.value));
		} catch {
			// Storage is full or forbidden: the trim holds for this visit.
		}
	}
}

/** The default output device's group, which survives a visit; all unnamed devices are one. */
export async function defaultOutput(): Promise<string> {
	const devices = (await navigator.mediaDevices?.enumerateDevices()) ?? [];
	const output = devices.find(({ kind, deviceId }) => kind === "audiooutput" && deviceId === "default");
	return output?.groupId || UNNAMED;
}

/** A page that may store nothing (a sandboxed frame, blocked cookies) may not even ask for the storage. */
function browserStorage(): TrimStorage {
	try {
		return localStorage;
	} catch {
		return { getItem: () => null, setItem: () => {} };
	}
}

function read(storage: TrimStorage, key: string): string | null {
	try {
		return storage.getItem(key);
	} catch {
		return null;
	}
}

const clamp = (trim: number): Seconds =>
	seconds(Number.isFinite(trim) ? Math.min(MAX_TRIM, Math.max(-MAX_TRIM, trim)) : 0);
