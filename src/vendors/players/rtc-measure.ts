import { type Seconds, seconds } from "../../util/time.ts";
import { NO_TRANSPORT_STATS, type TransportStats } from "./transport.ts";

/** What is read of an entry of a WebRTC statistics report. */
interface ReportEntry {
	readonly type: string;
	readonly kind?: string;
	/** Milliseconds. */
	readonly timestamp: number;
	readonly bytesReceived?: number;
	readonly packetsLost?: number;
	readonly jitterBufferDelay?: number;
	readonly jitterBufferEmittedCount?: number;
	readonly concealedSamples?: number;
	readonly silentConcealedSamples?: number;
	readonly nominated?: boolean;
	readonly currentRoundTripTime?: number;
}

/** Totals of one kind of media, from which the last interval's means are made. */
interface Totals {
	readonly time: number;
	readonly bytes: number;
	readonly delay: number;
	readonly emitted: number;
}

/** Reads WebRTC's statistics: its totals become rates and means since the last reading. One for each connection. */
export class RtcMeasure {
	readonly #last = new Map<string, Totals>();

	read(report: { forEach(visit: (entry: unknown) => void): void }): TransportStats {
		let stats: TransportStats = NO_TRANSPORT_STATS;
		report.forEach((value) => {
			const entry = value as ReportEntry;
			if (entry.type === "inbound-rtp" && (entry.kind === "audio" || entry.kind === "video"))
				stats = this.#add(stats, entry, entry.kind);
			if (entry.type === "candidate-pair" && entry.nominated === true)
				stats = { ...stats, roundTrip: secondsOrNull(entry.currentRoundTripTime) };
		});
		return stats;
	}

	#add(stats: TransportStats, entry: ReportEntry, kind: "audio" | "video"): TransportStats {
		const now: Totals = {
			time: entry.timestamp / 1000,
			bytes: entry.bytesReceived ?? 0,
			delay: entry.jitterBufferDelay ?? 0,
			emitted: entry.jitterBufferEmittedCount ?? 0,
		};
		const before = this.#last.get(kind);
		this.#last.set(kind, now);
		const packetsLost = (stats.packetsLost ?? 0) + (entry.packetsLost ?? 0);
		const since = before ?? { time: now.time, bytes: 0, delay: 0, emitted: 0 };
		const elapsed = now.time - since.time;
		const emitted = now.emitted - since.emitted;
		const bitrate = elapsed > 0 ? ((now.bytes - since.bytes) * 8) / elapsed : null;
		const delay = emitted > 0 ? seconds((now.delay - since.delay) / emitted) : null;
		return {
			...stats,
			packetsLost,
			bitrate: bitrate === null ? stats.bitrate : (stats.bitrate ?? 0) + bitrate,
			...(kind === "audio"
				? { audioJitterDelay: delay, concealedSound: concealedOf(entry) }
				: { videoJitterDelay: delay }),
		};
	}
}

/** Samples a second of Opus, whatever it is played at. */
const OPUS_RATE = 48_000;

const concealedOf = ({ concealedSamples, silentConcealedSamples = 0 }: ReportEntry): Seconds | null =>
	concealedSamples === undefined ? null : seconds((concealedSamples - silentConcealedSamples) / OPUS_RATE);

const secondsOrNull = (value: number | undefined): Seconds | null =>
	value === undefined ? null : seconds(value);
