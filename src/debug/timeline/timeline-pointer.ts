import type { Viewport } from "../model/viewport.ts";

/** Pixels that a pointer may tremble and still click. */
const CLICK = 4;

/** Notches of a wheel to a doubling. */
const WHEEL_ZOOM = 0.0022;

export interface PointerHandlers {
	/** The pointer is over `time`, at height `y` of the element; `undefined` once it has left. */
	hover(time: number | undefined, y: number): void;
	click(time: number, y: number, event: PointerEvent): void;
	/** A range is drawn; `done` with the last. */
	range(from: number, to: number, done: boolean, event: PointerEvent): void;
	/** The playhead is dragged. */
	scrub(time: number, phase: "start" | "move" | "end", event: PointerEvent): void;
	/** The view was moved or zoomed by hand. */
	moved(): void;
}

/**
 * Mouse, pen and touch on a canvas of the timeline: wheel with Ctrl (or a pinch) zooms where it points, with Shift it
 * pans; a drag selects (or scrubs, on the ruler), with Shift or the middle button it pans. Main thread.
 */
export function handlePointer(
	element: HTMLElement,
	viewport: Viewport,
	drags: "range" | "scrub",
	handlers: PointerHandlers,
): void {
	const timeOf = (event: MouseEvent) => viewport.time(event.clientX - element.getBoundingClientRect().left);
	const heightOf = (event: MouseEvent) => event.clientY - element.getBoundingClientRect().top;
	let drag:
		| { readonly kind: "pan" | "range" | "scrub"; readonly x: number; readonly time: number; moved: boolean }
		| undefined;
	let lastX = 0;

	element.addEventListener(
		"wheel",
		(event) => {
			const sideways =
				Math.abs(event.deltaX) > Math.abs(event.deltaY) ? event.deltaX : event.shiftKey ? event.deltaY : 0;
			if (event.ctrlKey || event.metaKey)
				viewport.zoom(
					Math.exp(-event.deltaY * WHEEL_ZOOM),
					event.clientX - element.getBoundingClientRect().left,
				);
			else if (sideways !== 0) viewport.pan(sideways);
			else if (drags === "scrub") viewport.pan(event.deltaY);
			else return;
			event.preventDefault();
			handlers.moved();
		},
		{ passive: false },
	);
	element.addEventListener("pointerdown", (event) => {
		if (event.button > 1) return;
		element.setPointerCapture(event.pointerId);
		const pans = event.shiftKey || event.button === 1;
		drag = { kind: pans ? "pan" : drags, x: event.clientX, time: timeOf(event), moved: false };
		lastX = event.clientX;
		if (drag.kind === "scrub") handlers.scrub(drag.time, "start", event);
	});
	element.addEventListener("pointermove", (event) => {
		handlers.hover(timeOf(event), heightOf(event));
		if (drag === undefined) return;
		drag.moved ||= Math.abs(event.clientX - drag.x) > CLICK;
		if (drag.kind === "pan") {
			viewport.pan(lastX - event.clientX);
			handlers.moved();
		} else if (drag.kind === "scrub") handlers.scrub(timeOf(event), "move", event);
		else if (drag.moved) handlers.range(drag.time, timeOf(event), false, event);
		lastX = event.clientX;
	});
	const end = (event: PointerEvent) => {
		const ended = drag;
		drag = undefined;
		if (ended === undefined) return;
		if (ended.kind === "scrub") handlers.scrub(timeOf(event), "end", event);
		else if (!ended.moved) handlers.click(timeOf(event), heightOf(event), event);
		else if (ended.kind === "range") handlers.range(ended.time, timeOf(event), true, event);
	};
	element.addEventListener("pointerup", end);
	element.addEventListener("pointercancel", () => {
		drag = undefined;
	});
	element.addEventListener("pointerleave", () => handlers.hover(undefined, 0));
}
