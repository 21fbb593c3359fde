import { afterEach, describe, expect, it, vi } from "vitest";
import { type MountedPanel, type MountOptions, mountPanel } from "../support/mount-panel.ts";
import { StandInRecognition } from "../support/stand-in-recognition.ts";

let mounted: MountedPanel;
afterEach(() => {
	mounted.dispose();
	vi.useRealTimers();
});

const open = (options: MountOptions) => {
	mounted = mountPanel(options);
	return mounted;
};
const mic = () => mounted.find<HTMLButtonElement>(".mic");
const last = () => StandInRecognition.last!;
const asked = () => mounted.conversation.asked;

function press(type: "pointerdown" | "pointerup", timeStamp: number): void {
	const event = new PointerEvent(type, { pointerId: 1, button: 0, bubbles: true });
	Object.defineProperty(event, "timeStamp", { value: timeStamp });
	mic().setPointerCapture = () => undefined;
	mic().dispatchEvent(event);
}

const saying = (text: string) => {
	mounted.conversation.state.value = "speaking";
	mounted.conversation.caption.value = { clause: 0, text, heard: 0, current: 1 };
};

describe("the microphone, held to talk", () => {
	it("silences the avatar at once, shows what it understands, and sends it when it is let go", () => {
		open({ mic: "push" });
		saying("We are open from ten.");
		press("pointerdown", 0);
		expect(asked()).toEqual(["interrupt"]);
		expect(mounted.conversation.isListening).toBe(true);
		last().hear("how much");
		expect(mounted.find(".interim").textContent).toBe("how much");
		last().hear("how much is", true);
		last().hear("a ticket", true);
		expect(asked()).toEqual(["interrupt"]);
		press("pointerup", 2000);
		expect(asked()).toEqual(["interrupt", "chat: how much is a ticket"]);
		expect(mic().getAttribute("aria-pressed")).toBe("false");
		expect(mounted.conversation.isListening).toBe(false);
	});

	it("stays on after a short press, for hands that cannot hold it, until the next", () => {
		open({ mic: "push" });
		press("pointerdown", 0);
		press("pointerup", 100);
		expect(mic().getAttribute("aria-pressed")).toBe("true");
		last().hear("hello", true);
		press("pointerdown", 3000);
		press("pointerup", 3100);
		expect(asked()).toContain("chat: hello");
		expect(mic().getAttribute("aria-pressed")).toBe("false");
	});

	it("works with the keyboard, and with a click that comes from no pointer", () => {
		open({ mic: "push" });
		for (const type of ["keydown", "keyup"] as const)
			mic().dispatchEvent(new KeyboardEvent(type, { key: " ", bubbles: true, cancelable: true }));
		expect(mic().getAttribute("aria-pressed")).toBe("true");
		mic().click();
		expect(mic().getAttribute("aria-pressed")).toBe("false");
	});
});

describe("the open microphone", () => {
	it("barges in when speech begins, sends each sentence, and opens again when the browser ends it", () => {
		vi.useFakeTimers();
		open({ mic: "open" });
		mic().click();
		saying("We are open from Tuesday to Sunday.");
		last().hear("how");
		expect(asked()).toEqual(["interrupt"]);
		last().hear("how much is a ticket", true);
		expect(asked()).toEqual(["interrupt", "chat: how much is a ticket"]);
		const first = last();
		first.stop();
		vi.advanceTimersByTime(500);
		expect(last()).not.toBe(first);
		mic().click();
		vi.advanceTimersByTime(5000);
		expect(last().isListening).toBe(false);
	});

	it("does not take the avatar's own voice for the viewer's", () => {
		open({ mic: "open" });
		mic().click();
		saying("We are open from Tuesday to Sunday.");
		last().hear("we are open");
		last().hear("we are open from tuesday", true);
		expect(asked()).toEqual([]);
	});

	it("rests while the driver wants no recording, and says so", () => {
		open({ mic: "open" });
		mic().click();
		const before = last();
		mounted.conversation.state.value = "speaking";
		mounted.conversation.answer("Please do not speak now.", { muted: true });
		expect(before.isListening).toBe(false);
		expect(mounted.find(".problem").textContent).toBe("The microphone rests while this is spoken.");
		mounted.conversation.state.value = "ready";
		mounted.conversation.end();
		expect(last()).not.toBe(before);
		expect(last().isListening).toBe(true);
	});

	it("is given up when the browser ends it again and again", () => {
		vi.useFakeTimers();
		open({ mic: "open" });
		mic().click();
		for (let i = 0; i < 8; i++) {
			last().stop();
			vi.advanceTimersByTime(500);
		}
		expect(last().isListening).toBe(false);
		expect(mounted.find(".problem").textContent).toContain("does not work here just now");
	});

	it.each([
		["not-allowed", "The microphone is blocked"],
		["audio-capture", "No microphone was found"],
		["network", "does not work here just now"],
		["language-not-supported", "does not know this language"],
	])("says what is wrong after %s, and typing goes on", async (error, text) => {
		open({ mic: "open" });
		mic().click();
		last().fail(error);
		expect(mic().getAttribute("aria-pressed")).toBe("false");
		expect(mounted.find(".problem").textContent).toContain(text);
		mounted.find<HTMLTextAreaElement>("textarea").value = "hello";
		mounted.find<HTMLFormElement>("form").requestSubmit();
		await expect.poll(asked).toEqual(["chat: hello"]);
	});
});

it("has no button where the browser understands no speech, or the page wants none", () => {
	open({ mic: "push", makeRecognition: undefined });
	const hasOwn = "SpeechRecognition" in window || "webkitSpeechRecognition" in window;
	expect(mounted.shadow.querySelector(".mic") !== null).toBe(hasOwn);
	mounted.dispose();
	open({});
	expect(mounted.shadow.querySelector(".mic")).toBeNull();
});

it("tells the system when it records, and when it only plays again", () => {
	const audioSession = { type: "playback" };
	Object.defineProperty(navigator, "audioSession", { value: audioSession, configurable: true });
	open({ mic: "open" });
	mic().click();
	expect(audioSession.type).toBe("play-and-record");
	mic().click();
	expect(audioSession.type).toBe("playback");
	Reflect.deleteProperty(navigator, "audioSession");
});

it("lets the microphone go when the panel is taken away", () => {
	open({ mic: "open" });
	mic().click();
	mounted.dispose();
	expect(last().isListening).toBe(false);
});
