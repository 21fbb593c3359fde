import { KIOSK_COUNTERS, type KioskCounter, type KioskHealth } from "../../src/protocol/kiosk-health.ts";

/** A kiosk that is well. */
export const kioskHealth = (change: Partial<KioskHealth> = {}): KioskHealth => ({
	build: "abc1234",
	boot: "boot-1",
	uptime: 12,
	phase: "attract",
	network: "online",
	audio: "ok",
	drawing: "ok",
	quality: "high",
	maintenance: false,
	frameRate: 60,
	frameRateLow: 58,
	offset: null,
	bufferLevel: 0,
	underruns: 0,
	heap: 42.5,
	wakeLock: true,
	persisted: true,
	volume: 0.9,
	language: "en",
	avatar: "mira",
	spokenAgo: null,
	counters: {
		since: "2026-01-01T00:00:00.000Z",
		...(Object.fromEntries(KIOSK_COUNTERS.map((name) => [name, 1])) as Record<KioskCounter, number>),
	},
	supervisor: null,
	...change,
});
