import type { AvatarPlayer } from "../runtime/avatar-player.ts";
import { millisecondsToSeconds } from "../util/time.ts";
import { element } from "./element.ts";

/** Lets the viewer say that the sound comes later than the browser thinks, as Bluetooth headphones make it. */
export function offerTrim(player: AvatarPlayer): void {
	const range = element("trim", HTMLInputElement);
	const shown = element("trim-value", HTMLOutputElement);
	range.addEventListener("input", () => player.trim.set(millisecondsToSeconds(range.valueAsNumber)));
	player.trim.value.subscribe((trim) => {
		const milliseconds = Math.round(trim * 1000);
		range.value = String(milliseconds);
		shown.textContent = `${milliseconds} ms`;
	});
}
