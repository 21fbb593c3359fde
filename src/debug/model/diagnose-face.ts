import type { LayoutVerdict } from "../../lipsync/layout-detective.ts";
import { curveStats } from "./curve-stats.ts";
import type { Finding } from "./finding.ts";
import { ms, nowhere, plural } from "./finding-text.ts";
import { type Lag, measureLipLags } from "./lip-lag.ts";
import type { Trace } from "./trace.ts";
import type { UtteranceTrace } from "./utterance-trace.ts";

/** Lips this far from their sound are seen to be wrong (ITU-R BT.1359: detectable beyond +45 and −125 ms). Seconds. */
const LIPS_EARLY = 0.1;
const LIPS_LATE = 0.125;

/** At the right lag the two must agree so much better than at none, or the lag is chance. */
const CLEARLY = 0.06;

/** What is wrong with the lips, clauses and face frames of an utterance. */
export function utteranceFindings(utterance: UtteranceTrace, trace: Trace): readonly Finding[] {
	return [
		...lips(utterance, trace),
		...clauses(utterance, trace),
		...saturation(utterance, trace),
		...rungs(utterance, trace),
	];
}

/** What the layout detective has found. */
export function layoutFindings(verdict: LayoutVerdict | undefined): readonly Finding[] {
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
