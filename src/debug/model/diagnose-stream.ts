import { TOLERANCES, type ToleranceName } from "../../protocol/tolerance.ts";
import type { Finding } from "./finding.ts";
import { ms, nowhere, plural } from "./finding-text.ts";
import { ATSC, ITU } from "./offset-bands.ts";
import type { Trace } from "./trace.ts";
import type { UtteranceTrace } from "./utterance-trace.ts";

/** Share of display frames that may be long before it is told. */
const LONG_SHARE = 0.03;

/** What is wrong with sound, display, messages and memory. */
export function streamFindings(trace: Trace): readonly Finding[] {
	return [
		...underruns(trace),
		...offsets(trace),
		...slowFrames(trace),
		...messages(trace),
		...counters(trace),
	];
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
