import type { HostToStage, StageSize } from "./stage-host-messages.ts";

/** Size of a canvas as laid out. */
export const canvasSize = (canvas: HTMLCanvasElement): StageSize => ({
	width: canvas.clientWidth,
	height: canvas.clientHeight,
	pixelRatio: devicePixelRatio,
});

/** What the browser knows of the viewer's wish for less motion. */
export const prefersReducedMotion = (): MediaQueryList => matchMedia("(prefers-reduced-motion: reduce)");

/**
 * Main thread: tells the stage of the canvas's size, of whether anybody can see it, and of the viewer's wish for less
 * motion, now and at every change until `signal` aborts.
 */
export function watchCanvas(
	canvas: HTMLCanvasElement,
	tell: (message: HostToStage) => void,
	signal: AbortSignal,
): void {
	const tellSize = () => tell({ type: "resize", ...canvasSize(canvas) });
	const sizes = new ResizeObserver(tellSize);
	sizes.observe(canvas);
	// Zooming and moving to another screen change the pixel ratio, and both fire "resize" on the window.
	addEventListener("resize", tellSize, { signal });

	let onScreen = true;
	const tellVisible = () => {
		const pageHidden = document.hidden;
		tell({ type: "visible", visible: onScreen && !pageHidden, pageHidden });
	};
	const intersections = new IntersectionObserver((entries) => {
		onScreen = entries.at(-1)?.isIntersecting ?? true;
		tellVisible();
	});
	intersections.observe(canvas);
	document.addEventListener("visibilitychange", tellVisible, { signal });

	const motion = prefersReducedMotion();
	const tellMotion = () => tell({ type: "reduced-motion", reduced: motion.matches });
	motion.addEventListener("change", tellMotion, { signal });
	tellMotion();

	signal.addEventListener("abort", () => {
		sizes.disconnect();
		intersections.disconnect();
	});
}
