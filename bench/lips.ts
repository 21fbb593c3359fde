import type { Bench, BenchRow } from "./bench.ts";
import { misalignment, mouthError } from "./lips/compare.ts";
import { detectiveShare } from "./lips/detective.ts";
import { type LipScore, scoreLips, totalScore } from "./lips/metrics.ts";
import { faceOf, MADE_RUNGS, type MadeRung } from "./lips/rungs.ts";
import { SENTENCES } from "./lips/sentences.ts";
import { loadSpeaker, type Recording } from "./lips/speech.ts";

const FRAME_RATE = 25;
const LANGUAGES = ["en", "zh"] as const;
type Language = (typeof LANGUAGES)[number];

/** How many sentences of each language the detective listens to. */
const DETECTIVE_SENTENCES = 2;

/** What each rung has to reach. */
const CLOSURE_LIMIT: Readonly<Record<"phonemes" | "words", number>> = { phonemes: 0.98, words: 0.9 };
const FALSE_LIMIT = 0.1;
const LAG_LIMIT = 40;

type Scores = Readonly<Record<MadeRung, Readonly<Record<Language, LipScore>>>>;

function scoreAll(recordings: Readonly<Record<Language, readonly Recording[]>>): Scores {
	const of = (rung: MadeRung, language: Language) =>
		totalScore(
			recordings[language].map((recording) => scoreLips(recording, faceOf(rung, recording), FRAME_RATE)),
		);
	const both = (rung: MadeRung) => ({ en: of(rung, "en"), zh: of(rung, "zh") });
	return { phonemes: both("phonemes"), words: both("words"), audio: both("audio") };
}

const row = (metric: string, unit: string, ours: number, limit: number | null, note: string): BenchRow => ({
	metric,
	unit,
	ours,
	peer: null,
	limit,
	note,
});

function closureRows(scores: Scores): BenchRow[] {
	return (["phonemes", "words"] as const).flatMap((rung) =>
		LANGUAGES.map((language) => {
			const { bilabials, closedBefore, closedWithin } = scores[rung][language];
			const wide = ((100 * closedWithin) / bilabials).toFixed(1);
			const note = `closed in [t−40 ms, t]; ${wide} % to the sound's end; ${bilabials} bilabials`;
			return row(`closure.${rung}.${language}`, "share", closedBefore / bilabials, CLOSURE_LIMIT[rung], note);
		}),
	);
}

function falseRow(scores: Scores): BenchRow {
	const rates = MADE_RUNGS.map((rung) => {
		const { en, zh } = scores[rung];
		return (en.falseClosures + zh.falseClosures) / (en.seconds + zh.seconds);
	});
	const each = MADE_RUNGS.map((rung, index) => `${rung} ${(rates[index] ?? 0).toFixed(3)}`).join(", ");
	return row("false.perSecond", "1/s", Math.max(...rates), FALSE_LIMIT, `worst rung: ${each}`);
}

function timingRows(scores: Scores): BenchRow[] {
	return MADE_RUNGS.flatMap((rung) => {
		const { en, zh } = scores[rung];
		const both = totalScore([en, zh]);
		const note = `positive: jaw late; en ${(1000 * en.lag).toFixed(0)}, zh ${(1000 * zh.lag).toFixed(0)}`;
		const onsets = both.onsetErrors.toSorted((a, b) => a - b);
		return [
			row(`lag.${rung}`, "ms", 1000 * both.lag, LAG_LIMIT, note),
			row(`correlation.${rung}`, "r", both.correlation, null, "jaw against loudness, at that lag"),
			row(
				`onset.${rung}`,
				"ms",
				1000 * (onsets[onsets.length >> 1] ?? 0),
				null,
				"median, closure against burst",
			),
		];
	});
}

/** Each rung against phonemes, which the driver's own frames are made from. */
function comparisonRows(recordings: readonly Recording[]): BenchRow[] {
	const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
	const references = recordings.map((recording) => faceOf("phonemes", recording));
	return (["words", "audio"] as const).flatMap((rung) => {
		const faces = recordings.map((recording) => faceOf(rung, recording));
		const errors = faces.map((face, index) => mouthError(face, references[index] ?? face));
		const shifts = faces.map((face, index) => misalignment(face, references[index] ?? face, FRAME_RATE));
		return [
			row(`error.${rung}`, "weight", mean(errors), null, "mean, mouth weights against phonemes"),
			row(`misalignment.${rung}`, "ms", 1000 * mean(shifts), null, "mean, turns of the jaw against phonemes"),
		];
	});
}

/** Lip closure, timing and agreement of every rung on synthesised speech whose phoneme times are known. */
export const lips: Bench = {
	name: "lips",
	async run({ quick }) {
		const speak = await loadSpeaker();
		const record = (language: Language) =>
			SENTENCES[language].slice(0, quick ? 8 : undefined).map((text) => speak(text, language));
		const recordings = { en: record("en"), zh: record("zh") };
		const heard = LANGUAGES.flatMap((language) => recordings[language].slice(0, DETECTIVE_SENTENCES));
		const scores = scoreAll(recordings);
		const detective = detectiveShare(heard);
		return [
			...closureRows(scores),
			falseRow(scores),
			...timingRows(scores),
			...comparisonRows([...recordings.en, ...recordings.zh]),
			row(
				"detective.right",
				"share",
				detective.right,
				1,
				`${detective.pairs} pairs of order sent and order in use`,
			),
		];
	},
};
