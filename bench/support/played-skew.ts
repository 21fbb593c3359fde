import type { SpokenPhrase } from "../../src/driver/spoken-phrase.ts";
import { TalkingTrack, TRACK_RATE } from "../../src/driver/vendors/media/talking-track.ts";
import { samples } from "../../src/util/time.ts";

/** What a page has heard or seen over time, at times of the page's clock. */
export type Curve = readonly (readonly [time: number, value: number])[];

/** Hertz at which curves are laid upon each other. */
const RATE = 200;

/** What was said is told apart from every other sentence, and from a broken stream, by so much agreement. */
const LEAST_AGREEMENT = 0.85;

/** Silence at both ends that belongs to a sentence. Seconds. */
const MARGIN = 0.2;

/**
 * By how much a sentence's mouth came after its sound as a page played it, in seconds, whatever was planted: a stream on
 * its way may set them apart as well. What was said is known here, its sound and its mouth, so each is found in what was
 * heard and seen by itself, which is far sharper than what the ruler has to go by. `undefined` if either was too broken.
 */
export function playedSkew(phrases: readonly SpokenPhrase[], sound: Curve, mouth: Curve): number | undefined {
	const said = saidCurves(phrases);
	const heard = bestPlace(said.sound, evenly(sound));
	const seen = bestPlace(said.mouth, evenly(mouth));
	if (Math.min(heard.agreement, seen.agreement) < LEAST_AGREEMENT) return undefined;
	return seen.time - heard.time;
}

/** Loudness and opening of the mouth, as they were said. */
function saidCurves(phrases: readonly SpokenPhrase[]) {
	const track = new TalkingTrack({ now: () => 0 });
	const places = phrases.map((phrase) => track.place(phrase));
	const start = (places[0]?.start ?? 0) / TRACK_RATE - MARGIN;
	const count = Math.ceil(((places.at(-1)?.end ?? 0) / TRACK_RATE + MARGIN - start) * RATE);
	const block = new Int16Array(TRACK_RATE / RATE);
	const sound = new Float64Array(count);
	const mouth = new Float64Array(count);
	for (let at = 0; at < count; at++) {
		const position = samples(Math.round((start + at / RATE) * TRACK_RATE));
		track.readSound(position, block);
		sound[at] = Math.sqrt(block.reduce((sum, value) => sum + value * value, 0) / block.length);
		mouth[at] = track.faceAt(position).open;
	}
	return { sound, mouth };
}

interface EvenCurve {
	readonly start: number;
	readonly values: Float64Array;
}

/** A curve in even steps, straight between its points. */
function evenly(curve: Curve): EvenCurve {
	const start = curve[0]?.[0] ?? 0;
	const values = new Float64Array(Math.max(0, Math.floor(((curve.at(-1)?.[0] ?? 0) - start) * RATE)));
	let next = 0;
	for (let at = 0; at < values.length; at++) {
		const time = start + at / RATE;
		while ((curve[next + 1]?.[0] ?? Number.POSITIVE_INFINITY) <= time) next++;
		const [[from, low], [to, high]] = [curve[next] ?? [0, 0], curve[next + 1] ?? [0, 0]];
		values[at] = to > from ? low + ((high - low) * (time - from)) / (to - from) : low;
	}
	return { start, values };
}

/** Where `known` agrees best with a curve: the time of its beginning there. */
function bestPlace(known: Float64Array, { start, values }: EvenCurve) {
	let best = { time: start, agreement: -1 };
	for (let place = 0; place + known.length <= values.length; place++) {
		const agreement = correlation(known, values, place);
		if (agreement > best.agreement) best = { time: start + place / RATE, agreement };
	}
	return best;
}

function correlation(known: Float64Array, values: Float64Array, place: number): number {
	let [a, b, ab, aa, bb] = [0, 0, 0, 0, 0];
	for (let at = 0; at < known.length; at++) {
		const [x, y] = [known[at] ?? 0, values[place + at] ?? 0];
		a += x;
		b += y;
		ab += x * y;
		aa += x * x;
		bb += y * y;
	}
	const count = known.length;
	const spread = Math.sqrt((aa - (a * a) / count) * (bb - (b * b) / count));
	return spread > 0 ? (ab - (a * b) / count) / spread : 0;
}
