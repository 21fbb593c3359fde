import { BLENDSHAPES } from "../../src/lipsync/blendshapes.ts";
import { VISEMES } from "../generator/expressions/visemes.ts";
import { LOOKS } from "../generator/looks/looks.ts";
import type { Sheet, Shot, Stage } from "./shot.ts";

/** A sheet with the size of its pictures and the name of its file. */
export interface PlannedSheet {
	file: string;
	stage: Stage;
	sheet: Sheet;
}

const avatar = (name: string): string => `/assets/public/avatars/${name}.vrm`;

/** Cameras: the face alone, head and shoulders, down to the waist. */
const FACE = { distance: 0.58, height: -0.03 };
const HEAD = { distance: 0.88, height: -0.025 };
const BUST = { distance: 1.25, height: -0.1 };
const HALF_BODY = { distance: 1.95, height: -0.2 };

const both = (stem: string): Record<string, number> => ({ [`${stem}Left`]: 1, [`${stem}Right`]: 1 });

const VIEWS: readonly Shot[] = [
	{ name: "front", ...HEAD },
	{ name: "three-quarter", yaw: 35, ...HEAD },
	{ name: "profile", yaw: 90, ...HEAD },
	{ name: "back", yaw: 180, ...HEAD },
	{ name: "bust", ...BUST },
	{ name: "half body", ...HALF_BODY },
	{ name: "half body, explaining", pose: "explain", weights: { happy: 0.6 }, ...HALF_BODY },
	{ name: "half body, waving", pose: "wave", weights: { happy: 1 }, ...HALF_BODY },
];

const SHAPES: readonly Shot[] = [
	{ name: "neutral", ...FACE },
	...BLENDSHAPES.map((name) =>
		name === "mouthClose"
			? { name: "mouthClose + jawOpen", weights: { jawOpen: 1, mouthClose: 1 }, ...FACE }
			: { name, weights: { [name]: 1 }, ...FACE },
	),
];

const EMOTIONS = ["neutral", "happy", "angry", "sad", "relaxed", "surprised"] as const;

const FIGHTS: readonly (readonly [string, Record<string, number>])[] = [
	["jawOpen ½ + mouthClose ½", { jawOpen: 0.5, mouthClose: 0.5 }],
	["smile + pucker", { ...both("mouthSmile"), mouthPucker: 1 }],
	["blink + squint", { blink: 1, ...both("eyeSquint") }],
	["blink, looking up", { blink: 1, ...both("eyeLookUp") }],
	["smile + aa", { ...both("mouthSmile"), viseme_aa: 1 }],
	["pucker + jawOpen ½", { mouthPucker: 1, jawOpen: 0.5 }],
	["brows down and up", { ...both("browDown"), browInnerUp: 1 }],
];

const SPEECH: readonly Shot[] = [
	...Object.keys(VISEMES).map((name) => ({ name, weights: { [`viseme_${name}`]: 1 }, ...FACE })),
	...EMOTIONS.map((name) => ({ name, weights: { [name]: 1 }, ...FACE })),
	...FIGHTS.map(([name, weights]) => ({ name, weights, ...FACE })),
];

const LOOK_SHOTS: readonly Shot[] = [
	{ name: "front", ...HEAD },
	{ name: "three-quarter", yaw: 35, ...HEAD },
	{ name: "happy", weights: { happy: 1 }, yaw: -20, ...HEAD },
	{ name: "half body", ...HALF_BODY },
];

const of = (look: string, shots: readonly Shot[]): Sheet["frames"] =>
	shots.map((shot) => ({ file: avatar(look), shot }));

/** The sheets that `docs/face.md` shows. */
export const SHEETS: readonly PlannedSheet[] = [
	{
		file: "face-views.webp",
		stage: { width: 420, height: 470, ratio: 1 },
		sheet: { frames: of("mira", VIEWS), columns: 4, quality: 0.86 },
	},
	{
		file: "face-shapes.webp",
		stage: { width: 210, height: 234, ratio: 1 },
		sheet: { frames: of("mira", SHAPES), columns: 9, quality: 0.72 },
	},
	{
		file: "face-speech.webp",
		stage: { width: 260, height: 290, ratio: 1 },
		sheet: { frames: of("mira", SPEECH), columns: 7, quality: 0.82 },
	},
	{
		file: "face-looks.webp",
		stage: { width: 400, height: 450, ratio: 1 },
		sheet: { frames: LOOKS.flatMap(({ name }) => of(name, LOOK_SHOTS)), columns: 4, quality: 0.84 },
	},
	{
		file: "face-light.webp",
		stage: { width: 400, height: 450, ratio: 1 },
		sheet: {
			frames: LOOKS.flatMap(({ name }) => of(`${name}-light`, LOOK_SHOTS.slice(0, 1))),
			columns: LOOKS.length,
			quality: 0.84,
		},
	},
];
