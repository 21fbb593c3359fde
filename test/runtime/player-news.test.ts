import { expect, test } from "vitest";
import type { PlayerEvent } from "../../src/runtime/player-events.ts";
import { PlayerNews } from "../../src/runtime/player-news.ts";
import type { StageStats } from "../../src/runtime/stage-host-messages.ts";
import { seconds } from "../../src/util/time.ts";

const stageStats = (unknownCues: readonly string[]): StageStats => ({
	framesPerSecond: 60,
	lateFrames: 0,
	offset: undefined,
	frameCost: seconds(0),
	quality: "low",
	unknownCues,
	badWeights: 0,
});

function listening() {
	const news = new PlayerNews();
	const events: PlayerEvent[] = [];
	const stop = news.listen((event) => void events.push(event));
	return { news, events, stop };
}

test("a lost connection is a state and a problem; a new one is a state", () => {
	const { news, events } = listening();
	news.session({ type: "state", state: "reconnecting", reason: "The line broke." });
	expect(news.state.value).toBe("reconnecting");
	news.session({ type: "state", state: "idle", reason: "" });
	expect(news.state.value).toBe("idle");
	expect(events).toEqual([{ type: "problem", about: "connection", message: "The line broke." }]);
});

test("nonsense and lost messages are problems, what was put right is not", () => {
	const { news, events } = listening();
	news.session({
		type: "warning",
		code: "rejected-message",
		count: 1,
		message: "$.Data: expected an object",
	});
	news.session({ type: "warning", code: "duplicate-part", count: 1, message: "sent twice" });
	news.session({ type: "warning", code: "lost-messages", count: 1, message: "3 messages are lost." });
	expect(events.map((event) => event.type === "problem" && event.message)).toEqual([
		"$.Data: expected an object",
		"3 messages are lost.",
	]);
});

test("the first sample is timed to the ear", () => {
	const { news } = listening();
	news.outputLatency = () => seconds(0.04);
	news.session({ type: "utterance-started", utterance: 1, waited: seconds(0.3) });
	expect(news.stats.firstSample).toBeCloseTo(0.34, 9);
});

test("an unknown cue is told once, by name", () => {
	const { news, events } = listening();
	news.stage({ type: "stats", stats: stageStats(["moonwalk"]) });
	news.stage({ type: "stats", stats: stageStats(["moonwalk", "wink"]) });
	expect(events.map((event) => event.type === "problem" && event.message)).toEqual([
		"This avatar knows no expression or action called moonwalk.",
		"This avatar knows no expression or action called wink.",
	]);
});

test("a stage that cannot draw and a worker that died are told in plain words, and a listener that stopped hears nothing", () => {
	const { news, events, stop } = listening();
	news.stage({ type: "failed", message: "no WebGL" });
	news.sessionFailed("out of memory");
	stop();
	news.sessionFailed("again");
	expect(events).toHaveLength(2);
	expect(events[0]).toMatchObject({ message: expect.stringContaining("Sound and captions go on") });
	expect(news.state.value).toBe("closed");
});
