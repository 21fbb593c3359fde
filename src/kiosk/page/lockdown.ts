/** Keys that would leave the page, change its size or show what is behind it. Those without a name are let through. */
const FORBIDDEN: ReadonlySet<string> = new Set([
	"F5",
	"F11",
	"F12",
	"BrowserBack",
	"BrowserForward",
	"BrowserHome",
	"ContextMenu",
]);

function isForbidden({ key, ctrlKey, metaKey, altKey }: KeyboardEvent): boolean {
	return (
		ctrlKey || metaKey || FORBIDDEN.has(key) || (altKey && (key === "ArrowLeft" || key === "ArrowRight"))
	);
}

/** What was tried and held back, for the lock-down check. */
export type Escape = "menu" | "pinch" | "zoom" | "drag" | "key" | "link" | "second-touch" | "selection";

/**
 * Keeps visitors in the page as far as a page can; the browser's flags do the rest. `escaped` hears what was held back.
 */
export function lockDown(target: Window, escaped: (attempt: Escape) => void, signal: AbortSignal): void {
	const hold = (type: string, attempt: Escape, isHeld: (event: Event) => boolean = () => true) =>
		target.addEventListener(
			type,
			(event) => {
				if (!isHeld(event)) return;
				event.preventDefault();
				event.stopPropagation();
				escaped(attempt);
			},
			{ capture: true, passive: false, signal },
		);
	hold("contextmenu", "menu");
	hold("gesturestart", "pinch");
	hold("touchmove", "pinch", (event) => (event as TouchEvent).touches.length > 1);
	hold("wheel", "zoom", (event) => (event as WheelEvent).ctrlKey);
	hold("dragstart", "drag");
	hold("drop", "drag");
	hold("selectstart", "selection", ({ target: at }) => !(at instanceof HTMLInputElement));
	hold("keydown", "key", (event) => isForbidden(event as KeyboardEvent));
	hold("click", "link", ({ target: at }) => at instanceof Element && at.closest("a[href]") !== null);
	// One finger at a time: two buttons at once mean neither. Of a click Chromium does not say which finger it was of.
	for (const type of ["pointerdown", "pointerup"])
		hold(
			type,
			"second-touch",
			(event) => event instanceof PointerEvent && event.pointerType === "touch" && !event.isPrimary,
		);
}
