import { measureOffset } from "../src/compare/ruler/measure-offset.ts";
import { Speaker } from "../src/driver/speaker.ts";
import type { SpokenPhrase } from "../src/driver/spoken-phrase.ts";
import { type StandInVoice, speakerVoice } from "../src/driver/vendors/stand-in-voice.ts";
import { music, silence } from "../test/support/compare/music.ts";
import { type SceneFace, talkingScene } from "../test/support/compare/talking-scene.ts";
import type { Bench, BenchOptions, BenchRow } from "./bench.ts";
import { percentile } from "./support/percentile.ts";
import { row } from "./support/rows.ts";
import { measureInBrowser, type StreamedEstimate } from "./support/skew-in-browser.ts";
import { SKEW_SENTENCES } from "./support/skew-sentences.ts";

/** Milliseconds within which an estimate has to be, and the share of the sentences that have to. */
const WITHIN = 20;
const SHARE = 0.9;
/** Milliseconds from which on an estimate of a stream is a lie. */
const WRONG = 50;

const QUICK_SKEWS = [-300, -100, 0, 150, 300] as const;
const FULL_SKEWS = [-300, -200, -100, -50, 0, 50, 100, 200, 300] as const;

/** An estimate beside what was planted, milliseconds; `undefined` where the ruler is not sure. */
export interface SkewEstimate {
	readonly planted: number;
	readonly estimate: number | undefined;
}

async function phrasesOf(voice: StandInVoice): Promise<readonly SpokenPhrase[][]> {
	const sentences: SpokenPhrase[][] = [];
	for (const text of SKEW_SENTENCES) {
		const phrases: SpokenPhrase[] = [];
		for await (const phrase of voice(text, new AbortController().signal)) phrases.push(phrase);
		sentences.push(phrases);
	}
	return sentences;
}

/** What becomes of estimates: rows of one kind. */
function estimateRows(name: string, estimates: readonly SkewEstimate[], note: string): BenchRow[] {
	const known = estimates.flatMap(({ planted, estimate }) =>
		estimate === undefined ? [] : [Math.abs(estimate - planted)],
	);
	const bias = estimates.flatMap(({ planted, estimate }) =>
		estimate === undefined ? [] : [estimate - planted],
	);
	const count = `${estimates.length} sentences; ${note}`;
	const within = known.filter((error) => error <= WITHIN).length / estimates.length;
	return [
		row(`${name}error.p50`, "ms", { ours: percentile(known, 0.5) }, count),
		row(`${name}error.p90`, "ms", { ours: percentile(known, 0.9), limit: WITHIN }, count),
		row(`${name}bias`, "ms", { ours: percentile(bias, 0.5) }, "median of estimate minus planted"),
		row(
			`${name}within20`,
			"share",
			{ ours: within, limit: SHARE },
			"at least; those that are not sure count as outside",
		),
		row(
			`${name}notSure`,
			"share",
			{ ours: 1 - known.length / estimates.length },
			"of sentences that could be told",
		),
	];
}

/** Scenes of which no offset can be told: how many got one all the same. */
function lies(sentences: readonly SpokenPhrase[][]): BenchRow[] {
	const left = { x: 0, y: 1 / 6, width: 0.5, height: 0.5 };
	const right = { ...left, x: 0.5 };
	const scenes: Readonly<
		Record<string, (phrases: readonly SpokenPhrase[], at: number) => ReturnType<typeof talkingScene>>
	> = {
		music: (phrases, at) =>
			talkingScene([{ phrases }], music((["chords", "drums", "tune"] as const)[at % 3] ?? "tune")),
		silence: (phrases) => talkingScene([{ phrases }], silence),
		still: (phrases) => talkingScene([{ phrases, still: true }]),
		twoFaces: (phrases) => talkingScene([face(phrases, left), face(phrases, right, 0.15)]),
		otherWords: (phrases, at) => {
			const other = sentences[(at + 3) % sentences.length] ?? phrases;
			return { ...talkingScene([{ phrases }]), pictures: talkingScene([{ phrases: other }]).pictures };
		},
	};
	return Object.entries(scenes).map(([name, scene]) => {
		const verdicts = sentences.map((phrases, at) => measureOffset(scene(phrases, at)));
		const told = verdicts.filter(({ verdict }) => verdict === "measured").length;
		return row(
			`lies.${name}`,
			"count",
			{ ours: told, limit: 0 },
			`of ${sentences.length}; an offset where there is none`,
		);
	});
}

const face = (
	phrases: readonly SpokenPhrase[],
	place: NonNullable<SceneFace["place"]>,
	skew = 0,
): SceneFace => ({
	phrases,
	place,
	skew,
});

/** What a stream did to sound and picture on its way, and what the ruler made of that. */
function streamedRows(streamed: readonly StreamedEstimate[]): BenchRow[] {
	const whole = streamed.flatMap(({ planted, played, estimate }) =>
		played === undefined ? [] : [{ planted, played, estimate }],
	);
	const strayed = whole.map(({ planted, played }) => Math.abs(played - planted));
	const count = `of ${streamed.length} sentences`;
	const wrong = whole.filter(
		({ played, estimate }) => estimate !== undefined && Math.abs(estimate - played) > WRONG,
	);
	return [
		row(
			"streamed.spoiled",
			"share",
			{ ours: 1 - whole.length / streamed.length },
			`${count}; the stream came broken`,
		),
		row(
			"streamed.strayed.p50",
			"ms",
			{ ours: percentile(strayed, 0.5) },
			"by how much WebRTC played them apart otherwise than planted",
		),
		row("streamed.strayed.p90", "ms", { ours: percentile(strayed, 0.9) }, "the same"),
		row(
			"streamed.wrong",
			"count",
			{ ours: wrong.length, limit: 0 },
			`more than ${WRONG} ms from what was played`,
		),
		...estimateRows(
			"streamed.",
			whole.map(({ played, estimate }) => ({ planted: played, estimate })),
			"by WebRTC through the page in Chromium, against what it played",
		),
	];
}

/** The ruler of the comparison view on pictures and sound whose skew is known: drawn, and streamed through Chromium. */
export const skew: Bench = {
	name: "skew",
	async run({ quick }: BenchOptions) {
		const speaker = await Speaker.start();
		try {
			const voice = speakerVoice(speaker);
			const sentences = await phrasesOf(voice);
			const rows = drawnRows(sentences, quick ? QUICK_SKEWS : FULL_SKEWS);
			if (quick) return rows;
			return [...rows, ...streamedRows(await measureInBrowser({ voice, phrases: sentences }))];
		} finally {
			await speaker.dispose();
		}
	},
};

/** Pictures that are drawn, not streamed: nothing is lost, and no clock is in it. */
function drawnRows(sentences: readonly SpokenPhrase[][], skews: readonly number[]): BenchRow[] {
	const drawn = skews.flatMap((planted) =>
		sentences.map((phrases) => {
			const verdict = measureOffset(talkingScene([{ phrases, skew: planted / 1000 }]));
			return { planted, estimate: verdict.verdict === "measured" ? 1000 * verdict.offset : undefined };
		}),
	);
	return [...estimateRows("", drawn, "stand-ins' pictures, drawn"), ...lies(sentences)];
}
