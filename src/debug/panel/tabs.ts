import { element } from "./dom.ts";

export const TABS = ["findings", "inspect", "tune", "diff", "table", "export", "avatar"] as const;
export type TabName = (typeof TABS)[number];

/** The tabs beside the timeline: arrow keys go from one to the next. Main thread. */
export class Tabs {
	readonly #changed: (tab: TabName) => void;
	#current: TabName = "findings";

	constructor(changed: (tab: TabName) => void) {
		this.#changed = changed;
		for (const [index, name] of TABS.entries()) {
			const tab = element(`tab-${name}`, HTMLButtonElement);
			tab.addEventListener("click", () => this.show(name));
			tab.addEventListener("keydown", ({ key }) => {
				const step = key === "ArrowRight" ? 1 : key === "ArrowLeft" ? -1 : 0;
				const next = TABS[(index + step + TABS.length) % TABS.length];
				if (step === 0 || next === undefined) return;
				this.show(next);
				element(`tab-${next}`, HTMLButtonElement).focus();
			});
		}
		this.#mark();
	}

	get current(): TabName {
		return this.#current;
	}

	show(tab: TabName): void {
		this.#current = tab;
		this.#mark();
		this.#changed(tab);
	}

	#mark(): void {
		for (const name of TABS) {
			const isCurrent = name === this.#current;
			const tab = element(`tab-${name}`, HTMLButtonElement);
			tab.setAttribute("aria-selected", String(isCurrent));
			tab.tabIndex = isCurrent ? 0 : -1;
			element(`panel-${name}`, HTMLElement).hidden = !isCurrent;
		}
	}
}
