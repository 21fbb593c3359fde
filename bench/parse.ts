import { clausePart } from "../src/protocol/clause-part.ts";
import { wireSpeech } from "../src/protocol/encode-driver-message.ts";
import { toPcm16 } from "../src/protocol/pcm16.ts";
import { seconds } from "../src/util/time.ts";
import { SeededRandom } from "../test/support/seeded-random.ts";
import type { Bench } from "./bench.ts";
import { launchBrowser, openPage } from "./support/browser.ts";
import { bundleModule } from "./support/bundle.ts";
import { FACE_RATE, FEED_RATE } from "./support/click-feed.ts";
import { median, percentile } from "./support/percentile.ts";
import { row } from "./support/rows.ts";

/** Face frames in a message: 200 ms, as the driver sends them. */
const FRAMES = 5;
const SAMPLES = (FRAMES * FEED_RATE) / FACE_RATE;
const DIMENSION = 52;

/** Messages read in one timing, all different, so that no cache knows them. */
const MESSAGES = 200;

/** Timings left out: the code is being compiled. */
const WARM_ROUNDS = 10;

/** Noise of speech's loudness, weights in four decimals, and the cues of a few words. */
function messageText(random: SeededRandom): string {
	const samples = Float32Array.from({ length: SAMPLES }, () => 0.2 * (random.next() - 0.5));
	const weights = Float32Array.from({ length: FRAMES * DIMENSION }, () => random.next());
	const span = (i: number) => ({ start: seconds(0.05 * i), end: seconds(0.05 * (i + 1)) });
	const part = clausePart({
		samples: toPcm16(samples),
		sampleRate: FEED_RATE,
		face: { dimension: DIMENSION, count: FRAMES, weights },
		phonemes: ["h", "ə", "l", "oʊ"].map((symbol, i) => ({ symbol, ...span(i) })),
		words: [{ text: "hello", phonemes: "h-ə-l-oʊ" }],
		subtitles: [{ text: "hello ", start: seconds(0), end: seconds(0.2), textStart: 0, textEnd: 6 }],
	});
	return JSON.stringify(wireSpeech({ requestId: "0123456789abcdef", streamId: "bench" }, part));
}

/** Reading a message in Chromium, against the engine's `JSON.parse` and base64 alone. */
export const parse: Bench = {
	name: "parse",
	async run({ quick }) {
		const random = new SeededRandom(5);
		const texts = Array.from({ length: MESSAGES }, () => messageText(random));
		const rounds = WARM_ROUNDS + (quick ? 60 : 300);
		const browser = await launchBrowser();
		try {
			const page = await openPage(browser);
			await page.addScriptTag({ type: "module", content: await bundleModule("./page/parse-page.ts") });
			await page.waitForFunction(() => "benchParse" in window);
			const { ours, limit } = await page.evaluate(([all, count]) => window.benchParse(all, count), [
				texts,
				rounds,
			] as const);
			const ratios = ours.map((time, i) => time / (limit[i] ?? Number.NaN)).slice(WARM_ROUNDS);
			const [low, high] = [percentile(ratios, 0.25), percentile(ratios, 0.75)].map((ratio) =>
				ratio.toFixed(2),
			);
			const size = `${texts[0]?.length} characters, 200 ms of speech`;
			return [
				row(
					"ratio",
					"×",
					{ ours: median(ratios), limit: 1.3 },
					`ours ÷ JSON.parse + Uint8Array.fromBase64; median of ${ratios.length}, quartiles ${low} and ${high}`,
				),
				row("message", "µs", { ours: 1000 * median(ours.slice(WARM_ROUNDS)) }, size),
				row(
					"message.least",
					"µs",
					{ ours: 1000 * median(limit.slice(WARM_ROUNDS)) },
					"JSON.parse + Uint8Array.fromBase64",
				),
			];
		} finally {
			await browser.close();
		}
	},
};
