import { BLENDSHAPE_COUNT } from "../../src/lipsync/blendshapes.ts";
import { BodyDirector } from "../../src/motion/body-director.ts";
import { headOf } from "../../src/motion/body-pose.ts";
import { headAtRest } from "../../src/motion/head-pose.ts";
import type { Framing } from "../../src/renderer/framing.ts";
import { Stage } from "../../src/renderer/stage.ts";
import { seconds } from "../../src/util/time.ts";
import { ACTION_CODES } from "../gestures/action-codes.ts";
import { GESTURES } from "../gestures/gestures.ts";

/** One picture: an action, so many seconds after its cue. Plain data: it crosses from Node to the page. */
export interface ActionShot {
	readonly caption: string;
	/** Empty for nobody acting. */
	readonly action: string;
	readonly at: number;
	/** Turn of the camera round the body, degrees. */
	readonly yaw?: number;
}

export interface ActionSheet {
	readonly avatar: string;
	readonly shots: readonly ActionShot[];
	readonly columns: number;
	readonly width: number;
	readonly height: number;
	readonly framing: Framing;
	/** WebP quality, 0 … 1. */
	readonly quality: number;
}

declare global {
	interface Window {
		/** The pictures in a grid, as a WebP data URL. */
		actionSheet(sheet: ActionSheet): Promise<string>;
	}
}

const FRAME = 1 / 60;

/** The stage as visitors see it, posed by the director that poses it for them. */
window.actionSheet = async ({ avatar: url, shots, columns, width, height, framing, quality }) => {
	const canvas = document.createElement("canvas");
	const stage = new Stage(canvas, {
		width,
		height,
		framing,
		quality: "high",
		adaptive: false,
		background: { type: "color", color: "#d5d7e6" },
	});
	await stage.load(url);
	const grid = document.createElement("canvas");
	grid.width = width * columns;
	grid.height = height * Math.ceil(shots.length / columns);
	const context = grid.getContext("2d");
	if (context === null) throw new TypeError("No 2d canvas.");
	context.font = "14px sans-serif";
	context.fillStyle = "#2b3040";
	for (const [index, shot] of shots.entries()) {
		show(stage, shot);
		const [x, y] = [(index % columns) * width, Math.floor(index / columns) * height];
		context.drawImage(canvas, x, y, width, height);
		context.fillText(shot.caption, x + 6, y + 18);
	}
	stage.dispose();
	return grid.toDataURL("image/webp", quality);
};

function show(stage: Stage, { action, at, yaw = 0 }: ActionShot): void {
	const director = new BodyDirector({ clips: GESTURES, map: ACTION_CODES });
	const face = new Float32Array(BLENDSHAPE_COUNT);
	if (action !== "") director.play(action);
	for (let time = 0; time < at; time += FRAME) director.update(FRAME, face);
	const { pose } = director;
	stage.avatar?.apply(face);
	const head = headAtRest();
	headOf(pose, headAtRest(), head);
	stage.avatar?.setHeadPose(head);
	stage.avatar?.setBodyPose?.(pose, 0);
	stage.setOrbit((yaw * Math.PI) / 180, 0);
	// Hair settles.
	for (let frame = 0; frame < 30; frame++) stage.avatar?.update(seconds(FRAME));
	stage.render(seconds(FRAME));
}
