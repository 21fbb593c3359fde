import { make, setText } from "../../widget/panel/make.ts";
import { KIOSK_QUALITIES } from "../model/quality-ladder.ts";
import { KIOSK_LANGUAGES, type KioskSettings, readSettings } from "../model/settings.ts";
import type { Passcode } from "../page/passcode.ts";

export interface SettingsHandlers {
	settings(): KioskSettings;
	save(settings: KioskSettings): void;
	/** Figures of the kiosk's health, name and value. */
	health(): readonly (readonly [string, string])[];
	reload(): void;
	maintenance(isOn: boolean): void;
	/** Trusts the gateway's key that is shown next. */
	trust(): void;
}

/** Milliseconds after which open settings close: an operator who was called away leaves nothing open. */
const OPEN_MS = 300_000;

type Control = readonly [name: keyof KioskSettings, label: string, kind: "text" | "number" | "flag" | "list"];

const CONTROLS: readonly Control[] = [
	["id", "Name of this kiosk", "text"],
	["place", "Place, as visitors read it", "text"],
	["avatar", "Host: mira, leo, lin, or a model's address", "text"],
	["languages", `Languages, the first greets (${KIOSK_LANGUAGES.join(", ")})`, "list"],
	["volume", "Volume, 0 to 1", "number"],
	["idle", "Seconds until a silent visitor is asked", "number"],
	["confirm", "Seconds to answer, at least 20", "number"],
	["distance", "Metres from the eye to the glass", "number"],
	["screenWidth", "Width of the picture, millimetres", "number"],
	["quality", `Best picture: auto, ${KIOSK_QUALITIES.join(", ")}`, "text"],
	["quietFrom", "Closed from, hour", "number"],
	["quietTo", "Closed until, hour (the same: never)", "number"],
	["reloadHour", "Hour of the planned reload", "number"],
	["heapBudget", "Megabytes of heap before a reload", "number"],
	["blockedWords", "Words that are not passed on", "list"],
	["microphone", "Visitors may speak", "flag"],
	["presence", "A camera looks whether somebody is there", "flag"],
	["transcript", "Visitors may take the conversation along", "flag"],
];

/** The operator's settings, behind a passcode. In English: operators read documentation. */
export class SettingsView {
	readonly element = make("section", {
		class: "settings",
		role: "dialog",
		"aria-label": "Settings",
		hidden: true,
	});
	readonly #passcode: Passcode;
	readonly #handlers: SettingsHandlers;
	#timer: ReturnType<typeof setTimeout> | undefined;

	constructor(passcode: Passcode, handlers: SettingsHandlers) {
		this.#passcode = passcode;
		this.#handlers = handlers;
		// What is typed here is not a visitor's.
		this.element.addEventListener("keydown", (event) => event.stopPropagation());
	}

	/** Asks for the passcode; a kiosk that has none asks for a new one. */
	open(): void {
		this.element.hidden = false;
		this.#showPad(this.#passcode.isSet ? "Passcode" : "Choose a passcode: 4 to 12 digits");
		clearTimeout(this.#timer);
		this.#timer = setTimeout(() => this.close(), OPEN_MS);
	}

	close(): void {
		clearTimeout(this.#timer);
		this.element.hidden = true;
		this.element.replaceChildren();
	}

	#showPad(title: string): void {
		let code = "";
		const dots = make("p", { class: "dots", "aria-live": "polite" });
		const note = make("p", { class: "pad-note", role: "alert" });
		const enter = async () => {
			const given = code;
			code = "";
			setText(dots, "");
			setText(note, await this.#enter(given));
		};
		const digits = ["1", "2", "3", "4", "5", "6", "7", "8", "9", "⌫", "0", "OK"].map((sign) =>
			press(sign, () => {
				if (sign === "OK") return void enter();
				code = sign === "⌫" ? code.slice(0, -1) : `${code}${sign}`.slice(0, 12);
				setText(dots, "●".repeat(code.length));
			}),
		);
		this.element.replaceChildren(
			make(
				"div",
				{ class: "settings-card pad" },
				make("h2", {}, title),
				dots,
				note,
				make("div", { class: "digits" }, ...digits),
				press("Close", () => this.close()),
			),
		);
		digits[0]?.focus();
	}

	/** Returns what is wrong with the code; empty if the settings are open. */
	async #enter(code: string): Promise<string> {
		if (!this.#passcode.isSet) {
			try {
				await this.#passcode.set(code);
			} catch (error) {
				return (error as Error).message;
			}
			this.#showSettings();
			return "";
		}
		const answer = await this.#passcode.try(code);
		if (answer.type === "right") {
			this.#showSettings();
			return "";
		}
		if (answer.type === "wrong")
			return `Wrong. ${answer.left} ${answer.left === 1 ? "try is" : "tries are"} left.`;
		return `Locked until ${new Date(answer.until * 1000).toLocaleTimeString()}.`;
	}

	#showSettings(): void {
		const settings = this.#handlers.settings();
		const problems = make("p", { class: "pad-note", role: "alert" });
		const fields = CONTROLS.map(([name, label, kind]) => {
			const value = settings[name];
			const control =
				kind === "flag"
					? make("input", { type: "checkbox", name, checked: value === true })
					: make("input", {
							type: "text",
							name,
							value: Array.isArray(value) ? value.join(", ") : String(value),
						});
			return make("label", {}, make("span", {}, label), control);
		});
		const save = () => {
			const read = readSettings(this.#given());
			setText(problems, read.problems.join(" "));
			if (read.problems.length > 0) return;
			this.#handlers.save(read.settings);
			this.close();
		};
		const { reload, maintenance, trust, health } = this.#handlers;
		this.element.replaceChildren(
			make(
				"div",
				{ class: "settings-card" },
				make("h2", {}, "Settings"),
				make("div", { class: "fields" }, ...fields),
				problems,
				make(
					"dl",
					{},
					...health().map(([name, value]) => make("div", {}, make("dt", {}, name), make("dd", {}, value))),
				),
				make(
					"div",
					{ class: "settings-actions" },
					press("Save", save, "primary"),
					press("Close the kiosk", () => maintenance(true)),
					press("Open the kiosk", () => maintenance(false)),
					press("Load anew", reload),
					press("Trust the gateway's key again", trust),
					press("Back", () => this.close()),
				),
			),
		);
	}

	#given(): Record<string, unknown> {
		const given: Record<string, unknown> = {};
		for (const [name, , kind] of CONTROLS) {
			const control = this.element.querySelector<HTMLInputElement>(`[name=${name}]`);
			if (control === null) continue;
			if (kind === "flag") given[name] = control.checked;
			else if (kind === "number") given[name] = Number(control.value);
			else if (kind === "list")
				given[name] = control.value
					.split(",")
					.map((item) => item.trim())
					.filter(Boolean);
			else given[name] = control.value.trim();
		}
		return given;
	}
}

function press(label: string, act: () => void, className = ""): HTMLButtonElement {
	const made = make("button", { type: "button", ...(className === "" ? {} : { class: className }) }, label);
	made.addEventListener("click", () => act());
	return made;
}
