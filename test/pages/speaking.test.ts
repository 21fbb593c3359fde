import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { bestLag, median, smoothed } from "../support/lag.ts";
import { Product } from "../support/product.ts";
import { referenceSpeech, soundingSpan } from "../support/reference-speech.ts";
import { say, type Tapped, tap, tapped } from "../support/sound-tap.ts";

/** Quieter than this is silence: 60 dB below full scale. */
const SILENCE = 0.001;

/** Widest smoothing at which syllables are still apart. */
const SYLLABLE = 0.06;

let product: Product;
beforeAll(async () => {
	product = await Product.start();
});
afterAll(() => product.dispose());

/** Context time → time on the page's clock at which it is heard. */
function heardAt({ clock }: Tapped): (contextTime: number) => number {
	const offset = median(
		clock.filter(({ contextTime }) => contextTime > 0).map((c) => c.performanceTime - c.contextTime),
	);
	return (contextTime) => contextTime + offset;
}

const sounding = ({ sound }: Tapped) => sound.filter(({ rms }) => rms > SILENCE);

/** The clauses that were shown: of a text that grew while it was spoken, what it grew to. */
const whole = (texts: readonly string[]) => texts.filter((text, i) => !(texts[i + 1] ?? "").startsWith(text));

describe.each([
	["English", "Maybe Bob and Pam will bring a map of the big museum by the park."],
	["Mandarin", "妈妈明白，爸爸跑步很慢。我们明天再来博物馆看画吧。"],
])("a sentence in %s, typed into the built page", (_language, text) => {
	let heard: Tapped;

	beforeAll(async () => {
		const page = await product.open();
		await tap(page);
		await say(page, text);
		heard = await tapped(page);
		await page.context().close();
	});

	it("sounds for as long as the sound that the driver sends, within 5 %", async () => {
		const expected = soundingSpan(await referenceSpeech(product.url, text), SILENCE);
		const loud = sounding(heard);
		const duration = (loud.at(-1)?.time ?? 0) - (loud[0]?.time ?? 0);
		expect(expected).toBeGreaterThan(2);
		expect(duration / expected).toBeGreaterThan(0.95);
		expect(duration / expected).toBeLessThan(1.05);
	});

	it("moves the jaw with the loudness of what is heard, within 40 ms", () => {
		const when = heardAt(heard);
		const envelope = smoothed(
			{ times: heard.sound.map(({ time }) => when(time)), values: heard.sound.map(({ rms }) => rms) },
			SYLLABLE,
		);
		const jaw = {
			times: heard.frames.map(({ presentationTime }) => presentationTime),
			values: heard.frames.map(({ lips }) => lips),
		};
		const { lag, agreement } = bestLag(envelope, jaw);
		expect(agreement).toBeGreaterThan(0.35);
		expect(Math.abs(lag)).toBeLessThanOrEqual(0.04);
	});

	it("closes the mouth before and after, and opens it in between", () => {
		expect(heard.frames[0]?.lips).toBeLessThan(0.05);
		expect(heard.frames.at(-1)?.lips).toBeLessThan(0.1);
		expect(Math.max(...heard.frames.map(({ lips }) => lips))).toBeGreaterThan(0.2);
	});

	it("captions every word in order while it is heard", () => {
		const shown = heard.captions.filter(({ text: words }) => words !== "");
		const clauses = whole(shown.map(({ text: words }) => words));
		const bare = (words: string) => words.replace(/\s+/g, "");
		expect(bare(clauses.join(""))).toBe(bare(text));
		for (const clause of clauses) {
			const positions = shown
				.filter(({ text: words }) => words === clause)
				.map(({ heard: position }) => position);
			expect(positions).toEqual(positions.toSorted((a, b) => a - b));
		}
		const when = heardAt(heard);
		const loud = sounding(heard);
		const [first, last] = [when(loud[0]?.time ?? 0), when(loud.at(-1)?.time ?? 0)];
		// Text may come late on a busy machine, but never before its sound.
		expect(shown[0]?.at).toBeGreaterThan(first - 0.1);
		expect(median(shown.map(({ at }) => at))).toBeLessThan(last);
		expect(shown.at(-1)?.at).toBeGreaterThan((first + last) / 2);
	});
});
