import { AKOOL_BYTES_PER_SECOND, AKOOL_PACKET } from "../../../protocol/akool-api.ts";

/** Measures a room's data channel as Agora limits it: 1 kB a packet, 6 kB a second; Akool's guide leaves a margin. */
export class ChannelGauge {
	/** Packets that a real data channel would not have carried. */
	readonly violations: string[] = [];
	#windowStart = 0;
	#windowBytes = 0;

	/** `now` in milliseconds. */
	packet(packet: string, now: number = performance.now()): void {
		const bytes = Buffer.byteLength(packet);
		if (bytes > AKOOL_PACKET) this.violations.push(`a packet of ${bytes} bytes`);
		if (now - this.#windowStart > 1000) {
			this.#windowStart = now;
			this.#windowBytes = 0;
		}
		this.#windowBytes += bytes;
		// The first packet of a second may have been in its last one's.
		if (this.#windowBytes > AKOOL_BYTES_PER_SECOND + AKOOL_PACKET)
			this.violations.push("more than 6 kB in a second");
	}
}
