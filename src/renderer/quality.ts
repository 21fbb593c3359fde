import { isSoftwareRenderer } from "../util/software-renderer.ts";

/** How much work a picture may be. */
export interface QualityStep {
	readonly name: QualityName;
	/** Device pixels per CSS pixel are capped here. */
	readonly maxPixelRatio: number;
	/** Pixels of a picture are capped here: a small canvas stays sharp when a wall of a kiosk has to give. */
	readonly maxPixels: number;
	/** Side of the key light's shadow map in texels; 0 is no shadow. */
	readonly shadowSize: number;
	/** Multisampling; fixed when the renderer is made, so that a step down later keeps it. */
	readonly antialias: boolean;
	/** Image-based light; without it a light probe of the same room: no reflections. */
	readonly environment: boolean;
}

export type QualityName = "high" | "medium" | "low" | "minimal";

/** From the best to the cheapest. */
export const QUALITY_STEPS: readonly QualityStep[] = [
	{ name: "high", maxPixelRatio: 2, maxPixels: 8e6, shadowSize: 1024, antialias: true, environment: true },
	{ name: "medium", maxPixelRatio: 1.5, maxPixels: 3e6, shadowSize: 512, antialias: true, environment: true },
	{ name: "low", maxPixelRatio: 1, maxPixels: 1.5e6, shadowSize: 0, antialias: true, environment: false },
	{ name: "minimal", maxPixelRatio: 1, maxPixels: 4e5, shadowSize: 0, antialias: false, environment: false },
];

/** The step of that name and its number. */
export function qualityStep(name: QualityName): { readonly step: QualityStep; readonly number: number } {
	const number = QUALITY_STEPS.findIndex((step) => step.name === name);
	const step = QUALITY_STEPS[number];
	if (step === undefined) throw new TypeError(`No quality is called "${name}".`);
	return { step, number };
}

/** Device pixels per CSS pixel for a picture of `width` × `height` CSS pixels. */
export function pixelRatioAt(step: QualityStep, width: number, height: number, wanted: number): number {
	return Math.min(wanted, step.maxPixelRatio, Math.sqrt(step.maxPixels / (width * height)));
}

/** Where to start on a graphics card of that name, as WebGL tells it. */
export const startingQuality = (rendererName: string): QualityName =>
	isSoftwareRenderer(rendererName) ? "low" : "high";
