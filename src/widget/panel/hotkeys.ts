/** What a key asks for. */
export type KeyCommand = "stop" | "mute" | "captions" | "help" | "escape";

const COMMANDS: Readonly<Record<string, KeyCommand>> = {
	" ": "stop",
	k: "stop",
	m: "mute",
	c: "captions",
	"?": "help",
	Escape: "escape",
};

/** Elements that want the space bar, and some all keys, for themselves. */
const PRESSABLE = "button, a, summary, input, select, textarea, [contenteditable]";
const WRITABLE = "input, select, textarea, [contenteditable]";

/** What is asked for by a key that was pressed in `target`; `undefined` if the key is somebody else's. */
export function keyCommand(
	{ key, ctrlKey, metaKey, altKey, isComposing }: KeyboardEvent,
	target: Element | null,
): KeyCommand | undefined {
	if (ctrlKey || metaKey || altKey || isComposing) return undefined;
	const command = COMMANDS[key.length === 1 ? key.toLowerCase() : key];
	if (command === "escape") return command;
	if (target?.matches(WRITABLE)) return undefined;
	if (key === " " && target?.matches(PRESSABLE)) return undefined;
	return command;
}

/**
 * Hands key commands from within `root` to `act`, which tells whether it did something: then the page does not get the
 * key. Nor does it get what is typed into a field: its own shortcuts would take it for theirs, because outside of a
 * shadow root a field is not seen as one.
 */
export function listenForKeys(
	root: EventTarget,
	act: ((command: KeyCommand) => boolean) | undefined,
	signal: AbortSignal,
): void {
	const down = (event: Event) => {
		if (!(event instanceof KeyboardEvent)) return;
		const [target] = event.composedPath();
		const element = target instanceof Element ? target : null;
		const command = act === undefined || event.defaultPrevented ? undefined : keyCommand(event, element);
		if (command !== undefined && act?.(command)) {
			event.preventDefault();
			event.stopPropagation();
		} else keepTyping(event);
	};
	const keepTyping = (event: Event) => {
		const [target] = event.composedPath();
		if (target instanceof Element && target.matches(WRITABLE) && (event as KeyboardEvent).key !== "Escape")
			event.stopPropagation();
	};
	root.addEventListener("keydown", down, { signal });
	for (const type of ["keypress", "keyup"]) root.addEventListener(type, keepTyping, { signal });
}
