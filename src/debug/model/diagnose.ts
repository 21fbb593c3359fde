import type { LayoutVerdict } from "../../lipsync/layout-detective.ts";
import { TOLERANCES, type ToleranceName } from "../../protocol/tolerance.ts";
import { curveStats } from "./curve-stats.ts";
import type { Finding } from "./finding.ts";
import { type Lag, measureLipLags } from "./lip-lag.ts";
import type { Trace } from "./trace.ts";
import type { UtteranceTrace } from "./utterance-trace.ts";

/** Lips this far from their sound are seen to be wrong (ITU-R BT.1359: detectable beyond +45 and −125 ms). Seconds. */
const LIPS_EARLY = 0.1;
const LIPS_LATE = 0.125;

/** At the right lag the two must agree so much better than at none, or the lag is chance. */
const CLEARLY = 0.06;

/** Acceptable offset of picture against sound (ATSC IS-191, picture early and late). Seconds. */
export const ATSC = { early: 0.045, late: 0.015 } as const;

/** ITU-R BT.1359: where it is noticed, and what is still accepted; picture early and late. Seconds. */
export const ITU = {
	detectable: { early: 0.125, late: 0.045 },
	acceptable: { early: 0.185, late: 0.09 },
} as const;

/** Share of display frames that may be long before it is told. */
const LONG_SHARE = 0.03;

const ms = (value: number) => `${Math.round(Math.abs(value) * 1000)} ms`;
const plural = (count: number, one: string, many = `${one}s`) => `${count} ${count === 1 ? one : many}`;

/** Names what is wrong with a session, gravest first. Takes some milliseconds a minute of speech. */
export function diagnose(trace: Trace): readonly Finding[] {
	const findings = [
		...layout(trace.stats?.face.layout),
		...trace.utterances.flatMap((utterance) => [
			...lips(utterance, trace),
			...clauses(utterance, trace),
			...saturation(utterance, trace),
			...rungs(utterance, trace),
		]),
		...underruns(trace),
		...offsets(trace),
		...slowFrames(trace),
		...messages(trace),
		...counters(trace),
	];
	const rank = { fault: 0, warning: 1, note: 2 } as const;
	return findings.toSorted((a, b) => rank[a.severity] - rank[b.severity] || (a.at ?? 0) - (b.at ?? 0));
}

const nowhere = { at: undefined, until: undefined, utterance: undefined } as const;

function layout(verdict: LayoutVerdict | undefined): readonly Finding[] {
	if (verdict?.verdict !== "other") return [];
	const [theirs, ours] = [verdict.score.total, verdict.current.total].map((score) => score.toFixed(2));
	return [
		{
			code: "wrong-order",
			severity: "fault",
			title: `The face channels are in another order: “${verdict.order}”`,
			detail: `It explains the frames better (${theirs}) than the order in use (${ours}): the jaw follows the sound, left goes with right, the lips close where phonemes say so.`,
			...nowhere,
			order: verdict.order,
			lane: "jawOpen",
		},
	];
}

/** Where an utterance is heard. */
function heard(utterance: UtteranceTrace, start: number, end: number) {
	const at = utterance.heard.wallAt(start) ?? utterance.begunAt;
	const until = utterance.heard.wallAt(end) ?? at + (end - start);
	return { at, until, utterance: utterance.number };
}

const isOff = (lag: Lag | undefined): lag is Lag =>
	lag !== undefined &&
	(lag.lag > LIPS_LATE || lag.lag < -LIPS_EARLY) &&
	lag.agreement - lag.agreementAtZero > CLEARLY;

function lips(utterance: UtteranceTrace, { stats }: Trace): readonly Finding[] {
	// Channels that are mistaken for others say nothing about time.
	if (utterance.wire.count === 0 || stats?.face.layout.verdict === "other") return [];
	const { lipsToSound, lipsToPhonemes, phonemesToSound } = measureLipLags(utterance);
	const place = heard(utterance, 0, utterance.duration);
	if (isOff(lipsToSound) || (lipsToSound === undefined && isOff(lipsToPhonemes))) {
		const off = isOff(lipsToSound) ? lipsToSound : (lipsToPhonemes as Lag);
		const late = off.lag > 0;
		const also = isOff(lipsToPhonemes)
			? `They are ${ms(lipsToPhonemes.lag)} off the phonemes as well: the face frames are shifted, not the sound.`
			: "The phonemes go with the lips: the sound is what is shifted, or the phonemes are, too.";
		return [
			{
				code: late ? "lips-late" : "lips-early",
				severity: "fault",
				title: `The lips are ${ms(off.lag)} ${late ? "late" : "early"} against the sound`,
				detail: `In the driver's own data: openness follows loudness best at that lag (correlation ${off.agreement.toFixed(2)}, ${off.agreementAtZero.toFixed(2)} without it). ${lipsToPhonemes === undefined ? "" : also}`,
				...place,
				lane: "offset",
			},
		];
	}
	if (!isOff(phonemesToSound)) return [];
	return [
		{
			code: "phonemes-off",
			severity: "warning",
			title: `The phonemes are ${ms(phonemesToSound.lag)} ${phonemesToSound.lag > 0 ? "late" : "early"} against the sound`,
			detail: "The face frames are right. Where lips are made from phonemes, they will be off by as much.",
			...place,
			lane: "phonemes",
		},
	];
}

function clauses(utterance: UtteranceTrace, trace: Trace): readonly Finding[] {
	return utterance.gaps.map(({ first, last, reason, media, at }): Finding => {
		const which = first === last ? `Clause ${first}` : `Clauses ${first} to ${last}`;
		const where = utterance.heard.wallAt(media) ?? at;
		const place = { at: where, until: where, utterance: utterance.number };
		if (reason === "unfinished")
			return {
				code: "unfinished-clause",
				severity: "warning",
				title: `${which} went on without an end`,
				detail: "The next clause came before SentenceFinal; its sound follows without a break.",
				...place,
				lane: "clauses",
			};
		const announced = trace.messages.some(({ kind, direction }) => kind === "reply" && direction === "down");
		return {
			code: "missing-clause",
			severity: "fault",
			title: `${which} did not come`,
			detail: `SeqNo goes from ${first - 1} to ${last + 1}; it was waited for half a second. ${announced ? "Its text stands in the replies." : ""} Look for it at the driver or in the gateway's ring.`,
			...place,
			lane: "network",
		};
	});
}

function saturation(utterance: UtteranceTrace, { stats }: Trace): readonly Finding[] {
	if (stats?.face.layout.verdict === "other") return [];
	const column = utterance.wire.count > 0 ? utterance.wire : utterance.mixed;
	const full = curveStats(column).filter(({ saturated, name }) => saturated && !name.startsWith("eyeBlink"));
	return full.map(({ name, fullFrames, firstFull = 0 }) => ({
		code: "saturated",
		severity: name.startsWith("jaw") || name.startsWith("mouth") ? "fault" : "warning",
		title: `${name} is saturated`,
		detail: `${plural(fullFrames, "face frame")} of ${column.count} at full weight: the curve is cut off, and the mouth stands wide open. Scale the driver's weights, or its range is not 0 … 1.`,
		...heard(utterance, column.time(firstFull), utterance.duration),
		lane: name,
	}));
}

function rungs(utterance: UtteranceTrace, { stats }: Trace): readonly Finding[] {
	const findings: Finding[] = [];
	const lower = utterance.rungs.filter(({ rung }) => rung !== "face");
	const length = lower.reduce((sum, { start, end }) => sum + end - start, 0);
	const [first] = lower;
	if (first !== undefined && length > 0.2)
		findings.push({
			code: utterance.wire.count === 0 ? "no-face" : "lower-rung",
			severity: utterance.wire.count === 0 ? "warning" : "note",
			title:
				utterance.wire.count === 0
					? `The driver sends no face: the lips come from ${first.rung}`
					: `${length.toFixed(1)} s of the face come from a lower rung (${[...new Set(lower.map(({ rung }) => rung))].join(", ")})`,
			detail: "Face frames were missing, late, dead or without closures; the next best source filled in.",
			...heard(utterance, first.start, first.end),
			lane: "jawOpen",
		});
	if ((stats?.face.deadClauses ?? 0) > 0 && utterance.number === 1)
		findings.push({
			code: "still-face",
			severity: "warning",
			title: `The driver's face stands still in ${plural(stats?.face.deadClauses ?? 0, "clause")}`,
			detail: "There are face frames, and none of them moves while there is sound.",
			...nowhere,
			lane: "jawOpen",
		});
	return findings;
}

function underruns({ events, utterances }: Trace): readonly Finding[] {
	const marks = events.filter(({ kind }) => kind === "underrun");
	const [first, last] = [marks[0], marks.at(-1)];
	if (first === undefined) return [];
	const silent = utterances.reduce((sum, utterance) => sum + silenceWithin(utterance), 0);
	return [
		{
			code: "underrun",
			severity: "fault",
			title: `The sound ran out ${marks.length === 1 ? "once" : `${marks.length} times`}, ${ms(silent)} in all`,
			detail:
				"The buffer was empty in mid-utterance: the network stalled, or the driver was slower than speech. The network and buffer lanes before it show which; a longer target delay would have bridged it.",
			at: first.at - Math.min(silent, 1),
			until: last?.at,
			utterance: first.utterance,
			lane: "buffer",
		},
	];
}

/** Seconds of silence between the stretches in which an utterance sounded. */
function silenceWithin(utterance: UtteranceTrace): number {
	const pieces = utterance.heard.pieces(utterance.duration);
	return pieces.reduce((sum, { wall }, index) => sum + wall - (pieces[index - 1]?.wallEnd ?? wall), 0);
}

function offsets({ frames }: Trace): readonly Finding[] {
	let [outside, counted, worst] = [0, 0, 0];
	let at: number | undefined;
	let until: number | undefined;
	for (let row = 0; row < frames.count; row++) {
		const offset = frames.get(row, "offset");
		if (Number.isNaN(offset)) continue;
		counted++;
		if (offset <= ATSC.early && offset >= -ATSC.late - 0.0167) continue;
		outside++;
		if (Math.abs(offset) > Math.abs(worst)) worst = offset;
		at ??= frames.get(row, "at");
		until = frames.get(row, "at");
	}
	if (outside < 0.02 * counted || outside < 3) return [];
	return [
		{
			code: "offset",
			severity: Math.abs(worst) > ITU.acceptable.late ? "fault" : "warning",
			title: `The face was up to ${ms(worst)} ${worst > 0 ? "early" : "late"} when it was drawn`,
			detail: `${plural(outside, "display frame")} of ${counted} lie outside the ATSC band (+45 / −15 ms). Check the trim for Bluetooth, and long frames.`,
			at,
			until,
			utterance: undefined,
			lane: "offset",
		},
	];
}

function slowFrames({ frames }: Trace): readonly Finding[] {
	let long = 0;
	let first: number | undefined;
	for (let row = 0; row < frames.count; row++) {
		// Longer than a second: the page was hidden, or nothing was to be seen.
		const gap = frames.get(row, "gap");
		if (gap < 1.5 * frames.get(row, "interval") || gap > 1) continue;
		long++;
		first ??= frames.get(row, "at");
	}
	if (long < LONG_SHARE * frames.count || long < 5) return [];
	return [
		{
			code: "slow-frames",
			severity: "warning",
			title: `${Math.round((100 * long) / frames.count)} % of the display frames came late`,
			detail: "The device cannot keep up with its display: lower the quality, or use a lighter avatar.",
			at: first,
			until: frames.get(frames.count - 1, "at"),
			utterance: undefined,
			lane: "frames",
		},
	];
}

function messages({ messages: rows }: Trace): readonly Finding[] {
	const refused = rows.filter(({ fault }) => fault !== "");
	const late = rows.filter(({ dropped }) => dropped === "late");
	const findings: Finding[] = [];
	if (refused[0] !== undefined)
		findings.push({
			code: "refused-message",
			severity: "fault",
			title: `${plural(refused.length, "message")} could not be understood`,
			detail: `First: message ${refused[0].number}, ${refused[0].fault}.`,
			at: refused[0].at,
			until: refused.at(-1)?.at,
			utterance: undefined,
			lane: "network",
		});
	if (late[0] !== undefined)
		findings.push({
			code: "late-part",
			severity: "fault",
			title: `${plural(late.length, "message")} came after their turn and were not spoken`,
			detail: "Their clause had been given up, or its end had been announced before them.",
			at: late[0].at,
			until: late.at(-1)?.at,
			utterance: late[0].utterance,
			lane: "network",
		});
	const tolerated = new Map<ToleranceName, number>();
	for (const row of rows)
		for (const [name, count] of Object.entries(row.tolerated) as [ToleranceName, number][])
			tolerated.set(name, (tolerated.get(name) ?? 0) + count);
	for (const [name, count] of tolerated)
		findings.push({
			code: "tolerated",
			severity: "note",
			title: `Put right ${count === 1 ? "once" : `${count} times`}: ${TOLERANCES[name]}`,
			detail: `“${name}”. Nothing is lost; a strict reader would have refused the message.`,
			at: rows.find((row) => name in row.tolerated)?.at,
			until: undefined,
			utterance: undefined,
			lane: "network",
		});
	return findings;
}

function counters({ stats, thinned, utterances }: Trace): readonly Finding[] {
	const findings: Finding[] = [];
	const face = stats?.face;
	if (face !== undefined && face.badWeights + face.perCentParts > 0)
		findings.push({
			code: "bad-weights",
			severity: "warning",
			title: `${plural(face.badWeights, "face weight")} outside 0 … 1`,
			detail:
				face.perCentParts > 0
					? `${plural(face.perCentParts, "part")} came in per cent.`
					: "They were clamped.",
			...nowhere,
			lane: "jawOpen",
		});
	const unkept = utterances.reduce((sum, utterance) => sum + utterance.unkept, 0);
	if (unkept > 0)
		findings.push({
			code: "detail-lost",
			severity: "warning",
			title: `Sound and faces of ${Math.round(unkept)} s were not kept: there is no room for them`,
			detail: "They came faster than they are heard. Their clauses, words and phonemes are there.",
			...nowhere,
			lane: "wave",
		});
	if (thinned > 0)
		findings.push({
			code: "detail-lost",
			severity: "note",
			title: `The text of ${plural(thinned, "message")} was let go to spare memory`,
			detail: "Their times, sizes and all that was read from them are still there.",
			...nowhere,
			lane: "network",
		});
	return findings;
}
