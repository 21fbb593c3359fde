import { orderChannels } from "../../src/lipsync/orders.ts";
import { clausePart } from "../../src/protocol/clause-part.ts";
import type { ClausePart } from "../../src/protocol/driver-message.ts";
import { toPcm16 } from "../../src/protocol/pcm16.ts";
import { seconds } from "../../src/util/time.ts";

/** Hertz of the driver's sound. */
export const FEED_RATE = 24_000;

/** Face frames per second. */
export const FACE_RATE = 25;

/** How far the jaw opens at a click: as much in one face frame as the mixer's speed limit lets pass. */
export const JAW_OPEN = 0.6;

/** Face frames in a message: 160 ms. */
const MESSAGE_FRAMES = 4;
const MESSAGE_SAMPLES = (MESSAGE_FRAMES * FEED_RATE) / FACE_RATE;

/** Messages in a clause; each second one holds a click. */
const CLAUSE_MESSAGES = 10;

/** Samples by which a clause is longer than its face frames: each clause meets the display in another phase. */
const ODD_SAMPLES = 163;

/** Face frame of a message at which the click sounds and the jaw stands open, and for how many frames it does. */
const CLICK_FRAME = 2;
const OPEN_FRAMES = 3;

/** Seconds between two clicks of a clause. */
export const CLICK_INTERVAL = (2 * MESSAGE_FRAMES) / FACE_RATE;

/** Samples of a click: 1 ms. */
const CLICK_SAMPLES = FEED_RATE / 1000;
const CLICK_LEVEL = 0.9;

/** A hum under the clicks: where it is missing, there is a hole in the sound. */
const HUM_LEVEL = 0.1;
const HUM_PERIOD = FEED_RATE / 150;

/** Sound and face of one message, and where its sound stands on the utterance's timeline. Seconds. */
export interface FeedPart {
	readonly mediaTime: number;
	readonly duration: number;
	readonly part: ClausePart;
}

/** An utterance of clicks: the jaw opens in the very face frame whose first sample begins a click. */
export interface ClickFeed {
	readonly parts: readonly FeedPart[];
	/** Presentation times of the clicks, seconds. */
	readonly clicks: readonly number[];
	readonly duration: number;
}

const DIMENSION = orderChannels("tencent").length;
const JAW_CHANNEL = orderChannels("tencent").indexOf("jawOpen");

/** Whether the jaw stands open in face frame `frame` of a clause. */
const isOpen = (frame: number): boolean => {
	const since = (frame - CLICK_FRAME + 2 * MESSAGE_FRAMES) % (2 * MESSAGE_FRAMES);
	return since < OPEN_FRAMES && frame >= CLICK_FRAME;
};

function faceFrames(first: number, count: number, jaw: (frame: number) => number): ClausePart["face"] {
	const weights = new Float32Array(count * DIMENSION);
	for (let frame = 0; frame < count; frame++) weights[frame * DIMENSION + JAW_CHANNEL] = jaw(first + frame);
	return { dimension: DIMENSION, count, weights };
}

const hum = (length: number, from: number): Float32Array<ArrayBuffer> =>
	Float32Array.from({ length }, (_, i) => HUM_LEVEL * Math.sin((2 * Math.PI * (from + i)) / HUM_PERIOD));

/** Clauses of clicks, `length` seconds long or a little longer. */
export function clickFeed(length: number): ClickFeed {
	const parts: FeedPart[] = [];
	const clicks: number[] = [];
	let position = 0;
	for (let sequence = 1; position < length * FEED_RATE; sequence++) {
		const isLast = position + CLAUSE_MESSAGES * MESSAGE_SAMPLES + ODD_SAMPLES >= length * FEED_RATE;
		for (let message = 0; message < CLAUSE_MESSAGES; message++) {
			const isEnd = message === CLAUSE_MESSAGES - 1;
			const length = MESSAGE_SAMPLES + (isEnd ? ODD_SAMPLES : 0);
			const samples = hum(length, position);
			if (message % 2 === 0) {
				const start = (CLICK_FRAME * FEED_RATE) / FACE_RATE;
				samples.fill(CLICK_LEVEL, start, start + CLICK_SAMPLES);
				clicks.push((position + start) / FEED_RATE);
			}
			const face = faceFrames(message * MESSAGE_FRAMES, MESSAGE_FRAMES, (frame) =>
				isOpen(frame) ? JAW_OPEN : 0,
			);
			const flags = {
				clauseStart: message === 0,
				clauseFinal: isEnd,
				faceFinal: isEnd,
				final: isEnd && isLast,
			};
			parts.push({
				mediaTime: position / FEED_RATE,
				duration: length / FEED_RATE,
				part: clausePart({ sequence, samples: toPcm16(samples), sampleRate: FEED_RATE, face, ...flags }),
			});
			position += length;
		}
	}
	return { parts, clicks, duration: position / FEED_RATE };
}

/** `feed` with a word to caption for each message: about six in a second, as of a fast speaker. */
export function captioned(feed: ClickFeed): ClickFeed {
	const parts = feed.parts.map(({ mediaTime, duration, part }) => {
		const text = `word${Math.round(1000 * mediaTime)}`;
		const [start, end] = [seconds(mediaTime), seconds(mediaTime + duration)];
		const subtitle = { text, start, end, textStart: 0, textEnd: text.length };
		return { mediaTime, duration, part: { ...part, subtitles: [subtitle] } };
	});
	return { ...feed, parts };
}

/** Syllables a second, and how loud they are. */
const SYLLABLES = 3;
const VOICE_LEVEL = 0.4;

/** How far the mouth is open, and the sound loud, at a time of the babble: 0 … 1. */
const opening = (time: number): number => 0.5 - 0.5 * Math.cos(2 * Math.PI * SYLLABLES * time);

/** A voice that opens and closes the mouth, `length` seconds long, in one clause: something to interrupt. */
export function babbleFeed(length: number): ClickFeed {
	const count = Math.ceil(length / (MESSAGE_FRAMES / FACE_RATE));
	const parts = Array.from({ length: count }, (_, message) => {
		const isEnd = message === count - 1;
		const position = message * MESSAGE_SAMPLES;
		const voice = hum(MESSAGE_SAMPLES, position).map(
			(level, i) => (level / HUM_LEVEL) * (HUM_LEVEL + VOICE_LEVEL * opening((position + i) / FEED_RATE)),
		);
		return {
			mediaTime: position / FEED_RATE,
			duration: MESSAGE_SAMPLES / FEED_RATE,
			part: clausePart({
				sequence: 1,
				samples: toPcm16(voice),
				sampleRate: FEED_RATE,
				face: faceFrames(
					message * MESSAGE_FRAMES,
					MESSAGE_FRAMES,
					(frame) => JAW_OPEN * opening(frame / FACE_RATE),
				),
				clauseStart: message === 0,
				clauseFinal: isEnd,
				faceFinal: isEnd,
				final: isEnd,
			}),
		};
	});
	return { parts, clicks: [], duration: (count * MESSAGE_SAMPLES) / FEED_RATE };
}
