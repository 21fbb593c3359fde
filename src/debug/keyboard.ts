/** A key and what it does; `keys` as `KeyboardEvent.key`, with `Shift+` where it counts. */
export interface Binding {
	readonly keys: readonly string[];
	readonly group: string;
	readonly text: string;
	readonly run: () => void;
}

/** Keys typed into these are theirs. */
const TYPING = "input:not([type=range]), textarea, select, [contenteditable]";

const NAMES: Readonly<Record<string, string>> = {
	" ": "Space",
	ArrowLeft: "←",
	ArrowRight: "→",
	ArrowUp: "↑",
	ArrowDown: "↓",
	Escape: "Esc",
};

/** How a key is written on the sheet. */
export const keyName = (key: string): string =>
	key
		.split(/(?<=.)\+/)
		.map((part) => NAMES[part] ?? (part.length === 1 ? part.toUpperCase() : part))
		.join(" + ");

/** Runs what is bound to a key, wherever on the page it is pressed. Main thread. */
export function listenToKeys(bindings: readonly Binding[], signal: AbortSignal): void {
	const byKey = new Map(bindings.flatMap((binding) => binding.keys.map((key) => [key, binding] as const)));
	addEventListener(
		"keydown",
		(event) => {
			if (event.ctrlKey || event.metaKey || event.altKey) return;
			const target = event.target instanceof Element ? event.target : undefined;
			if (target?.closest(TYPING) !== null && target !== undefined && event.key !== "Escape") return;
			if (target?.closest("dialog") !== null && target !== undefined) return;
			// A focused button is pressed by the space bar, a slider moved by arrows.
			if (event.key === " " && target?.matches("button, summary, a") === true) return;
			if (event.key.startsWith("Arrow") && target?.matches("input[type=range]") === true) return;
			const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
			const binding = byKey.get(event.shiftKey && event.key.length > 1 ? `Shift+${key}` : key);
			if (binding === undefined) return;
			event.preventDefault();
			binding.run();
		},
		{ signal },
	);
}

/** The sheet of all keys. */
export function fillKeySheet(root: HTMLElement, bindings: readonly Binding[]): void {
	const groups = [...new Set(bindings.map(({ group }) => group))];
	const columns = groups.map((group) => {
		const section = document.createElement("section");
		const title = document.createElement("h3");
		title.textContent = group;
		const list = document.createElement("dl");
		for (const { keys, text } of bindings.filter((binding) => binding.group === group)) {
			const term = document.createElement("dt");
			for (const [index, key] of keys.entries()) {
				const cap = document.createElement("kbd");
				cap.textContent = keyName(key);
				term.append(...(index > 0 ? [" ", cap] : [cap]));
			}
			const meaning = document.createElement("dd");
			meaning.textContent = text;
			list.append(term, meaning);
		}
		section.append(title, list);
		return section;
	});
	root.replaceChildren(...columns);
}
