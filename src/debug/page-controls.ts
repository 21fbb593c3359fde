import { bindingsOf, type Commands } from "./bindings.ts";
import { fillKeySheet, listenToKeys } from "./keyboard.ts";
import { element } from "./panel/dom.ts";
import { TABS } from "./panel/tabs.ts";

/** What only buttons and fields do. */
export interface ControlHandlers {
	goLive(): void;
	openSample(path: string): void;
	copyLink(): void;
	interrupt(): void;
	say(text: string): void;
	search(text: string): void;
	overlays(shown: { readonly wire: boolean; readonly mixed: boolean; readonly applied: boolean }): void;
}

/** Connects keys, buttons and fields of the page with what they do. Main thread. */
export function connectControls(commands: Commands, handlers: ControlHandlers): void {
	const bindings = bindingsOf(commands);
	fillKeySheet(element("key-sheet", HTMLElement), bindings);
	const tabs = TABS.map((_, index) => ({
		keys: [String(index + 1)],
		group: "",
		text: "",
		run: () => commands.tab(index),
	}));
	listenToKeys([...bindings, ...tabs], new AbortController().signal);
	const click = (id: string, run: () => void) =>
		element(id, HTMLButtonElement).addEventListener("click", run);
	click("to-start", commands.toStart);
	click("back", () => commands.step("frame", -1));
	click("forward", () => commands.step("frame", 1));
	click("play", commands.playPause);
	click("loop", commands.toggleLoop);
	click("follow", commands.follow);
	click("help", commands.help);
	click("theme", commands.theme);
	click("live", () => handlers.goLive());
	click("welcome-live", () => handlers.goLive());
	click("welcome-museum", () => handlers.openSample("recordings/museum.ndjson"));
	click("link", () => handlers.copyLink());
	click("interrupt", () => handlers.interrupt());
	connectFields(handlers);
}

function connectFields(handlers: ControlHandlers): void {
	const samples = element("samples", HTMLSelectElement);
	samples.addEventListener("change", () => {
		if (samples.value !== "") handlers.openSample(samples.value);
	});
	const search = element("search", HTMLInputElement);
	search.addEventListener("input", () => handlers.search(search.value));
	const isShown = (name: string) => element(`show-${name}`, HTMLInputElement).checked;
	for (const name of ["wire", "mixed", "applied"])
		element(`show-${name}`, HTMLInputElement).addEventListener("change", () =>
			handlers.overlays({ wire: isShown("wire"), mixed: isShown("mixed"), applied: isShown("applied") }),
		);
	element("say", HTMLFormElement).addEventListener("submit", (event) => {
		event.preventDefault();
		handlers.say(element("say-text", HTMLInputElement).value);
	});
}
