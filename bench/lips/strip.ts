import { writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { Photographer } from "../../assets/sheet/photographer.ts";
import type { Sheet, Shot } from "../../assets/sheet/shot.ts";
import { BLENDSHAPE_COUNT, BLENDSHAPES } from "../../src/lipsync/blendshapes.ts";
import { PhonemeFace } from "../../src/lipsync/phoneme-face.ts";
import type { Phoneme } from "../../src/protocol/driver-message.ts";
import { seconds } from "../../src/util/time.ts";
import { faceOf, MADE_RUNGS } from "./rungs.ts";
import { loadSpeaker, type Recording } from "./speech.ts";

/**
 * `tsx bench/lips/strip.ts`: renders into `docs/` what the benchmark's numbers mean: each sound in a still, and one
 * sentence on every rung of the ladder, frame by frame.
 */
const FOLDER = fileURLToPath(new URL("../../docs/", import.meta.url));
const AVATAR = "/assets/public/avatars/mira.vrm";
const CAMERA = { distance: 0.42, height: -0.06 };
const STAGE = { width: 150, height: 150, ratio: 1 };
const QUALITY = 0.84;

const SENTENCE = { text: "爸爸买了五个苹果。", language: "zh" } as const;

/** Every second face frame of a strip is shown. */
const STEP = 2;
const FRAME_RATE = 25;
const FRAMES = 18;

/** Consonants between two open vowels, vowels after [t]; the still is taken where the sound is itself. */
const SOUNDS = ["m", "p", "f", "θ", "t", "s", "ʃ", "ɹ", "w"].map((symbol) => ({
	symbol,
	phonemes: sequence(["sil", 0.4], ["ˈa", 0.2], [symbol, 0.1], ["ˈa", 0.2], ["sil", 0.3]),
	time: symbol === "p" ? 0.6 : 0.65,
}));
const VOWELS = ["ˈa", "ˈɛ", "ˈi", "ˈo", "ˈu", "ˈy"].map((symbol) => ({
	symbol: symbol.slice(1),
	phonemes: sequence(["sil", 0.4], ["t", 0.06], [symbol, 0.25], ["sil", 0.3]),
	time: 0.57,
}));

function sequence(...sounds: readonly (readonly [string, number])[]): Phoneme[] {
	let at = 0;
	return sounds.map(([symbol, length]) => {
		const start = seconds(at);
		at += length;
		return { symbol, start, end: seconds(at) };
	});
}

function shot(name: string, weights: Float32Array, at = 0): Shot {
	const named = BLENDSHAPES.map((shape, index) => [shape, weights[at + index] ?? 0] as const);
	return { name, weights: Object.fromEntries(named), ...CAMERA };
}

function soundSheet(): Sheet {
	const shots = [...SOUNDS, ...VOWELS].map(({ symbol, phonemes, time }) => {
		const weights = new Float32Array(BLENDSHAPE_COUNT);
		new PhonemeFace(phonemes).sample(time, weights);
		return shot(symbol, weights);
	});
	return { frames: shots.map((one) => ({ file: AVATAR, shot: one })), columns: 5, quality: QUALITY };
}

function rungSheet(recording: Recording): Sheet {
	const shots = MADE_RUNGS.flatMap((rung) => {
		const weights = faceOf(rung, recording);
		return Array.from({ length: FRAMES }, (_, column) => {
			const frame = column * STEP;
			const time = frame / FRAME_RATE;
			const sound = recording.phonemes.find(({ start, end }) => time >= start && time < end)?.symbol ?? "";
			const name = column === 0 ? rung : sound;
			return shot(name, weights, frame * BLENDSHAPE_COUNT);
		});
	});
	return { frames: shots.map((one) => ({ file: AVATAR, shot: one })), columns: FRAMES, quality: QUALITY };
}

const speak = await loadSpeaker();
const photographer = await Photographer.open(STAGE);
try {
	const rungs = rungSheet(speak(SENTENCE.text, SENTENCE.language));
	await writeFile(`${FOLDER}lips-sounds.webp`, await photographer.compose(soundSheet()));
	await writeFile(`${FOLDER}lips-rungs.webp`, await photographer.compose(rungs));
} finally {
	await photographer.dispose();
}
