import { afterEach, describe, expect, it } from "vitest";
import { type MountedPanel, type MountOptions, mountPanel } from "../support/mount-panel.ts";

let mounted: MountedPanel;
afterEach(() => mounted.dispose());

const open = (options: MountOptions = {}) => {
	mounted = mountPanel(options);
	return mounted;
};
const caption = (text: string, heard: number, current: number, clause = 0) => ({
	clause,
	text,
	heard,
	current,
});
const lines = () => [...mounted.shadow.querySelectorAll(".line")].map(({ textContent }) => textContent);
const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));

async function ask(text: string): Promise<void> {
	mounted.find<HTMLTextAreaElement>("textarea").value = text;
	mounted.find<HTMLFormElement>("form").requestSubmit();
	await expect.poll(() => mounted.conversation.asked.at(-1)).toContain(text);
}

describe("captions", () => {
	it("mark the word that is heard, by code points, in the language of the text", () => {
		const { conversation, find } = open();
		conversation.caption.value = caption("👋🏽 Hello, 世界!", 3, 8);
		expect(find(".said").textContent).toBe("👋🏽 ");
		expect(find(".now").textContent).toBe("Hello");
		expect(find(".coming").textContent).toBe(", 世界!");
		expect(find(".caption-text").lang).toBe("zh-Hans");
		conversation.caption.value = undefined;
		expect(find(".caption").hidden).toBe(true);
	});

	it("keep the word in view where a clause is longer than three lines", () => {
		const { conversation, find } = open({ width: 320 });
		const text = "很长的一句话，".repeat(30);
		for (const at of [0, 100, 205]) {
			conversation.caption.value = caption(text, at, at + 2);
			const box = find(".caption-text").getBoundingClientRect();
			const word = find(".now").getBoundingClientRect();
			expect(word.top).toBeGreaterThanOrEqual(box.top - 1);
			expect(word.bottom).toBeLessThanOrEqual(box.bottom + 1);
		}
	});

	it("have the size that the viewer chooses, within limits that the buttons show, and remember it", () => {
		const kept = new Map<string, string>();
		const keep = { getItem: (key: string) => kept.get(key) ?? null, setItem: kept.set.bind(kept) };
		const { button, find, conversation } = open({ keep });
		conversation.caption.value = caption("Hello", 0, 5);
		const size = () => Number.parseFloat(getComputedStyle(find(".caption")).fontSize);
		const before = size();
		for (let i = 0; i < 8; i++) button("Larger captions").click();
		expect(size()).toBeCloseTo(before * 2.5);
		expect(button("Larger captions").getAttribute("aria-disabled")).toBe("true");
		mounted.dispose();
		open({ keep }).conversation.caption.value = caption("Hello", 0, 5);
		expect(Number.parseFloat(getComputedStyle(mounted.find(".caption")).fontSize)).toBeCloseTo(before * 2.5);
	});

	it("go and come with their button", () => {
		const { button, find, conversation } = open();
		conversation.caption.value = caption("Hello", 0, 5);
		button("Hide captions").click();
		expect(find(".caption").hidden).toBe(true);
		button("Show captions").click();
		expect(find(".caption").hidden).toBe(false);
	});
});

describe("the transcript", () => {
	it("tells who said what, and what became of it, beneath the line that it became of", async () => {
		const { conversation } = open();
		await ask("When?");
		conversation.answer("From ten. ");
		conversation.answer("Until six.", { sequence: 2 });
		await ask("And tomorrow?");
		conversation.tell({
			type: "utterance-ended",
			utterance: 1,
			end: "interrupted",
			reason: "",
			clauses: [],
			interruption: {
				utterance: 1,
				heardText: "From ten.",
				heardUntil: 1 as never,
				remainingText: "Until six.",
			},
		});
		expect(lines()).toEqual([
			"You: When?",
			"Avatar: From ten. Until six.",
			"Note: Stopped after “From ten.”.",
			"You: And tomorrow?",
		]);
	});

	it("shows nothing twice where a message is said as it is", async () => {
		const { conversation } = open({ send: "speak" });
		await ask("Say this.");
		conversation.answer("Say this.", { replyType: "input" });
		expect(conversation.asked).toEqual(["speak: Say this."]);
		expect(lines()).toEqual(["You: Say this."]);
	});

	it("follows the end, leaves alone who reads further up, and offers the way back", async () => {
		const { conversation, find } = open();
		const say = async (text: string) => {
			conversation.answer(text);
			conversation.end();
			await frame();
			await frame();
		};
		for (let i = 0; i < 20; i++) await say(`Line ${i}.`);
		const log = find(".log");
		const isAtEnd = () => log.scrollHeight - log.clientHeight - log.scrollTop < 2;
		expect(isAtEnd()).toBe(true);
		log.scrollTop = 20;
		await frame();
		await frame();
		await say("One more.");
		expect(log.scrollTop).toBe(20);
		const down = find(".down");
		expect(down.hidden).toBe(false);
		down.click();
		expect(isAtEnd()).toBe(true);
		expect(down.hidden).toBe(true);
	});

	it("shows a long answer from its beginning", async () => {
		const { conversation, find } = open();
		await ask("Tell me everything.");
		conversation.answer("And so on, and so forth. ".repeat(80));
		await frame();
		await frame();
		const log = find(".log").getBoundingClientRect();
		const answer = find(".line.avatar").getBoundingClientRect();
		expect(answer.height).toBeGreaterThan(log.height);
		expect(answer.top - log.top).toBeGreaterThanOrEqual(0);
		expect(answer.top - log.top).toBeLessThan(40);
	});
});

describe("the field", () => {
	it("reads as the words in it do, those of an empty one included", () => {
		const { find } = open({ texts: { placeholder: "اكتب رسالة…" } });
		const field = find<HTMLTextAreaElement>("textarea");
		expect(field.dir).toBe("rtl");
		field.value = "Hello";
		field.dispatchEvent(new Event("input"));
		expect(field.dir).toBe("auto");
	});
});

describe("waiting and stopping", () => {
	it("thinks while the answer is looked for, with the driver's own words, which are no part of the answer", async () => {
		const { conversation, find } = open();
		const thinking = find(".thinking");
		expect(thinking.hidden).toBe(true);
		await ask("Hm?");
		conversation.state.value = "thinking";
		expect(thinking.textContent).toBe("Thinking…");
		conversation.answer("One moment.", { replyType: "cloudAiWaiting" });
		conversation.state.value = "speaking";
		expect(thinking.textContent).toBe("One moment.");
		conversation.answer("Yes.");
		expect(thinking.hidden).toBe(true);
		expect(lines()).toEqual(["You: Hm?", "Avatar: Yes."]);
	});

	it("offers to stop while there is something to stop, except what the driver protects, and says why", () => {
		const { conversation, button, find } = open();
		expect(button("Stop speaking").hidden).toBe(true);
		conversation.state.value = "speaking";
		conversation.answer("Listen.", { sequence: 1, uninterruptible: true });
		conversation.answer("Well.", { sequence: 2 });
		conversation.caption.value = caption("Listen.", 0, 6, 0);
		const stop = button("Stop speaking");
		expect(stop.getAttribute("aria-disabled")).toBe("true");
		const reason = mounted.shadow.getElementById(stop.getAttribute("aria-describedby") ?? "");
		expect(reason?.textContent).toBe("This part cannot be interrupted.");
		stop.click();
		expect(conversation.asked).toEqual([]);
		conversation.caption.value = caption("Well.", 0, 4, 1);
		expect(find(".hint").hidden).toBe(true);
		stop.click();
		expect(conversation.asked).toEqual(["interrupt"]);
	});
});

describe("the sound", () => {
	it.each([
		["suspended", "Tap to hear"],
		["interrupted", "The sound was interrupted. Tap to go on."],
	] as const)("waits for a tap while it is %s", (state, text) => {
		const { conversation, find } = open();
		const unlock = find<HTMLButtonElement>(".unlock");
		expect(unlock.hidden).toBe(true);
		conversation.audio.state.value = state;
		expect(unlock.checkVisibility()).toBe(true);
		expect(unlock.textContent).toBe(text);
		unlock.click();
		expect(conversation.asked).toEqual(["resume"]);
		expect(unlock.hidden).toBe(true);
	});

	it("is not offered to somebody who has turned it off, nor where nobody is there to be heard", () => {
		const { conversation, button, find } = open();
		conversation.audio.state.value = "suspended";
		button("Turn the sound off").click();
		expect(find(".unlock").hidden).toBe(true);
		button("Turn the sound on").click();
		expect(conversation.asked).toEqual(["resume"]);
		conversation.audio.state.value = "suspended";
		conversation.state.value = "closed";
		expect(find(".unlock").hidden).toBe(true);
	});

	it("says what it waits for", async () => {
		const { conversation, find } = open();
		conversation.audio.state.value = "suspended";
		await ask("Hello");
		conversation.state.value = "thinking";
		conversation.caption.value = caption("Hello!", 0, 5);
		expect(find(".status").textContent).toBe("Waiting for your tap");
		expect(find(".thinking").hidden).toBe(true);
	});
});

it("can be wiped for the next viewer", async () => {
	const { conversation, panel, find } = open();
	await ask("My name is …");
	conversation.answer("Hello …");
	find<HTMLTextAreaElement>("textarea").value = "and I live in …";
	panel.clear();
	expect(lines()).toEqual([]);
	expect(find<HTMLTextAreaElement>("textarea").value).toBe("");
	expect(find(".greeting").hidden).toBe(false);
});

it("leaves nothing behind, and can be disposed of twice", () => {
	const { panel, shadow, conversation } = open();
	panel.dispose();
	panel.dispose();
	expect(shadow.querySelectorAll(".facewire-panel, .facewire-overlay")).toHaveLength(0);
	expect(conversation.listeners).toBe(0);
	conversation.caption.value = caption("Hello", 0, 5);
	conversation.state.value = "speaking";
});

it("lives in a document as well as in a shadow root, but not outside of both", async () => {
	open();
	const { ChatPanel } = await import("../../src/widget/panel/chat-panel.ts");
	const { conversation } = mounted;
	const root = document.body.appendChild(document.createElement("div"));
	const panel = new ChatPanel(root, { conversation });
	expect(root.querySelector(".facewire-overlay.above")).not.toBeNull();
	panel.dispose();
	root.remove();
	expect(() => new ChatPanel(document.createElement("div"), { conversation })).toThrow(TypeError);
});
