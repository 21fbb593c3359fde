import { type CoverageCard, cardSummary } from "../lipsync/resolver/coverage-card.ts";
import type { AvatarLicence } from "../runtime/player-events.ts";
import { element } from "./element.ts";

/** Hosts that come with Facewire: file name and given name. */
const LOOKS: readonly (readonly [string, string])[] = [
	["mira", "Mira"],
	["leo", "Leo"],
	["lin", "Lin"],
];

/** What a grade means for whoever brought the model. */
const GRADES: Readonly<Record<CoverageCard["grade"], string>> = {
	green: "Speaks, blinks and smiles.",
	amber: "The mouth opens and closes; some shapes are missing.",
	red: "The lips do not move; sound and captions go on.",
};

/** Which avatar is shown, what it can do, under which licence, and how to choose another. */
export class AvatarPanel {
	readonly #page: URL;
	readonly #root = element("avatar", HTMLDetailsElement);
	readonly #look = element("avatar-look", HTMLSelectElement);
	#coverage: CoverageCard | undefined;
	readonly #json = element("avatar-json", HTMLButtonElement);

	/** @param page address of the page, which the looks lie beside */
	constructor(page: URL) {
		this.#page = page;
		this.#json.addEventListener("click", () => {
			if (this.#coverage !== undefined) saveJson("coverage.json", this.#coverage);
		});
		for (const [file, name] of LOOKS) this.#look.append(new Option(name, file));
	}

	/** Hands out what the viewer chooses: an address, or a file's name and bytes. */
	listen(choose: (name: string, bytes?: ArrayBuffer) => void): void {
		this.#look.addEventListener("change", () => choose(this.#address(this.#look.value)));
		const file = element("avatar-file", HTMLInputElement);
		file.addEventListener("change", async () => {
			const chosen = file.files?.[0];
			if (chosen !== undefined) choose(chosen.name, await chosen.arrayBuffer());
			// The same file may be chosen again after it was changed.
			file.value = "";
		});
	}

	/** An avatar is shown. */
	show(url: string, coverage: CoverageCard, licence: AvatarLicence | undefined): void {
		const look = LOOKS.find(([file]) => [file, `${file}-light`].some((name) => url === this.#address(name)));
		this.#look.value = look?.[0] ?? "";
		this.#root.dataset.grade = coverage.grade;
		const name = look?.[1] ?? (licence?.title || coverage.model);
		element("avatar-summary", HTMLElement).textContent = name;
		element("avatar-coverage", HTMLElement).textContent =
			`${GRADES[coverage.grade]} ${cardSummary(coverage)}.`;
		this.#notes(coverage.notes);
		element("avatar-licence", HTMLElement).textContent = licence === undefined ? "" : terms(licence);
		this.#coverage = coverage;
		this.#json.disabled = false;
	}

	#address(look: string): string {
		return new URL(`avatars/${look}.vrm`, this.#page).href;
	}

	#notes(notes: readonly string[]): void {
		const items = notes.map((note) => {
			const item = document.createElement("li");
			item.textContent = note;
			return item;
		});
		element("avatar-notes", HTMLUListElement).replaceChildren(...items);
	}
}

/** Lets the browser save `value` as a file. */
function saveJson(name: string, value: unknown): void {
	const link = document.createElement("a");
	link.download = name;
	link.href = URL.createObjectURL(
		new Blob([JSON.stringify(value, undefined, "\t")], { type: "application/json" }),
	);
	link.click();
	URL.revokeObjectURL(link.href);
}

/** A licence in a line. */
function terms({ authors, copyright, url, restrictions }: AvatarLicence): string {
	const by = authors.length > 0 ? `By ${authors.join(", ")}.` : "";
	const withheld = restrictions.length > 0 ? restrictions.join(" ") : "Free to use, change and share.";
	const notice = copyright === undefined ? "" : `${copyright.replace(/\.?$/, ".")}`;
	return [by, notice, withheld, url].filter(Boolean).join(" ");
}
