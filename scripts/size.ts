import { packageWeight, WEIGHT_LIMITS } from "./package/package-weight.ts";

// The size line of `npm run check`: what the package weighs, gzip -9. Fails if that is more than it may be.

const weight = packageWeight("node_modules/.cache/facewire/package/dist");
let isTooHeavy = false;
for (const part of ["shell", "all"] as const) {
	const [is, limit] = [weight[part], WEIGHT_LIMITS[part]];
	console.log(`widget ${part}: ${(is / 1000).toFixed(1)} kB of ${limit / 1000} kB`);
	isTooHeavy ||= is > limit;
}
if (isTooHeavy) {
	console.error("The widget has become too heavy: `npm run bench -- size` shows where.");
	process.exit(1);
}
