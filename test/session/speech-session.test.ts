import { expect, test } from "vitest";
import { BLENDSHAPE_INDEX } from "../../src/lipsync/blendshapes.ts";
import { wireReply, wireSpeech } from "../../src/protocol/encode-driver-message.ts";
import { ConnectionError } from "../../src/protocol/errors.ts";
import { gatewayError, gatewaySession, gatewayUpstream } from "../../src/protocol/gateway-messages.ts";
import { seconds } from "../../src/util/time.ts";
import { REPLY, SPEECH } from "../support/driver-samples.ts";
import { clause, SessionHarness, sound } from "../support/session-harness.ts";

const lost = (message = "gone") => new ConnectionError("closed", message);

test("an utterance runs from the command to the account of its clauses", () => {
	const h = SessionHarness.open();
	expect(h.session.speak("Good day. Come in.", h.now)).toEqual({ accepted: true, utterance: 1 });
	expect(h.sent).toMatchObject([
		{ DriverType: "TEXT", InputText: "Good day. Come in.", ReqId: "id2", StreamId: "id1" },
	]);
	expect(h.toPlayout).toMatchObject([{ type: "begin", utterance: 1 }]);
	expect(h.toStage).toEqual([{ type: "begin", utterance: 1 }]);
	h.wait(0.25);
	h.part(clause(1, "Good day."));
	h.report("playing");
	h.part(clause(2, "Come in.", { final: true }));
	expect(h.playoutTypes).toEqual(["begin", "samples", "samples", "drain"]);
	h.wait(4);
	h.report("ended", 4);
	expect(h.states).toEqual(["connecting", "ready", "thinking", "speaking", "ready"]);
	expect(h.of("utterance-started")).toEqual([{ type: "utterance-started", utterance: 1, waited: 0.25 }]);
	expect(h.ended).toEqual({
		type: "utterance-ended",
		utterance: 1,
		end: "spoken",
		reason: "",
		clauses: [
			{ outcome: "spoken", sequence: 1, text: "Good day.", start: 0, end: 2, complete: true },
			{ outcome: "spoken", sequence: 2, text: "Come in.", start: 2, end: 4, complete: true },
		],
	});
	expect(h.alarm).toBeUndefined();
});

test("frames as they come from the socket are read, answers shown and oddities counted", () => {
	const h = SessionHarness.open();
	h.session.chat("hello", h.now);
	const ids = { requestId: h.requestId, streamId: "id1" };
	const reply = JSON.parse(JSON.stringify(wireReply(ids, REPLY)));
	delete reply.Payload.ReqId;
	h.session.frame(JSON.stringify(reply), h.now);
	h.session.frame(JSON.stringify(wireSpeech(ids, { ...SPEECH, sequence: 1 })), h.now);
	h.session.frame(JSON.stringify(gatewayUpstream("open")), h.now);
	expect(h.of("reply")).toEqual([{ type: "reply", utterance: 1, reply: REPLY }]);
	expect(h.of("captions")[0]?.cues.map(({ text }) => text)).toEqual(["hi ", "you"]);
	expect(h.session.stats.tolerated).toEqual({ "missing-request-id": 1 });
});

test("nonsense is rejected, counted and told, and the clauses after it are spoken", () => {
	const h = SessionHarness.open();
	h.session.speak("Hi", h.now);
	h.session.frame("{", h.now);
	h.session.frame(new ArrayBuffer(4), h.now);
	const wrong = wireSpeech({ requestId: h.requestId, streamId: "id1" }, SPEECH);
	wrong.Payload.SpeechRsp.ThFeat[731 % 104] = Number.NaN;
	h.session.frame(JSON.stringify(wrong), h.now);
	h.session.frame('{"type":"facewire","event":"party"}', h.now);
	h.part(clause(1, "Hi", { final: true }));
	expect(h.of("warning").map(({ code, count }) => [code, count])).toEqual([
		["rejected-message", 1],
		["rejected-message", 2],
		["rejected-message", 3],
		["rejected-message", 4],
	]);
	expect(h.of("warning")[2]?.message).toBe("$.Payload.SpeechRsp.ThFeat[3]: expected a number, got null");
	expect(h.playoutTypes.at(-1)).toBe("drain");
});

test("face frames come in our order, on the clause's timeline, running on across messages", () => {
	const h = SessionHarness.open();
	h.session.speak("Hi", h.now);
	const jaw = (count: number) => {
		const weights = new Float32Array(count * 52);
		for (let i = 0; i < count; i++) weights[i * 52 + 7] = 0.5;
		return { dimension: 52, count, weights };
	};
	h.part({ samples: sound(1), face: jaw(15), clauseStart: true });
	h.part({ face: jaw(10), clauseFinal: true, faceFinal: true });
	h.part({ sequence: 2, samples: sound(1), face: jaw(25), clauseStart: true, clauseFinal: true });
	const faces = h.toStage.filter((message) => message.type === "face");
	expect(faces.map(({ presentationTime, count }) => [presentationTime, count])).toEqual([
		[0, 15],
		[0.6, 10],
		[1, 25],
	]);
	expect(faces.every(({ frameRate, utterance }) => frameRate === 25 && utterance === 1)).toBe(true);
	expect(faces[0]?.weights[BLENDSHAPE_INDEX.jawOpen]).toBe(0.5);
	expect(faces[0]?.weights.reduce((sum, weight) => sum + weight, 0)).toBe(7.5);
});

test("actions, expressions and captions of a later clause are placed by the time base that was found", () => {
	const h = SessionHarness.open();
	h.session.speak("one two", h.now);
	h.part(clause(1, "one"));
	h.part({
		...clause(2, "two"),
		actions: [{ name: "wave", start: seconds(0.2) }],
		expressions: [{ name: "smile", start: seconds(0.1), end: seconds(0.6), textPosition: 0, part: "single" }],
	});
	const cues = h.toStage.filter(({ type }) => type === "action" || type === "expression");
	expect(cues).toEqual([
		{ type: "action", utterance: 1, name: "wave", start: 1.2 },
		{ type: "expression", utterance: 1, name: "smile", start: 1.1, end: 1.6 },
	]);
	expect(h.of("captions").map(({ cues }) => cues)).toEqual([
		[{ clause: 0, text: "one", before: "", after: "", start: 0, end: 1, textStart: 0, textEnd: 3 }],
		[{ clause: 1, text: "two", before: "", after: "", start: 1, end: 2, textStart: 0, textEnd: 3 }],
	]);
	h.session.interrupt(h.now);
	expect(h.session.stats.timeBase).toBe("clause");
});

test("clauses are spoken in the order of their numbers, and a missing one is reported after a bounded wait", () => {
	const h = SessionHarness.open();
	h.session.speak("a b c d", h.now);
	h.part(clause(1, "a"));
	h.part(clause(4, "d", { final: true }));
	h.part(clause(2, "b"));
	expect(h.of("captions").map(({ cues }) => cues[0]?.text)).toEqual(["a", "b"]);
	h.wait(1);
	expect(h.of("captions").map(({ cues }) => cues[0]?.text)).toEqual(["a", "b", "d"]);
	expect(h.of("warning")).toMatchObject([
		{ code: "missing-clause", count: 1, message: "Clause 3 did not come." },
	]);
	h.report("playing");
	h.report("ended", 3);
	expect(h.ended?.clauses.map(({ outcome, sequence }) => [outcome, sequence])).toEqual([
		["spoken", 1],
		["spoken", 2],
		["dropped", 3],
		["spoken", 4],
	]);
});

test("running out of sound in the middle is the state waiting, not the end", () => {
	const h = SessionHarness.open();
	h.session.speak("a b", h.now);
	h.part(clause(1, "a"));
	h.report("playing");
	h.report("waiting", 1);
	expect(h.session.state).toBe("waiting");
	h.report("ended", 1);
	expect(h.ended).toBeUndefined();
	h.part(clause(2, "b", { final: true }));
	h.report("playing", 1);
	expect(h.session.state).toBe("speaking");
	h.report("ended", 2);
	expect(h.ended?.end).toBe("spoken");
});

test("commands wait for their turn and are said one after the other", () => {
	const h = SessionHarness.open();
	expect(h.session.speak("one", h.now)).toMatchObject({ utterance: 1 });
	expect(h.session.chat("two", h.now)).toMatchObject({ utterance: 2 });
	expect(h.sent).toHaveLength(1);
	h.part(clause(1, "one", { final: true }));
	h.report("playing");
	h.report("ended", 1);
	expect(h.sent.map(({ InputText }) => InputText)).toEqual(["one", "two"]);
	expect(h.toPlayout.at(-1)).toMatchObject({ type: "begin", utterance: 2 });
});

test.each([
	["", "Expected text to speak, got none."],
	["x".repeat(4001), "Expected at most 4000 bytes of UTF-8, got 4001."],
	["\ud800", "Expected well-formed Unicode, got half of a surrogate pair at 0."],
])("a text that the driver would refuse is refused at once (%#)", (text, reason) => {
	const h = SessionHarness.open();
	expect(h.session.speak(text, h.now)).toEqual({ accepted: false, reason });
	expect(h.session.chat(text, h.now)).toEqual({ accepted: false, reason });
	expect(h.sent).toEqual([]);
});

test("a session that is not connected takes no commands; too many that wait are refused", () => {
	const idle = new SessionHarness();
	expect(idle.session.speak("hi", idle.now)).toEqual({
		accepted: false,
		reason: "The session is not connected.",
	});
	const h = SessionHarness.open({ maxPending: 2 });
	for (const text of ["in hand", "first", "second"]) h.session.speak(text, h.now);
	expect(h.session.speak("third", h.now)).toEqual({ accepted: false, reason: "2 utterances wait already." });
});

test("the voice of the session is part of every request unless a command says otherwise", () => {
	const h = SessionHarness.open({ speech: { speed: 1.2, language: "zh-CN" } });
	h.session.chat("hi", h.now, { speech: { speed: 0.8 } });
	expect(h.sent[0]?.SpeechParam).toEqual({ Speed: 0.8, TimbreLanguage: "zh-CN" });
});

test("a stream is sent as it is written, numbered from 1, and ends with an empty last fragment", () => {
	const h = SessionHarness.open();
	expect(h.session.appendStream("x", h.now)).toEqual({ accepted: false, reason: "No stream is open." });
	h.session.beginStream(h.now);
	expect(h.session.beginStream(h.now)).toEqual({ accepted: false, reason: "A stream is open already." });
	h.session.appendStream("Once ", h.now);
	h.session.appendStream("upon", h.now);
	expect(h.session.appendStream("", h.now)).toEqual({
		accepted: false,
		reason: "Expected a fragment of text, got none.",
	});
	expect(h.session.endStream(h.now)).toEqual({ accepted: true, utterance: 1 });
	expect(h.session.endStream(h.now)).toEqual({ accepted: false, reason: "No stream is open." });
	expect(h.sent.map(({ ReqId, Seq, InputText, IsFinal }) => [ReqId, Seq, InputText, IsFinal])).toEqual([
		["id2", 1, "Once ", false],
		["id2", 2, "upon", false],
		["id2", 3, "", true],
	]);
});

test("a stream that waits for its turn is sent in full when it comes", () => {
	const h = SessionHarness.open();
	h.session.speak("first", h.now);
	h.session.beginStream(h.now);
	h.session.appendStream("second", h.now);
	h.session.endStream(h.now);
	expect(h.sent).toHaveLength(1);
	h.part(clause(1, "first", { final: true }));
	h.report("playing");
	h.report("ended", 1);
	expect(h.sent.slice(1).map(({ Seq, InputText, IsFinal }) => [Seq, InputText, IsFinal])).toEqual([
		[1, "second", false],
		[2, "", true],
	]);
});

test("messages of an utterance that is over, or of nobody's, are dropped and counted without a word each", () => {
	const h = SessionHarness.open();
	h.session.speak("one", h.now);
	const old = h.requestId;
	h.session.interrupt(h.now);
	h.session.speak("two", h.now);
	const before = h.toPlayout.length;
	h.part(clause(1, "one"), old);
	h.reply({}, "unknown");
	expect(h.toPlayout).toHaveLength(before);
	expect(h.session.stats.warnings).toEqual({ "stale-message": 2 });
	expect(h.of("warning")).toEqual([]);
});

test("an error of the driver is told; what was buffered is played, and the next utterance begins", () => {
	const h = SessionHarness.open();
	h.session.speak("one two", h.now);
	h.session.speak("three", h.now);
	h.part(clause(1, "one"));
	h.report("playing");
	h.session.received({ type: "error", requestId: h.requestId, code: 100001, message: "bad" }, h.now);
	expect(h.of("error")).toEqual([{ type: "error", utterance: 1, code: 100001, message: "bad" }]);
	expect(h.playoutTypes.at(-1)).toBe("drain");
	h.report("ended", 1);
	expect(h.ended).toMatchObject({ end: "cut", reason: "bad", clauses: [{ outcome: "spoken", text: "one" }] });
	expect(h.sent.at(-1)?.InputText).toBe("three");
});

test("a refused request fails at once", () => {
	const h = SessionHarness.open();
	h.session.speak("one", h.now);
	h.session.control(gatewayError("limit", "Too many characters.", h.requestId), h.now);
	expect(h.ended).toEqual({
		type: "utterance-ended",
		utterance: 1,
		end: "failed",
		reason: "Too many characters.",
		clauses: [],
	});
	expect(h.session.state).toBe("ready");
	h.session.control(gatewayError("internal", "Out of memory."), h.now);
	expect(h.of("error").at(-1)).toMatchObject({ utterance: undefined, code: "internal" });
});

test("a reply without sound fails, and names the clauses that were announced", () => {
	const h = SessionHarness.open();
	h.session.chat("hi", h.now);
	h.reply({ sequence: 1, display: "Hello" });
	h.part({ final: true });
	expect(h.ended).toMatchObject({
		end: "failed",
		reason: "The driver sent no sound.",
		clauses: [{ outcome: "dropped", sequence: 1, text: "Hello", reason: "cut" }],
	});
});

test("a driver that falls silent is given up, before the first sound and in the middle", () => {
	const h = SessionHarness.open({ quietTimeout: 5 });
	h.session.speak("one", h.now);
	h.wait(4.9);
	expect(h.ended).toBeUndefined();
	h.wait(0.2);
	expect(h.ended).toMatchObject({ end: "failed", reason: "The driver fell silent." });
	h.session.speak("one two", h.now);
	h.part(clause(1, "one"));
	h.report("playing");
	h.wait(4);
	h.report("playing", 0.5);
	h.wait(4);
	expect(h.playoutTypes.at(-1)).not.toBe("drain");
	h.wait(1.1);
	expect(h.playoutTypes.at(-1)).toBe("drain");
	h.report("ended", 1);
	expect(h.ended).toMatchObject({ end: "cut", reason: "The driver fell silent." });
});

test("what has come waits for its sound, however long the browser holds it, and the next one behind it", () => {
	const h = SessionHarness.open({ quietTimeout: 5 });
	h.session.speak("one", h.now);
	h.part(clause(1, "one", { final: true }));
	h.session.speak("two", h.now);
	h.report("waiting");
	h.wait(3600);
	expect(h.ended).toBeUndefined();
	expect(h.session.state).toBe("thinking");
	h.report("playing");
	h.report("ended", 1);
	expect(h.ended).toMatchObject({ end: "spoken", utterance: 1 });
	expect(h.sent.at(-1)?.InputText).toBe("two");
});

test("an alarm that rings too early is set again", () => {
	const h = SessionHarness.open({ quietTimeout: 5 });
	h.session.speak("one", h.now);
	const due = h.alarm;
	h.alarm = undefined;
	h.session.tick(seconds((due ?? 0) - 0.001));
	expect(h.alarm).toBe(due);
});

test("a stream that is still being written owes no sound", () => {
	const h = SessionHarness.open({ quietTimeout: 5 });
	h.session.beginStream(h.now);
	h.session.appendStream("a", h.now);
	h.wait(60);
	expect(h.ended).toBeUndefined();
	h.session.endStream(h.now);
	h.wait(5.1);
	expect(h.ended?.end).toBe("failed");
});

test("a broken line: what is buffered is played, the state says so, and the session calls again", () => {
	const h = SessionHarness.open();
	h.session.speak("one two", h.now);
	h.part(clause(1, "one"));
	h.report("playing");
	h.session.closed(lost("The line broke."), h.now);
	expect(h.session.state).toBe("reconnecting");
	expect(h.of("state").at(-1)?.reason).toBe("The line broke.");
	expect(h.playoutTypes.at(-1)).toBe("drain");
	expect(h.connections).toHaveLength(1);
	h.wait(0.5);
	expect(h.connections).toHaveLength(2);
	h.report("ended", 1);
	expect(h.ended).toMatchObject({ end: "cut", reason: "The line broke.", clauses: [{ outcome: "spoken" }] });
	h.session.opened(h.now);
	expect(h.session.state).toBe("ready");
});

test("commands given while the line is down are sent in order when it stands again", () => {
	const h = SessionHarness.open();
	h.session.closed(lost(), h.now);
	h.session.speak("one", h.now);
	h.session.speak("two", h.now);
	expect(h.sent).toEqual([]);
	h.wait(1);
	h.session.opened(h.now);
	expect(h.sent.map(({ InputText }) => InputText)).toEqual(["one"]);
	h.part(clause(1, "one", { final: true }));
	h.report("playing");
	h.report("ended", 1);
	expect(h.sent.map(({ InputText }) => InputText)).toEqual(["one", "two"]);
});

test("each failed call waits longer, up to a bound, and success forgets it", () => {
	const h = new SessionHarness({ backoff: { first: 1, most: 4 } });
	h.session.connect(h.now);
	const waits: number[] = [];
	for (let attempt = 0; attempt < 4; attempt++) {
		h.session.closed(lost(), h.now);
		waits.push((h.alarm ?? 0) - h.now);
		h.wait(waits[attempt] ?? 0);
	}
	expect(waits).toEqual([0.75, 1.5, 3, 3]);
	expect(h.session.state).toBe("connecting");
	h.session.opened(h.now);
	h.session.closed(lost(), h.now);
	expect((h.alarm ?? 0) - h.now).toBe(0.75);
});

test("a refusal ends the session: nothing is tried again, nothing waits", () => {
	const h = new SessionHarness();
	h.session.connect(h.now);
	h.session.speak("one", h.now);
	h.session.closed(new ConnectionError("auth", "Not allowed here."), h.now);
	expect(h.session.state).toBe("closed");
	expect(h.of("error")).toEqual([
		{ type: "error", utterance: undefined, code: "auth", message: "Not allowed here." },
	]);
	expect(h.ended).toMatchObject({ utterance: 1, end: "failed", reason: "Not allowed here." });
	expect(h.alarm).toBeUndefined();
	expect(h.session.speak("two", h.now)).toMatchObject({ accepted: false });
});

test("a connection that is taken up again loses nothing", () => {
	const h = SessionHarness.open();
	h.session.control(gatewaySession(0, 0, "token-1"), h.now);
	h.session.speak("one two", h.now);
	const ids = { requestId: h.requestId, streamId: "id1" };
	const frame = (sequence: number) =>
		JSON.stringify(wireSpeech(ids, { ...SPEECH, sequence, final: sequence === 2 }));
	h.session.frame(frame(1), h.now);
	h.report("playing");
	h.session.closed(lost(), h.now);
	expect(h.playoutTypes.at(-1)).toBe("samples");
	h.wait(0.5);
	expect(h.connections.at(-1)).toEqual({ token: "token-1", since: 1 });
	h.session.opened(h.now);
	expect(h.session.state).toBe("reconnecting");
	h.session.control(gatewaySession(1, 0, "token-2"), h.now);
	expect(h.session.state).toBe("speaking");
	h.session.frame(frame(2), h.now);
	expect(h.playoutTypes.slice(-2)).toEqual(["samples", "drain"]);
	expect(h.session.stats.warnings).toEqual({});
});

test("messages that the gateway could not keep are reported; a gateway that knows nothing of us cuts the utterance", () => {
	const h = SessionHarness.open();
	h.session.control(gatewaySession(0, 0, "token-1"), h.now);
	h.session.speak("one two", h.now);
	h.part(clause(1, "one"));
	h.report("playing");
	h.session.closed(lost(), h.now);
	h.wait(1);
	h.session.control(gatewaySession(5, 5, "token-2"), h.now);
	expect(h.session.stats.warnings).toEqual({ "lost-messages": 5 });
	expect(h.playoutTypes.at(-1)).toBe("samples");
	h.session.closed(lost(), h.now);
	h.wait(1);
	h.session.control(gatewaySession(0, 0, "token-3"), h.now);
	expect(h.playoutTypes.at(-1)).toBe("drain");
});

test("a resume that is refused is tried once more from the start", () => {
	const h = SessionHarness.open();
	h.session.control(gatewaySession(0, 0, "token-1"), h.now);
	h.session.closed(lost(), h.now);
	h.wait(1);
	expect(h.connections.at(-1)).toEqual({ token: "token-1", since: 0 });
	h.session.closed(new ConnectionError("auth", "Unknown token."), h.now);
	h.wait(2);
	expect(h.connections.at(-1)).toBeUndefined();
	expect(h.connections).toHaveLength(3);
	h.session.opened(h.now);
	expect(h.session.state).toBe("ready");
});

test("a token that is refused without a word is given up after a few calls", () => {
	const h = SessionHarness.open();
	h.session.control(gatewaySession(0, 0, "token-1"), h.now);
	for (let call = 0; call < 6; call++) {
		h.session.closed(lost(), h.now);
		h.wait(10);
	}
	expect(h.connections.map((resume) => resume?.token)).toEqual([
		undefined,
		...new Array(4).fill("token-1"),
		undefined,
		undefined,
	]);
});

test("captions read as the reply is written", () => {
	const h = SessionHarness.open();
	h.session.chat("hi", h.now);
	h.reply({ sequence: 1, display: "Well \u2013 <b>hello</b>!" });
	h.part(clause(1, "Well hello", { final: true }));
	h.report("playing");
	h.report("ended", 2);
	expect(h.ended?.clauses).toMatchObject([{ text: "Well \u2013 hello!" }]);
});

test("the upstream's troubles are the conversation's state, with the gateway's reason", () => {
	const h = SessionHarness.open();
	h.session.control(gatewayUpstream("reconnecting", "The service hung up."), h.now);
	expect(h.of("state").at(-1)).toEqual({
		type: "state",
		state: "reconnecting",
		reason: "The service hung up.",
	});
	h.session.control(gatewayUpstream("open"), h.now);
	expect(h.of("state").at(-1)).toEqual({ type: "state", state: "ready", reason: "" });
	h.session.control(gatewayUpstream("reconnecting", "Again."), h.now);
	h.session.closed(lost(), h.now);
	h.wait(1);
	h.session.opened(h.now);
	expect(h.session.state).toBe("ready");
});

test("the end: silence, an account of what was in hand and what waited, and the line let go, once", () => {
	const h = SessionHarness.open();
	h.session.speak("one", h.now);
	h.session.speak("two", h.now);
	h.session.dispose(h.now);
	h.session.dispose(h.now);
	expect(h.toPlayout.at(-1)).toEqual({ type: "flush", utterance: 1 });
	expect(h.of("utterance-ended").map(({ utterance, end }) => [utterance, end])).toEqual([
		[2, "interrupted"],
		[1, "interrupted"],
	]);
	expect(h.session.state).toBe("closed");
	expect(h.disconnected).toBe(1);
	expect(h.session.speak("three", h.now)).toMatchObject({ accepted: false });
});

test.each([
	[100008, "The speech service's quota is used up; its owner has to free or extend it."],
	[424242, "The driver reported error 424242."],
])("an error %d without words is told in ours", (code, message) => {
	const h = SessionHarness.open();
	h.session.speak("Hi", h.now);
	h.session.received({ type: "error", requestId: h.requestId, code, message: "" }, h.now);
	expect(h.of("error")).toEqual([{ type: "error", utterance: 1, code, message }]);
});

test("channels without a place among the 52 are named once", () => {
	const h = SessionHarness.open({ order: ["jawOpen", "headYaw"] });
	h.session.speak("hi", h.now);
	const face = { dimension: 2, count: 1, weights: Float32Array.of(0.5, 1) };
	h.part({ samples: sound(0.1), face, clauseStart: true });
	h.part({ samples: sound(0.1), face });
	expect(h.of("warning")).toMatchObject([
		{ code: "ignored-channels", count: 1, message: "Face channels without a place: headYaw." },
	]);
});

test("an order that is none is refused when the session is made", () => {
	expect(() => new SessionHarness({ order: ["jawOpen", "jawOpen"] })).toThrow(TypeError);
});
