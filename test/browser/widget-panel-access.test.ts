import axe from "axe-core";
import { afterEach, describe, expect, it } from "vitest";
import { page } from "vitest/browser";
import { type MountedPanel, type MountOptions, mountPanel } from "../support/mount-panel.ts";
import { PANEL_STATES, type PanelStateCase } from "../support/panel-states.ts";

/** CSS pixels: WCAG 2.2, target size (enhanced). */
const TARGET = 44;

let mounted: MountedPanel | undefined;
afterEach(() => {
	mounted?.dispose();
	mounted = undefined;
	document.body.style.background = "";
});

async function enter({ options, enter }: PanelStateCase, more: MountOptions = {}): Promise<MountedPanel> {
	mounted = mountPanel({ ...more, ...options });
	document.body.style.background = more.theme === "dark" ? "#000" : "#fff";
	await enter(mounted);
	await mounted.settled();
	return mounted;
}

async function violations(host: HTMLElement): Promise<string[]> {
	const found = await axe.run(host, {
		runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
	});
	return found.violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 160)}`));
}

/** Visible things to press, with their sizes. */
function targets(shadow: ShadowRoot): { name: string; width: number; height: number }[] {
	return [...shadow.querySelectorAll<HTMLElement>("button, textarea")]
		.filter((element) => element.checkVisibility())
		.map((element) => {
			const { width, height } = element.getBoundingClientRect();
			return { name: element.getAttribute("aria-label") ?? element.textContent, width, height };
		});
}

describe.each(["light", "dark"] as const)("axe, in %s", (theme) => {
	it.each(PANEL_STATES)("finds nothing wrong: $name", async (state) => {
		const { host } = await enter(state, { theme });
		expect(await violations(host)).toEqual([]);
	});
});

it.each(PANEL_STATES)("has targets of 44 pixels in 320, and nothing hangs out: $name", async (state) => {
	await page.viewport(320, 640);
	const { shadow, host } = await enter(state, { width: 320 });
	expect(targets(shadow).filter(({ width, height }) => Math.min(width, height) < TARGET)).toEqual([]);
	expect(host.scrollWidth).toBeLessThanOrEqual(320);
	const log = shadow.querySelector(".log")!;
	expect(log.scrollWidth).toBeLessThanOrEqual(log.clientWidth);
});

it("stays usable at 200 % zoom of a phone: everything can be reached", async () => {
	await page.viewport(390, 780);
	const { shadow } = await enter(PANEL_STATES[1]!, { width: 195, height: 390 });
	for (const { name, width } of targets(shadow)) expect([name, width >= TARGET]).toEqual([name, true]);
	const { top, bottom } = shadow.querySelector(".facewire-panel")!.getBoundingClientRect();
	for (const element of shadow.querySelectorAll<HTMLElement>(".facewire-panel :is(button, textarea)")) {
		if (!element.checkVisibility()) continue;
		element.focus();
		const box = element.getBoundingClientRect();
		expect([box.top >= top - 1, box.bottom <= bottom + 1]).toEqual([true, true]);
	}
});

describe("the live region", () => {
	const announced = ({ find }: MountedPanel) =>
		[...find("[aria-live=polite]").children].map(({ textContent }) => textContent);

	it("is the only one", async () => {
		const { shadow } = await enter(PANEL_STATES[0]!);
		const live = [...shadow.querySelectorAll("[aria-live], [role=status], [role=alert]")];
		expect(live.map((element) => element.getAttribute("aria-live"))).toEqual(["off", "polite"]);
	});

	it("is silent while the sound is on", async () => {
		const panel = await enter(PANEL_STATES[0]!);
		panel.conversation.answer("We are open. Do come in.");
		panel.conversation.end();
		expect(announced(panel)).toEqual([]);
	});

	it.each<[string, (panel: MountedPanel) => void]>([
		["turned off", ({ button }) => button("Turn the sound off").click()],
		[
			"not allowed yet",
			({ conversation }) => {
				conversation.audio.state.value = "suspended";
			},
		],
	])("speaks whole sentences while the sound is %s", async (_name, silence) => {
		const panel = await enter(PANEL_STATES[0]!);
		silence(panel);
		panel.conversation.answer("We are **open** from [ten](https://a.example/). Do co");
		expect(announced(panel)).toEqual(["We are open from ten."]);
		panel.conversation.answer("me in");
		panel.conversation.end();
		expect(announced(panel)).toEqual(["We are open from ten.", "Do come in"]);
	});

	it("always tells what is wrong, but nothing of names that an avatar lacks", async () => {
		const panel = await enter(PANEL_STATES[0]!);
		panel.conversation.tell({ type: "problem", about: "cue", message: "No such action." });
		panel.conversation.tell({ type: "problem", about: "connection", message: "The line is gone." });
		expect(announced(panel)).toEqual(["The line is gone."]);
		expect(panel.find(".problem").textContent).toBe("The line is gone.");
	});
});
