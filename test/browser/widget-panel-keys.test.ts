import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { userEvent } from "vitest/browser";
import { type MountedPanel, type MountOptions, mountPanel } from "../support/mount-panel.ts";

let mounted: MountedPanel;
const open = (options: MountOptions = {}) => {
	mounted = mountPanel(options);
	return mounted;
};
/** Keys that the page around the panel gets. */
let leaked: string[] = [];
const listen = ({ key }: KeyboardEvent) => void leaked.push(key);
beforeEach(() => {
	leaked = [];
	document.addEventListener("keydown", listen);
});
afterEach(() => {
	document.removeEventListener("keydown", listen);
	mounted.dispose();
});

const log = ({ find }: MountedPanel) => find(".log");
const active = ({ shadow }: MountedPanel) => {
	const element = shadow.activeElement;
	return element?.getAttribute("aria-label") ?? element?.className;
};

describe("shortcuts", () => {
	it("m, c and ? switch the sound, the captions, and show the list; Escape closes it and the focus returns", async () => {
		const panel = open();
		log(panel).focus();
		await userEvent.keyboard("m");
		expect(panel.panel.muted.value).toBe(true);
		expect(panel.conversation.audio.volume).toBe(0);
		await userEvent.keyboard("m");
		expect(panel.conversation.audio.volume).toBe(1);
		await userEvent.keyboard("c");
		expect(panel.panel.captions.value).toBe(false);
		await userEvent.keyboard("?");
		expect(panel.find<HTMLDialogElement>("dialog").open).toBe(true);
		expect(panel.find(".main").inert).toBe(true);
		await userEvent.keyboard("{Escape}");
		expect(panel.find<HTMLDialogElement>("dialog").open).toBe(false);
		expect(active(panel)).toBe("What was said");
		expect(leaked).toEqual([]);
	});

	it.each(["k", " ", "{Escape}"])(
		"%s stops what is being said, and is the page's key when nothing is",
		async (key) => {
			const panel = open();
			log(panel).focus();
			await userEvent.keyboard(key);
			expect(panel.conversation.asked).toEqual([]);
			expect(leaked).toHaveLength(1);
			panel.conversation.state.value = "speaking";
			await userEvent.keyboard(key);
			expect(panel.conversation.asked).toEqual(["interrupt"]);
			expect(leaked).toHaveLength(1);
		},
	);

	it("leave a field its letters, and keep them from the page", async () => {
		const panel = open();
		panel.conversation.state.value = "speaking";
		panel.panel.focus();
		await userEvent.keyboard("mck? x");
		expect(panel.find<HTMLTextAreaElement>("textarea").value).toBe("mck? x");
		expect(panel.panel.muted.value).toBe(false);
		expect(leaked).toEqual([]);
		await userEvent.keyboard("{Escape}");
		expect(panel.conversation.asked).toEqual(["interrupt"]);
	});

	it("can be turned off", async () => {
		const panel = open({ nohotkeys: true });
		log(panel).focus();
		await userEvent.keyboard("m?");
		expect(panel.panel.muted.value).toBe(false);
		expect(panel.find<HTMLDialogElement>("dialog").open).toBe(false);
		expect(leaked).toContain("m");
	});
});

describe("the way of the focus", () => {
	it("goes from the sound's button over the tools and the transcript to the field", async () => {
		const panel = open({ mic: "push" });
		panel.conversation.audio.state.value = "suspended";
		const way: (string | null | undefined)[] = [];
		panel.find(".unlock").focus();
		for (let i = 0; i < 10; i++) {
			way.push(active(panel));
			await userEvent.tab();
		}
		expect(way).toEqual([
			"unlock",
			"Turn the sound off",
			"Hide captions",
			"Smaller captions",
			"Larger captions",
			"Keyboard shortcuts",
			"What was said",
			"Your message",
			"Hold to talk",
			"Send",
		]);
	});

	it("stays in a pop-up, and goes on in the field with the answer that is chosen", async () => {
		const panel = open();
		panel.panel.focus();
		const content = JSON.stringify({ title: "Which?", options: ["Day", "Evening"] });
		panel.conversation.answer("", { interactionType: "popup", interactionContent: content });
		expect(active(panel)).toBe("dialog-title");
		await userEvent.tab();
		expect(active(panel)).toBe("Close");
		await userEvent.tab();
		await userEvent.keyboard("{Enter}");
		expect(panel.conversation.asked).toEqual(["chat: Day"]);
		expect(active(panel)).toBe("Your message");
	});

	it("is not taken away from somebody who writes", async () => {
		const panel = open();
		panel.panel.focus();
		await userEvent.keyboard("How do I");
		panel.conversation.answer("", { interactionType: "popup", interactionContent: "Mind the step." });
		expect(active(panel)).toBe("Your message");
		panel.find<HTMLButtonElement>(".card button").click();
		expect(panel.find(".dialog-body").textContent).toBe("Mind the step.");
	});
});

describe("the field", () => {
	const value = () => mounted.find<HTMLTextAreaElement>("textarea").value;

	it("sends with Enter, breaks the line with Shift + Enter, and calls messages back", async () => {
		const panel = open();
		panel.panel.focus();
		await userEvent.keyboard("one{Shift>}{Enter}{/Shift}two{Enter}");
		await expect.poll(() => panel.conversation.asked).toEqual(["chat: one\ntwo"]);
		expect(value()).toBe("");
		await userEvent.keyboard("{ArrowUp}");
		expect(value()).toBe("one\ntwo");
		await userEvent.keyboard("{ArrowDown}");
		expect(value()).toBe("");
	});

	it.each([
		["isComposing", { isComposing: true }],
		["key code 229, as Safari tells it after the end", { keyCode: 229 }],
	])("keeps an Enter that ends an input method's composition (%s)", (_name, init) => {
		const panel = open();
		const field = panel.find<HTMLTextAreaElement>("textarea");
		field.value = "ni hao";
		field.dispatchEvent(
			new KeyboardEvent("keydown", { key: "Enter", bubbles: true, composed: true, ...init }),
		);
		expect(panel.conversation.asked).toEqual([]);
		expect(value()).toBe("ni hao");
	});

	it("gets a message back that is refused, with the reason", async () => {
		const panel = open();
		panel.conversation.refusal = "The text is too long.";
		panel.panel.focus();
		await userEvent.keyboard("a long text{Enter}");
		await expect.poll(value).toBe("a long text");
		expect(panel.find(".problem").textContent).toBe("The text is too long.");
		expect(panel.shadow.querySelectorAll(".line")).toHaveLength(0);
	});
});
