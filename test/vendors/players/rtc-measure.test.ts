import { describe, expect, it } from "vitest";
import { ByteRate } from "../../../src/vendors/players/byte-rate.ts";
import { RtcMeasure } from "../../../src/vendors/players/rtc-measure.ts";

const report = (seconds: number, videoBytes: number, videoDelay: number, frames: number) => [
	{
		type: "inbound-rtp",
		kind: "video",
		timestamp: seconds * 1000,
		bytesReceived: videoBytes,
		jitterBufferDelay: videoDelay,
		jitterBufferEmittedCount: frames,
		packetsLost: 2,
	},
	{
		type: "inbound-rtp",
		kind: "audio",
		timestamp: seconds * 1000,
		bytesReceived: 4000 * seconds,
		jitterBufferDelay: 48_000 * seconds * 0.05,
		jitterBufferEmittedCount: 48_000 * seconds,
		packetsLost: 1,
		concealedSamples: 7200 * seconds,
		silentConcealedSamples: 2400 * seconds,
	},
	{ type: "candidate-pair", nominated: false, timestamp: 0, currentRoundTripTime: 9 },
	{ type: "candidate-pair", nominated: true, timestamp: 0, currentRoundTripTime: 0.02 },
	{ type: "codec", timestamp: 0 },
];

describe("RtcMeasure", () => {
	it("turns totals into what was between two readings", () => {
		const measure = new RtcMeasure();
		expect(measure.read(report(1, 10_000, 1, 25)).bitrate).toBeNull();
		const stats = measure.read(report(3, 60_000, 6, 75));
		expect(stats.bitrate).toBeCloseTo((50_000 * 8) / 2 + 4000 * 8);
		expect(stats.videoJitterDelay).toBeCloseTo(0.1);
		expect(stats.audioJitterDelay).toBeCloseTo(0.05);
		expect(stats).toMatchObject({ packetsLost: 3, roundTrip: 0.02, concealedSound: 0.3 });
	});

	it("tells nothing of an empty report", () => {
		expect(new RtcMeasure().read([])).toMatchObject({ bitrate: null, roundTrip: null, packetsLost: null });
	});
});

describe("ByteRate", () => {
	it("is the mean of the last seconds, once there is one", () => {
		const rate = new ByteRate();
		expect(rate.bitsPerSecond(0)).toBeNull();
		for (let time = 0; time <= 20; time++) rate.add(time < 10 ? 1000 : 2000, time);
		expect(rate.bitsPerSecond(20)).toBeCloseTo(2000 * 8, -4);
	});
});
