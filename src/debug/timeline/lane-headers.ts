import { BLENDSHAPES } from "../../lipsync/blendshapes.ts";
import { GROUPS } from "../model/lanes.ts";
import type { Row } from "./lane-canvas.ts";

export interface HeaderHandlers {
	solo(lane: string): void;
	fold(group: string): void;
}

/** The names beside the lanes, with a switch for solo and, on groups, for folding. Main thread. */
export class LaneHeaders {
	readonly #root: HTMLElement;
	readonly #handlers: HeaderHandlers;
	readonly #rows = new Map<string, HTMLElement>();
	#tops: readonly number[] = [];
	#flags: ReadonlyMap<string, string> = new Map();

	constructor(root: HTMLElement, handlers: HeaderHandlers) {
		this.#root = root;
		this.#handlers = handlers;
	}

	/** Words beside lanes, by id: "never moved", "saturated". */
	set flags(flags: ReadonlyMap<string, string>) {
		this.#flags = flags;
		for (const [id, row] of this.#rows) this.#flag(id, row);
	}

	/** Weight at the top of each curve's lane. */
	set tops(tops: readonly number[]) {
		this.#tops = tops;
		for (const [id, row] of this.#rows) this.#scale(id, row);
	}

	show(
		rows: readonly Row[],
		headings: readonly { readonly group: string; readonly top: number }[],
		folded: readonly string[],
		solo: readonly string[],
		height: number,
	): void {
		this.#root.style.height = `${height}px`;
		this.#rows.clear();
		const items = rows.map(({ lane, top, height: tall }) => {
			const item = document.createElement("div");
			item.style.top = `${top}px`;
			item.style.height = `${tall}px`;
			if (lane === undefined) {
				const group = headings.find((heading) => heading.top === top)?.group ?? "";
				this.#heading(item, group, folded.includes(group));
				return item;
			}
			item.className = "lane-header";
			item.title = lane.hint;
			item.dataset.lane = lane.id;
			const name = document.createElement("span");
			name.className = "lane-name";
			const label = document.createElement("span");
			label.textContent = lane.label;
			name.append(label);
			item.append(name);
			if (lane.kind === "curve") item.append(this.#soloButton(lane.id, lane.label, solo.includes(lane.id)));
			this.#rows.set(lane.id, item);
			this.#flag(lane.id, item);
			this.#scale(lane.id, item);
			return item;
		});
		this.#root.replaceChildren(...items);
	}

	/** Draws the eye to a lane. */
	flash(lane: string): void {
		const row = this.#rows.get(lane);
		row?.classList.remove("flash");
		// Read, so that the animation begins anew.
		void row?.offsetWidth;
		row?.classList.add("flash");
	}

	#heading(item: HTMLElement, group: string, isFolded: boolean): void {
		item.className = "group-header";
		const button = document.createElement("button");
		button.type = "button";
		button.textContent = GROUPS.find(({ id }) => id === group)?.label ?? group;
		button.setAttribute("aria-expanded", String(!isFolded));
		button.addEventListener("click", () => this.#handlers.fold(group));
		item.append(button);
	}

	#soloButton(id: string, label: string, isOn: boolean): HTMLElement {
		const button = document.createElement("button");
		button.type = "button";
		button.className = "solo";
		button.textContent = "S";
		button.title = `Only ${label}`;
		button.setAttribute("aria-label", `Only ${label}`);
		button.setAttribute("aria-pressed", String(isOn));
		button.addEventListener("click", () => this.#handlers.solo(id));
		return button;
	}

	/** The scale stands on the row, for the style sheet to show; 1 is not worth a word. */
	#scale(id: string, row: HTMLElement): void {
		const names: readonly string[] = BLENDSHAPES;
		const shape = names.indexOf(id);
		const top = shape === -1 ? 1 : (this.#tops[shape] ?? 1);
		if (top === 1) delete row.dataset.top;
		else row.dataset.top = String(top);
	}

	#flag(id: string, row: HTMLElement): void {
		const text = this.#flags.get(id);
		const known = row.querySelector(".flag");
		if (text === undefined) {
			known?.remove();
			return;
		}
		const flag = known ?? document.createElement("span");
		flag.className = "flag";
		flag.textContent = text;
		row.dataset.flag = text;
		if (known === null) row.querySelector(".lane-name")?.append(flag);
	}
}
