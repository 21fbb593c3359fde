import { make, setText } from "../../widget/panel/make.ts";
import { type Escape, lockDown } from "../page/lockdown.ts";
import { runChecks } from "./checks.ts";

/** What a page can hold back, and what happens when only the flags can. */
const ATTEMPTS: Readonly<Record<Escape, string>> = {
	menu: "long press or right click: menu",
	pinch: "two fingers: pinch",
	zoom: "wheel with Ctrl: zoom",
	drag: "dragging",
	key: "keys that leave the page",
	link: "links",
	"second-touch": "a second finger",
	selection: "selecting text",
};

const rows = (id: string) => document.querySelector<HTMLTableSectionElement>(`#${id} tbody`);
const seen = new Map<string, HTMLTableCellElement>();

function tell(attempt: string, outcome: string): void {
	let cell = seen.get(attempt);
	if (cell === undefined) {
		cell = make("td");
		seen.set(attempt, cell);
		rows("attempts")?.append(make("tr", {}, make("td", {}, attempt), cell));
	}
	setText(cell, outcome);
}

for (const attempt of Object.values(ATTEMPTS)) tell(attempt, "not tried yet");
lockDown(window, (attempt) => tell(ATTEMPTS[attempt], "held back by the page"), new AbortController().signal);

// What no page can hold back shows itself by its effects.
visualViewport?.addEventListener("resize", () => {
	if (visualViewport !== null && visualViewport.scale !== 1)
		tell("zoom of the page", "GOT THROUGH: --disable-pinch");
});
addEventListener("blur", () =>
	tell("leaving the window", "GOT THROUGH: another window came forward; look at the window manager"),
);
addEventListener("fullscreenchange", () => {
	if (document.fullscreenElement === null) tell("leaving full screen", "GOT THROUGH: --kiosk");
});
addEventListener("popstate", () => tell("going back", "GOT THROUGH: --overscroll-history-navigation=0"));
history.pushState(null, "", location.href);

const checks = await runChecks(new URL("./", location.href).href);
rows("checks")?.append(
	...checks.map(({ name, isGood, found, advice }) =>
		make(
			"tr",
			{ class: isGood === undefined ? "open" : isGood ? "good" : "bad" },
			make("td", {}, name),
			make("td", {}, found),
			make("td", {}, isGood === true ? "" : advice),
		),
	),
);
const bad = checks.filter(({ isGood }) => isGood === false).length;
const summary = document.getElementById("summary");
if (summary !== null)
	setText(summary, bad === 0 ? "All is as it should be." : `${bad} of ${checks.length} to look at`);
