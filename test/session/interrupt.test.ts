import { expect, test } from "vitest";
import { seconds } from "../../src/util/time.ts";
import { clause, SessionHarness, sound } from "../support/session-harness.ts";

/** "one two three. four five six", a second a word, two clauses of three, playing. */
function speaking(begin: (h: SessionHarness) => void): SessionHarness {
	const h = SessionHarness.open();
	begin(h);
	h.part(clause(1, "one two three."));
	h.report("playing");
	h.part(clause(2, "four five six"));
	return h;
}

const speak = (h: SessionHarness) => void h.session.speak("**One** two three. Four five six", h.now);
const chat = (h: SessionHarness) => void h.session.chat("count", h.now);
const stream = (h: SessionHarness) => {
	h.session.beginStream(h.now);
	h.session.appendStream("One two three. Four five six", h.now);
};

test("silence at once for playout and stage, and the words that were heard", () => {
	const h = speaking(speak);
	expect(h.session.interrupt(h.now, seconds(1.7))).toEqual({
		interrupted: true,
		utterance: 1,
		heardUntil: 1.7,
		heardText: "**One** two",
		remainingText: "three. Four five six",
	});
	expect(h.toPlayout.at(-1)).toEqual({ type: "flush", utterance: 1 });
	expect(h.toStage.at(-1)).toEqual({ type: "flush", utterance: 1 });
	expect(h.session.state).toBe("ready");
});

test.each([
	[0, "", "**One** two three. Four five six"],
	[0.4, "", "**One** two three. Four five six"],
	[0.6, "**One**", "two three. Four five six"],
	[3.2, "**One** two three.", "Four five six"],
	[4.5, "**One** two three. Four five", "six"],
	[99, "**One** two three. Four five six", ""],
])(
	"heard until %f s: a word counts when more than half of it has sounded",
	(playhead, heardText, remainingText) => {
		const h = speaking(speak);
		expect(h.session.interrupt(h.now, seconds(playhead))).toMatchObject({ heardText, remainingText });
	},
);

test("every clause is accounted for: spoken, cut at a word, or never begun", () => {
	const h = speaking(chat);
	h.reply({ sequence: 4, display: "seven" });
	h.part(clause(4, "seven"));
	h.session.interrupt(h.now, seconds(4.6));
	expect(h.ended).toMatchObject({
		end: "interrupted",
		interruption: { heardUntil: 4.6 },
		clauses: [
			{ outcome: "spoken", sequence: 1, text: "one two three." },
			{
				outcome: "interrupted",
				sequence: 2,
				text: "four five six",
				start: 3,
				heardUntil: 4.6,
				heardText: "four five",
				remainingText: " six",
			},
			{ outcome: "dropped", sequence: 4, text: "seven", reason: "interrupted" },
		],
	});
	const first = speaking(chat);
	first.session.interrupt(first.now, seconds(1));
	expect(first.ended?.clauses).toMatchObject([
		{ outcome: "interrupted", sequence: 1 },
		{ outcome: "dropped", sequence: 2, reason: "interrupted", text: "four five six" },
	]);
});

test.each([
	["speak", speak, []],
	["chat", chat, [{ DriverType: "CHAT", ChatCommand: "STOP_CHAT", InputText: "" }]],
	["a stream", stream, [{ DriverType: "STREAM_TEXT", InputText: "end", Seq: 9999, IsFinal: true }]],
])("the driver is told in the way that it understands: %s", (_name, begin, stops) => {
	const h = speaking(begin);
	const { length } = h.sent;
	const { requestId } = h;
	h.session.interrupt(h.now);
	expect(h.sent.slice(length)).toMatchObject(stops);
	for (const stop of h.sent.slice(length)) expect(stop.ReqId).toBe(requestId);
});

test("without a playhead the playout's last report tells, and time since", () => {
	const h = speaking(speak);
	h.wait(1);
	h.report("playing", 1);
	h.wait(0.75);
	expect(h.session.interrupt(h.now)).toMatchObject({ heardUntil: 1.75, heardText: "**One** two" });
});

test("a reply that must not be interrupted refuses with the reason, for as long as it is heard", () => {
	const h = speaking(chat);
	h.reply({ sequence: 1, uninterruptible: true });
	h.reply({ sequence: 2, uninterruptible: false });
	const refusal = {
		interrupted: false,
		reason: "The driver says that this reply must not be interrupted.",
	};
	const { length } = h.toPlayout;
	expect(h.session.interrupt(h.now, seconds(2))).toEqual(refusal);
	expect(h.session.speak("now", h.now, { interrupt: true, playhead: seconds(2) })).toEqual({
		accepted: false,
		reason: refusal.reason,
	});
	expect(h.toPlayout).toHaveLength(length);
	expect(h.session.interrupt(h.now, seconds(3.5))).toMatchObject({ interrupted: true });
});

test("with nothing in hand there is nothing to interrupt", () => {
	const h = SessionHarness.open();
	expect(h.session.interrupt(h.now)).toEqual({ interrupted: false, reason: "Nothing is being said." });
});

test("an utterance right after an interruption starts cleanly, under a higher number and a new request", () => {
	const h = speaking(chat);
	const old = h.requestId;
	h.session.speak("waiting", h.now);
	expect(h.session.speak("now", h.now, { interrupt: true })).toEqual({ accepted: true, utterance: 3 });
	expect(h.of("utterance-ended").map(({ utterance, end }) => [utterance, end])).toEqual([
		[2, "interrupted"],
		[1, "interrupted"],
	]);
	expect(h.toPlayout.slice(-2)).toMatchObject([
		{ type: "flush", utterance: 1 },
		{ type: "begin", utterance: 3 },
	]);
	expect(h.requestId).not.toBe(old);
	h.report("flushed", 1, { utterance: 1 });
	h.report("ended", 1, { utterance: 1 });
	h.part(clause(3, "late"), old);
	expect(h.session.state).toBe("thinking");
	h.part(clause(1, "now", { final: true }));
	h.report("playing");
	expect(h.session.state).toBe("speaking");
	expect(h.session.stats.warnings).toEqual({ "stale-message": 1 });
});

test("an interrupted stream takes no more text", () => {
	const h = speaking(stream);
	h.session.interrupt(h.now);
	expect(h.session.appendStream("more", h.now)).toEqual({ accepted: false, reason: "No stream is open." });
	expect(h.session.beginStream(h.now)).toMatchObject({ accepted: true });
});

test("what is left of a chat is what the replies announced", () => {
	const h = SessionHarness.open();
	h.session.chat("count", h.now);
	h.reply({ sequence: 1, spoken: "<speak>One two three.</speak>" });
	h.reply({ sequence: 2, display: "Four five six." });
	h.reply({ sequence: 3, display: "not spoken", isSpoken: false });
	h.part(clause(1, "one two three"));
	h.report("playing");
	expect(h.session.interrupt(h.now, seconds(1.9))).toMatchObject({
		heardText: "One two",
		remainingText: "three. Four five six.",
	});
});

test("Chinese is split between characters", () => {
	const h = SessionHarness.open();
	h.session.speak("在人工智能产业中，哪些领域更好？", h.now);
	const words = [..."在人工智能产业中"].map((text, i) => ({
		text: i === 7 ? "中，" : text,
		start: seconds(i * 0.5),
		end: seconds(i * 0.5 + 0.5),
		textStart: i,
		textEnd: i === 7 ? 9 : i + 1,
	}));
	h.part({ samples: sound(4), subtitles: words, clauseStart: true });
	h.report("playing");
	expect(h.session.interrupt(h.now, seconds(2.5))).toMatchObject({
		heardText: "在人工智能",
		remainingText: "产业中，哪些领域更好？",
	});
	expect(h.ended?.clauses).toMatchObject([{ text: "在人工智能产业中，", remainingText: "产业中，" }]);
});
