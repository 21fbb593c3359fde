import type { Framing } from "../../src/renderer/framing.ts";
import { Stage } from "../../src/renderer/stage.ts";

/** A stage on a canvas of its own, as cheap as it can be. @param size of the square picture, CSS pixels */
export function smallStage(size: number, framing: Framing): { canvas: HTMLCanvasElement; stage: Stage } {
	const canvas = document.createElement("canvas");
	const cheap = { quality: "minimal", adaptive: false } as const;
	return { canvas, stage: new Stage(canvas, { width: size, height: size, framing, ...cheap }) };
}
