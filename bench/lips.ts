import { type LipScore, scoreLips, totalScore } from "../src/lipsync/lip-score.ts";
import type { Bench, BenchRow } from "./bench.ts";
import { misalignment, mouthError } from "./lips/compare.ts";
import { detectiveShare } from "./lips/detective.ts";
import { closedOnDisplay } from "./lips/display.ts";
import { faceOf, MADE_RUNGS, type MadeRung } from "./lips/rungs.ts";
import { SENTENCES } from "./lips/sentences.ts";
import { loadSpeaker, type Recording } from "./lips/speech.ts";
import { volumeMouth } from "./lips/volume-mouth.ts";

const FRAME_RATE = 25;
const LANGUAGES = ["en", "zh"] as const;
type Language = (typeof LANGUAGES)[number];

/** How many sentences of each language the detective listens to. */
const DETECTIVE_SENTENCES = 2;

/** What each rung has to reach. */
const CLOSURE_LIMIT: Readonly<Record<"phonemes" | "words", number>> = { phonemes: 0.98, words: 0.9 };
const FALSE_LIMIT = 0.1;
const LAG_LIMIT = 40;
const PEER = "peer: volume-driven mouth";

type Scores = Readonly<Record<MadeRung | "peer", Readonly<Record<Language, LipScore>>>>;

function scoreAll(recordings: Readonly<Record<Language, readonly Recording[]>>): Scores {
	const both = (face: (recording: Recording) => Float32Array) => {
		const of = (language: Language) =>
			totalScore(recordings[language].map((recording) => scoreLips(recording, face(recording), FRAME_RATE)));
		return { en: of("en"), zh: of("zh") };
	};
	return {
		phonemes: both((recording) => faceOf("phonemes", recording)),
		words: both((recording) => faceOf("words", recording)),
		audio: both((recording) => faceOf("audio", recording)),
		peer: both(({ samples, sampleRate }) => volumeMouth(samples, sampleRate, FRAME_RATE)),
	};
}

const row = (
	metric: string,
	unit: string,
	ours: number,
	limit: number | null,
	note: string,
	peer: number | null = null,
): BenchRow => ({ metric, unit, ours, peer, limit, note });

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

const falseRate = ({ en, zh }: Scores["peer"]) =>
	(en.falseClosures + zh.falseClosures) / (en.seconds + zh.seconds);

function falseRow(scores: Scores): BenchRow {
	const each = MADE_RUNGS.map((rung) => `${rung} ${falseRate(scores[rung]).toFixed(3)}`).join(", ");
	const worst = Math.max(...MADE_RUNGS.map((rung) => falseRate(scores[rung])));
	return row(
		"false.perSecond",
		"1/s",
		worst,
		FALSE_LIMIT,
		`worst rung: ${each}; ${PEER}`,
		falseRate(scores.peer),
	);
}

/** The peer hears only the sound, as the lowest rung does: it stands beside that one. */
function timingRows(scores: Scores): BenchRow[] {
	const peer = totalScore([scores.peer.en, scores.peer.zh]);
	return MADE_RUNGS.flatMap((rung) => {
		const { en, zh } = scores[rung];
		const both = totalScore([en, zh]);
		const beside = (value: number) => (rung === "audio" ? value : null);
		const note = `positive: jaw late; en ${(1000 * en.lag).toFixed(0)}, zh ${(1000 * zh.lag).toFixed(0)}`;
		const onsets = both.onsetErrors.toSorted((a, b) => a - b);
		return [
			row(`lag.${rung}`, "ms", 1000 * both.lag, LAG_LIMIT, note, beside(1000 * peer.lag)),
			row(
				`correlation.${rung}`,
				"r",
				both.correlation,
				null,
				"jaw against loudness",
				beside(peer.correlation),
			),
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

function displayRows(
	recordings: Readonly<Record<Language, readonly Recording[]>>,
	scores: Scores,
): BenchRow[] {
	return LANGUAGES.map((language) => {
		const closed = recordings[language].map((recording, index) =>
			closedOnDisplay(recording, faceOf("phonemes", recording), FRAME_RATE, index),
		);
		const share = closed.reduce((sum, count) => sum + count, 0) / scores.phonemes[language].bilabials;
		const note = "through track and mixer at 60 Hz, smiling";
		return row(`closure.display.${language}`, "share", share, CLOSURE_LIMIT.phonemes, note);
	});
}

/** Each rung against phonemes, which the driver's own frames are made from. */
function comparisonRows(recordings: readonly Recording[]): BenchRow[] {
	const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
	const references = recordings.map((recording) => faceOf("phonemes", recording));
	const against = (face: (recording: Recording) => Float32Array) => {
		const faces = recordings.map(face);
		const reference = (index: number) => references[index] ?? new Float32Array(0);
		return {
			error: mean(faces.map((weights, index) => mouthError(weights, reference(index)))),
			shift: 1000 * mean(faces.map((weights, index) => misalignment(weights, reference(index), FRAME_RATE))),
		};
	};
	const peer = against(({ samples, sampleRate }) => volumeMouth(samples, sampleRate, FRAME_RATE));
	return (["words", "audio"] as const).flatMap((rung) => {
		const { error, shift } = against((recording) => faceOf(rung, recording));
		const beside = (value: number) => (rung === "audio" ? value : null);
		const errorNote = "mean, mouth weights against phonemes";
		const shiftNote = "mean, turns of the jaw against phonemes";
		return [
			row(`error.${rung}`, "weight", error, null, errorNote, beside(peer.error)),
			row(`misalignment.${rung}`, "ms", shift, null, shiftNote, beside(peer.shift)),
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
			...displayRows(recordings, scores),
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
