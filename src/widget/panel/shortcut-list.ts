import { make } from "./make.ts";
import type { PanelTexts } from "./panel-texts.ts";

/** The keys that the panel knows, as a list for its dialog. */
export function shortcutList(texts: PanelTexts, withHotkeys: boolean): HTMLElement {
	const rows: (readonly [readonly string[], string])[] = [
		[[texts.enter], texts.keyEnter],
		[[texts.shiftEnter], texts.keyNewLine],
		[["↑", "↓"], texts.keyHistory],
	];
	if (withHotkeys)
		rows.push(
			[["K", texts.space], texts.keyStop],
			[["M"], texts.keyMute],
			[["C"], texts.keyCaptions],
			[["?"], texts.keyHelp],
			[[texts.escape], texts.keyEscape],
		);
	return make(
		"dl",
		{ class: "shortcuts" },
		...rows.flatMap(([keys, does]) => [
			make("dt", {}, ...keys.flatMap((key, index) => [index > 0 ? " " : undefined, make("kbd", {}, key)])),
			make("dd", {}, does),
		]),
	);
}
