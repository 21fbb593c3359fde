import { make, setAttributes } from "../../widget/panel/make.ts";
import { kioskIcon } from "./kiosk-icons.ts";
import { button } from "./press.ts";

/** What a visitor may switch to see, hear and reach better. */
export const ACCESS_SWITCHES = ["guide", "reach", "contrast", "motion", "larger"] as const;
export type AccessSwitch = (typeof ACCESS_SWITCHES)[number];

export interface AccessHandlers {
	toggle(name: AccessSwitch): void;
	louder(): void;
}

/** The row of switches at the foot of the screen, within everybody's reach. */
export class AccessBar {
	readonly element: HTMLElement;
	readonly #switches = new Map<AccessSwitch, HTMLButtonElement>();

	constructor({ toggle, louder }: AccessHandlers) {
		for (const name of ACCESS_SWITCHES) {
			const made = button(name, "switch", () => toggle(name), { "aria-pressed": "false" });
			made.prepend(kioskIcon(name));
			this.#switches.set(name, made);
		}
		const more = button("louder", "switch", louder);
		more.prepend(kioskIcon("louder"));
		this.element = make(
			"footer",
			{ class: "access", role: "toolbar", "data-label": "accessibility" },
			...this.#switches.values(),
			more,
		);
	}

	show(name: AccessSwitch, isOn: boolean): void {
		const made = this.#switches.get(name);
		if (made !== undefined) setAttributes(made, { "aria-pressed": String(isOn) });
	}
}
