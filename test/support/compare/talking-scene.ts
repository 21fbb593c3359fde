import { lumaCells, RULER_GRID } from "../../../src/compare/ruler/luma-cells.ts";
import { PictureTrack } from "../../../src/compare/ruler/picture-track.ts";
import { Series } from "../../../src/compare/ruler/series.ts";
import type { SpokenPhrase } from "../../../src/driver/spoken-phrase.ts";
import { FaceDrawing } from "../../../src/driver/vendors/media/draw-face.ts";
import {
	SAMPLES_PER_PICTURE,
	TalkingTrack,
	TRACK_RATE,
} from "../../../src/driver/vendors/media/talking-track.ts";
import { samples, seconds } from "../../../src/util/time.ts";
import { SeededRandom } from "../seeded-random.ts";

const WIDTH = 96;
const HEIGHT = 120;

/** Levels of noise, of 255: what a codec does. */
const NOISE = 6;

/** Samples of one level. */
const BLOCK = 256;

/** A face in the picture, in shares of its width and height, that says phrases. */
export interface SceneFace {
	readonly phrases: readonly SpokenPhrase[];
	/** Seconds that it moves after its sound. */
	readonly skew?: number;
	/** It is drawn, but does not move. */
	readonly still?: true;
	readonly place?: {
		readonly x: number;
		readonly y: number;
		readonly width: number;
		readonly height: number;
	};
}

/** Where a track's speech begins and ends, seconds. */
interface Said {
	readonly track: TalkingTrack;
	readonly start: number;
	readonly end: number;
}

function say({ phrases, skew = 0 }: SceneFace): Said {
	const track = new TalkingTrack({ now: () => 0, skew: seconds(skew) });
	const places = phrases.map((phrase) => track.place(phrase));
	return { track, start: (places[0]?.start ?? 0) / TRACK_RATE, end: (places.at(-1)?.end ?? 0) / TRACK_RATE };
}

/** Sound at a position of 48 kHz. */
export type SceneSound = (position: number, block: Int16Array) => void;

/** What a ruler gets of faces and a sound; the sound of the first face if none is given. */
export function talkingScene(faces: readonly SceneFace[], sound?: SceneSound) {
	const said = faces.map(say);
	const [first] = said as [Said];
	const end = Math.max(...said.map((one) => one.end)) + 1;
	const read = sound ?? ((position, block) => first.track.readSound(samples(position), block));
	return {
		levels: levelsOf(read, end),
		pictures: picturesOf(faces, said, end),
		start: first.start,
		end: first.end,
	};
}

function levelsOf(read: SceneSound, end: number): Series {
	const levels = new Series(20_000);
	const block = new Int16Array(BLOCK);
	for (let at = 0; at < end * TRACK_RATE; at += BLOCK) {
		read(at, block);
		const power = block.reduce((sum, value) => sum + (value / 32_768) ** 2, 0) / BLOCK;
		levels.add((at + BLOCK / 2) / TRACK_RATE, Math.sqrt(power));
	}
	return levels;
}

function picturesOf(faces: readonly SceneFace[], said: readonly Said[], end: number): PictureTrack {
	const pictures = new PictureTrack(RULER_GRID, 2000);
	const random = new SeededRandom(7);
	const pixels = new Uint8ClampedArray(WIDTH * HEIGHT);
	const plane = { width: WIDTH, height: HEIGHT, stride: WIDTH, step: 1, offset: 0 };
	const cells = new Float32Array(RULER_GRID.columns * RULER_GRID.rows);
	const whole = { x: 0, y: 0, width: 1, height: 1 };
	const drawn = faces.map(({ place = whole, still }, at) => {
		const [width, height] = [WIDTH * place.width, HEIGHT * place.height];
		// Drawn at twice the size: what a small picture shows of a large one.
		const face = new FaceDrawing(2 * width, 2 * height);
		return { place, still, width, height, face, track: (said[at] as Said).track };
	});
	// Not in step with the first sample, as no stream is.
	for (let at = 700; at < end * TRACK_RATE; at += SAMPLES_PER_PICTURE) {
		for (let pixel = 0; pixel < WIDTH * HEIGHT; pixel++) pixels[pixel] = 100 + NOISE * (random.next() - 0.5);
		for (const { place, still, width, height, face, track } of drawn) {
			const picture = face.draw(still ? { open: 0, round: 0, blink: 0 } : track.faceAt(samples(at)));
			for (let y = 0; y < height; y++)
				for (let x = 0; x < width; x++) {
					const luma =
						(picture.luma(2 * x, 2 * y) +
							picture.luma(2 * x + 1, 2 * y) +
							picture.luma(2 * x, 2 * y + 1) +
							picture.luma(2 * x + 1, 2 * y + 1)) /
						4;
					const pixel = (y + Math.round(place.y * HEIGHT)) * WIDTH + x + Math.round(place.x * WIDTH);
					pixels[pixel] = luma + NOISE * (random.next() - 0.5);
				}
		}
		lumaCells(pixels, plane, RULER_GRID, cells);
		pictures.add(at / TRACK_RATE, cells);
	}
	return pictures;
}
