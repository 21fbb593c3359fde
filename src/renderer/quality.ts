/** How much work a picture may be. */
export interface QualityStep {
	readonly name: QualityName;
	/** Device pixel ratio is capped here. */
	readonly maxPixelRatio: number;
	/** Side of the key light's shadow map in texels; 0 is no shadow. */
	readonly shadowSize: number;
	/** Multisampling; fixed when the renderer is made, so that a step down later keeps it. */
	readonly antialias: boolean;
	/** Image-based light; without it a hemisphere light takes its place. */
	readonly environment: boolean;
}

export type QualityName = "high" | "medium" | "low" | "minimal";

/** From the best to the cheapest. */
export const QUALITY_STEPS: readonly QualityStep[] = [
	{ name: "high", maxPixelRatio: 2, shadowSize: 1024, antialias: true, environment: true },
	{ name: "medium", maxPixelRatio: 1.5, shadowSize: 512, antialias: true, environment: true },
	{ name: "low", maxPixelRatio: 1, shadowSize: 0, antialias: true, environment: true },
	{ name: "minimal", maxPixelRatio: 0.75, shadowSize: 0, antialias: false, environment: false },
];

/** The step of that name and its number. */
export function qualityStep(name: QualityName): { readonly step: QualityStep; readonly number: number } {
	const number = QUALITY_STEPS.findIndex((step) => step.name === name);
	const step = QUALITY_STEPS[number];
	if (step === undefined) throw new TypeError(`No quality is called "${name}".`);
	return { step, number };
}
