import "../element.ts";
import type { FacewireAvatar } from "../facewire-avatar.ts";

const avatars = [...document.querySelectorAll("facewire-avatar")];

const find = <T extends Element>(selector: string, type: new () => T): T => {
	const found = document.querySelector(selector);
	if (!(found instanceof type)) throw new TypeError(`The page has no ${type.name} at ${selector}.`);
	return found;
};

/** Languages that are written from right to left. */
const RIGHT_TO_LEFT: ReadonlySet<string> = new Set(["ar", "he", "fa", "ur"]);

const choices = find("#choices", HTMLFormElement);

/** What the viewer chose for the examples, or the page's address says: `?theme=dark&lang=zh`. */
function choose(name: string, value: string): void {
	if (name === "lang") {
		document.documentElement.lang = value;
		document.documentElement.dir = RIGHT_TO_LEFT.has(value) ? "rtl" : "ltr";
	}
	if (name === "theme") document.documentElement.dataset.theme = value;
	for (const avatar of avatars) dress(avatar, name, value);
}

function dress(avatar: FacewireAvatar, name: string, value: string): void {
	if (name === "theme") avatar.setAttribute("theme", value);
	if (name === "lang") avatar.lang = value;
	if (name !== "avatar") return;
	avatar.src = `avatars/${value}.vrm`;
	avatar.lightSrc = `avatars/${value}-light.vrm`;
	avatar.poster = `avatars/${value}.webp`;
}

choices.addEventListener("change", ({ target }) => {
	if (target instanceof HTMLSelectElement) choose(target.name, target.value);
});

for (const [name, value] of new URL(location.href).searchParams) {
	const field = choices.elements.namedItem(name);
	if (!(field instanceof HTMLSelectElement)) continue;
	field.value = value;
	choose(name, value);
}

const bare = find("#bare", HTMLElement) as FacewireAvatar;
const log = find("#log", HTMLElement);

find("#say", HTMLFormElement).addEventListener("submit", (event) => {
	event.preventDefault();
	void bare.speak(find("#words", HTMLInputElement).value, { interrupt: true });
});

for (const type of ["load", "speechstart", "speechend", "error"] as const)
	bare.addEventListener(type, ({ detail }) => {
		const line = document.createElement("li");
		line.textContent = type === "speechend" || type === "error" ? `${type}: ${JSON.stringify(detail)}` : type;
		log.append(line);
	});
