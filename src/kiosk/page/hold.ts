/** CSS pixels by which a finger that holds still may move. */
const STILL = 24;

/**
 * Calls `held` when a finger has rested on `target` for `milliseconds`. A hold is no tap: the click that would follow is
 * swallowed.
 */
export function onHold(
	target: HTMLElement,
	milliseconds: number,
	held: (event: PointerEvent) => void,
	signal: AbortSignal,
): void {
	let timer: ReturnType<typeof setTimeout> | undefined;
	let start = { x: 0, y: 0 };
	let wasHeld = false;
	const give = () => clearTimeout(timer);
	target.addEventListener(
		"pointerdown",
		(event) => {
			wasHeld = false;
			start = { x: event.clientX, y: event.clientY };
			give();
			timer = setTimeout(() => {
				wasHeld = true;
				held(event);
			}, milliseconds);
		},
		{ signal },
	);
	target.addEventListener(
		"pointermove",
		({ clientX, clientY }) => {
			if (Math.hypot(clientX - start.x, clientY - start.y) > STILL) give();
		},
		{ signal },
	);
	for (const type of ["pointerup", "pointercancel"] as const) target.addEventListener(type, give, { signal });
	target.addEventListener(
		"click",
		(event) => {
			if (!wasHeld) return;
			wasHeld = false;
			event.preventDefault();
			event.stopPropagation();
		},
		{ capture: true, signal },
	);
	signal.addEventListener("abort", give);
}
