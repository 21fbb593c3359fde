import { describe, expect, it } from "vitest";
import { readableFont, touchTarget } from "../../../src/kiosk/model/arc-size.ts";
import { AudioWatch } from "../../../src/kiosk/model/audio-watch.ts";
import { HealCounters } from "../../../src/kiosk/model/heal-counters.ts";
import { HealLadder } from "../../../src/kiosk/model/heal-ladder.ts";
import { NetworkWatch } from "../../../src/kiosk/model/network-watch.ts";
import { PasscodeLock } from "../../../src/kiosk/model/passcode-lock.ts";
import { KIOSK_QUALITIES, QualityLadder } from "../../../src/kiosk/model/quality-ladder.ts";
import { reloadReason } from "../../../src/kiosk/model/reload-plan.ts";
import { isQuietHour, KIOSK_SETTINGS, readSettings } from "../../../src/kiosk/model/settings.ts";
import { admitText } from "../../../src/kiosk/model/text-gate.ts";
import { seconds } from "../../../src/util/time.ts";

describe("a visitor's text", () => {
	it.each([
		["", "empty"],
		["  \u200b \n", "empty"],
		["a".repeat(500), "too-long"],
		["sdfghjklqwrt", "mashed"],
		["aaaaaaaaaaaa", "mashed"],
		["?!?!?!", "mashed"],
		["You complete FOOL!", "abusive"],
		["go,  AWAY then", "abusive"],
		["你是笨蛋吗", "abusive"],
	] as const)("%j is %s", (text, reason) => {
		expect(admitText(text, { most: 240, blockedWords: ["Fool", "go away", "!", "笨蛋"] })).toEqual({
			accepted: false,
			reason,
		});
	});

	it.each([
		"When are you open?",
		"几点开门？",
		"1000000 lamps",
		"Is there a rhythm class?",
		"foolproof?",
		"Où est le café ?",
		"Do I go far away?",
	])("%j passes", (text) => {
		expect(admitText(text, { most: 240, blockedWords: ["fool", "go away", "!"] })).toEqual({
			accepted: true,
			text,
		});
	});

	it("is freed of control characters and doubled spaces", () => {
		expect(admitText(" hello\u0007\t  there ")).toEqual({ accepted: true, text: "hello there" });
	});
});

describe("the passcode", () => {
	it("locks after three wrong codes, longer each time, and knows no right one meanwhile", () => {
		const lock = new PasscodeLock();
		expect(lock.try(false, seconds(0))).toEqual({ type: "wrong", left: 2 });
		expect(lock.try(false, seconds(1))).toEqual({ type: "wrong", left: 1 });
		expect(lock.try(false, seconds(2))).toEqual({ type: "locked", until: 32 });
		expect(lock.try(true, seconds(31))).toEqual({ type: "locked", until: 32 });
		for (const time of [32, 33]) lock.try(false, seconds(time));
		expect(lock.try(false, seconds(34))).toEqual({ type: "locked", until: 94 });
		expect(lock.try(true, seconds(94))).toEqual({ type: "right" });
	});

	it("stays locked over a reload, but never longer than an hour of a clock that was set back", () => {
		const lock = new PasscodeLock({ wrong: 3, until: 5000 });
		expect(lock.lockedUntil(seconds(4990))).toBe(5000);
		expect(new PasscodeLock({ wrong: 3, until: 1e9 }).lockedUntil(seconds(100))).toBe(3700);
	});
});

describe("lost graphics contexts", () => {
	it("are waited for, rebuilt, then lowered, then reloaded", () => {
		const ladder = new HealLadder();
		expect(ladder.lost(seconds(0))).toEqual(["poster"]);
		expect(ladder.tick(seconds(5))).toBeUndefined();
		expect(ladder.tick(seconds(6))).toBe("rebuild");
		expect(ladder.tick(seconds(7))).toBeUndefined();
		expect(ladder.lost(seconds(20))).toEqual(["poster", "lower-quality"]);
		ladder.restored();
		expect(ladder.lost(seconds(40))).toEqual(["poster", "reload"]);
	});

	it("that are far apart count alone", () => {
		const ladder = new HealLadder();
		for (const time of [0, 100, 200, 300]) {
			expect(ladder.lost(seconds(time))).toEqual(["poster"]);
			ladder.restored();
		}
	});
});

describe("the speakers", () => {
	it("are lost when their clock stands still while they say that they run", () => {
		const watch = new AudioWatch();
		const look = (from: number, to: number, contextTime: (now: number) => number) => {
			const seen = new Set<string>();
			for (let now = from; now < to; now += 0.5)
				seen.add(watch.look({ state: "running", contextTime: contextTime(now) }, now));
			return [...seen];
		};
		expect(look(0, 10, (now) => now)).toEqual(["ok"]);
		expect(look(10, 14, () => 10)).toEqual(["ok"]);
		expect(look(14, 15, () => 10)).toEqual(["lost"]);
		watch.reset();
		expect(look(15, 16, () => 10)).toEqual(["ok"]);
	});

	it("are not lost because nobody came to look", () => {
		const watch = new AudioWatch();
		for (const now of [0, 20, 40, 60])
			expect(watch.look({ state: "running", contextTime: 1 }, now)).toBe("ok");
	});

	it("are blocked while the browser waits for a touch", () => {
		expect(new AudioWatch().look({ state: "suspended", contextTime: 0 }, seconds(9))).toBe("blocked");
	});
});

describe("the line", () => {
	it("is gone after two questions in vain and a second, or when one was not answered in time", () => {
		const refused = new NetworkWatch();
		refused.failed(seconds(0));
		expect(refused.health(seconds(0))).toBe("degraded");
		refused.failed(seconds(0.75));
		expect(refused.health(seconds(1))).toBe("offline");
		const silent = new NetworkWatch();
		silent.failed(seconds(0));
		expect(silent.health(seconds(1.1))).toBe("degraded");
		expect(silent.health(seconds(1.2))).toBe("offline");
	});

	it("is slow, or stands on one leg, and is well again", () => {
		const watch = new NetworkWatch();
		watch.answered(seconds(0.9));
		expect(watch.health(seconds(1))).toBe("degraded");
		watch.answered(seconds(0.01));
		expect(watch.health(seconds(2))).toBe("online");
		watch.isSocketBroken = true;
		expect(watch.health(seconds(2))).toBe("degraded");
	});
});

describe("the picture's quality", () => {
	it("falls step by step while the frames are slow, down to none", () => {
		const ladder = new QualityLadder("high");
		const seen: string[] = [];
		for (let time = 0; time < 100; time++) {
			const step = ladder.observe(8, 60, seconds(time));
			if (step !== undefined) seen.push(step);
		}
		expect(seen).toEqual(KIOSK_QUALITIES.slice(1));
	});

	it("rises when it has been easy for minutes, and waits longer when that proved too much", () => {
		const ladder = new QualityLadder("high");
		ladder.lower(seconds(0));
		let time = 1;
		const until = (frames: number) => {
			while (ladder.observe(frames, 60, seconds(time)) === undefined) time++;
			return time;
		};
		expect(until(60)).toBe(600);
		expect(ladder.step).toBe("high");
		const fell = until(5);
		expect(until(60) - fell).toBe(1200);
	});

	it("is never better than the best that is allowed", () => {
		const ladder = new QualityLadder("low-30");
		for (let time = 0; time < 5000; time++) expect(ladder.observe(30, 30, seconds(time))).toBeUndefined();
	});
});

describe("a planned reload", () => {
	const look = {
		uptime: 9000,
		alone: 600,
		heap: 100,
		heapBudget: 500,
		hour: 4,
		reloadHour: 4,
		hasUpdate: false,
	};

	it.each([
		["at night", {}, "nightly"],
		["for memory, at any hour", { heap: 501, hour: 12 }, "memory"],
		["for a new version, at night", { hasUpdate: true, uptime: 700 }, "update"],
		["not for a new version in the day", { hasUpdate: true, hour: 12 }, undefined],
		["not while somebody has just gone", { alone: 5, heap: 900 }, undefined],
		["not again and again for a budget that is too small", { uptime: 60, heap: 900 }, undefined],
		["not twice in the night", { uptime: 3000 }, undefined],
		["not for memory that the browser does not tell of", { heap: undefined, hour: 12 }, undefined],
	] as const)("comes %s", (_when, change, reason) => {
		expect(reloadReason({ ...look, ...change })).toBe(reason);
	});
});

describe("kept settings", () => {
	it("are read field by field; what is wrong falls back and is told with its path", () => {
		const { settings, problems } = readSettings({
			id: "hall-2",
			idle: 90,
			confirm: 5,
			languages: ["zh"],
			volume: "loud",
		});
		expect(settings).toEqual({ ...KIOSK_SETTINGS, id: "hall-2", idle: 90, languages: ["zh"] });
		expect(problems).toEqual([
			expect.stringMatching(/^\$\.confirm: expected a number from 20/),
			expect.stringMatching(/^\$\.volume: expected/),
		]);
	});

	it.each([undefined, null, 7, "x", []])("that are %j are the defaults", (kept) => {
		expect(readSettings(kept).settings).toEqual(KIOSK_SETTINGS);
	});

	it("know quiet hours over midnight", () => {
		const night = { quietFrom: 22, quietTo: 7 };
		expect([21, 22, 3, 7].map((hour) => isQuietHour(night, hour))).toEqual([false, true, true, false]);
		expect(isQuietHour({ quietFrom: 5, quietTo: 5 }, 5)).toBe(false);
	});
});

describe("counters of self-healing", () => {
	it("go on over lives, and tell since when if what was kept is lost", () => {
		const first = new HealCounters(null, "2026-01-01T00:00:00Z");
		first.add("crashes");
		const second = new HealCounters(first.json, "2026-02-01T00:00:00Z");
		second.add("crashes");
		expect(second.value).toMatchObject({ crashes: 2, wipes: 0, since: "2026-01-01T00:00:00Z" });
		for (const broken of ["", "{", '{"crashes":-1}', "[]"])
			expect(new HealCounters(broken, "2026-03-01T00:00:00Z").value).toMatchObject({
				crashes: 0,
				since: "2026-03-01T00:00:00Z",
			});
	});
});

describe("sizes", () => {
	it("let capitals have 0.7° of arc, whatever the screen", () => {
		const font = readableFont({ distance: 0.75, screenWidth: 336, pageWidth: 1080, pageHeight: 1920 });
		const capital = (font * 0.71 * 336) / 1080;
		expect((2 * Math.atan(capital / 2 / 750) * 180) / Math.PI).toBeCloseTo(0.7, 2);
		const near = { distance: 0.3, screenWidth: 1000, pageWidth: 500, pageHeight: 900 };
		expect(readableFont(near)).toBe(16);
	});

	it("are as large as has room on a glass that is too small for that", () => {
		const tablet = { distance: 0.75, screenWidth: 300, pageWidth: 1280, pageHeight: 800 };
		expect(readableFont(tablet)).toBeCloseTo(800 / 30, 5);
		expect(readableFont({ ...tablet, pageHeight: 8000 })).toBeCloseTo(1280 / 26, 5);
	});

	it("let a finger hit: 44 pixels and 15 mm", () => {
		expect(touchTarget({ screenWidth: 336, pageWidth: 1080 })).toBeCloseTo(48.2, 1);
		expect(touchTarget({ screenWidth: 900, pageWidth: 1080 })).toBe(44);
	});
});
