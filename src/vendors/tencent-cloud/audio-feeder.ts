import { encodeBase64 } from "../../protocol/base64.ts";
import { seconds } from "../../util/time.ts";
import type { Clock } from "../clock.ts";

/** Bytes of 160 ms of 16 kHz, 16-bit, mono (specs, "Voice-driven Instructions"). */
export const PACKET_BYTES = 5120;
/** Between two packets of a file: 120 ms is the least, 160 ms the most; the middle leaves room for jitter both ways. */
export const PACKET_INTERVAL = seconds(0.14);
/** Packets that may go at once at the start (vendor's guide). */
export const BURST = 6;

/** `Data` of a `SEND_AUDIO`. */
export interface AudioPacket {
	/** Base64. */
	readonly Audio: string;
	/** From 1. */
	readonly Seq: number;
	readonly IsFinal: boolean;
}

/** Little-endian bytes of samples; a view where the machine is little-endian, as every browser's is. */
const bytesOf = (samples: Int16Array) =>
	new Uint8Array(samples.buffer as ArrayBuffer, samples.byteOffset, samples.byteLength);

/** Sound as packets: whole ones, the rest, and an empty last one; a file's at the pace that the vendor wants. */
export class AudioFeeder {
	readonly #samples: AsyncIterable<Int16Array>;
	readonly #clock: Clock;
	readonly #isLive: boolean;
	readonly #send: (packet: AudioPacket) => void;
	#sequence = 0;
	#halted = false;
	#isFinal = false;
	#wake: () => void = () => {};
	#due = 0;

	constructor(
		samples: AsyncIterable<Int16Array>,
		options: {
			readonly clock: Clock;
			readonly isLive: boolean;
			readonly send: (packet: AudioPacket) => void;
		},
	) {
		this.#samples = samples;
		this.#clock = options.clock;
		this.#isLive = options.isLive;
		this.#send = options.send;
	}

	/** Sends until the sound ends or `halt` is called. Rejects with what the sound's source failed of. */
	async run(): Promise<void> {
		const pending = new Uint8Array(PACKET_BYTES);
		let filled = 0;
		this.#due = this.#clock.now();
		for await (const samples of this.#samples) {
			if (this.#halted) return;
			const bytes = bytesOf(samples);
			for (let read = 0; read < bytes.length; ) {
				const part = bytes.subarray(read, read + PACKET_BYTES - filled);
				pending.set(part, filled);
				filled += part.length;
				read += part.length;
				if (filled < PACKET_BYTES) break;
				await this.#packet(pending);
				filled = 0;
				if (this.#halted) return;
			}
		}
		if (filled > 0) await this.#packet(pending.subarray(0, filled));
		this.finish();
	}

	/** Sends the empty packet that ends the sound, once. */
	finish(): void {
		if (this.#isFinal) return;
		this.#isFinal = true;
		this.#sequence += 1;
		this.#send({ Audio: "", Seq: this.#sequence, IsFinal: true });
	}

	/** Nothing more is sent but, perhaps, the last packet. Idempotent. */
	halt(): void {
		this.#halted = true;
		this.#wake();
	}

	async #packet(bytes: Uint8Array): Promise<void> {
		if (!this.#isLive && this.#sequence >= BURST) await this.#pause();
		if (this.#halted) return;
		this.#sequence += 1;
		this.#send({ Audio: encodeBase64(bytes), Seq: this.#sequence, IsFinal: false });
	}

	/** Waits for the next packet's time; a late one does not make the following come closer than the interval allows. */
	async #pause(): Promise<void> {
		this.#due = Math.max(this.#due + PACKET_INTERVAL, this.#clock.now());
		const delay = seconds(Math.max(0, this.#due - this.#clock.now()));
		await new Promise<void>((resolve) => {
			const stop = this.#clock.after(delay, resolve);
			this.#wake = () => {
				stop();
				resolve();
			};
		});
	}
}
