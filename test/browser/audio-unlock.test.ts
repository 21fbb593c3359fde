import { afterEach, describe, expect, it } from "vitest";
import { AudioUnlock } from "../../src/runtime/audio-unlock.ts";

/** What Chromium has no way to be: a context that a system takes away and gives back, as iOS does. */
class TakenContext extends EventTarget {
	state: AudioContextState = "suspended";
	currentTime = 0;
	readonly asked: string[] = [];

	async resume(): Promise<void> {
		this.asked.push("resume");
		this.become("running");
	}

	async suspend(): Promise<void> {
		this.asked.push("suspend");
		this.become("suspended");
	}

	become(state: AudioContextState): void {
		this.state = state;
		this.dispatchEvent(new Event("statechange"));
	}
}

let ended = new AbortController();
afterEach(() => {
	ended.abort();
	ended = new AbortController();
});
const begin = () => {
	const context = new TakenContext();
	return { context, unlock: new AudioUnlock(context, ended.signal) };
};
const settled = () => new Promise((resolve) => setTimeout(resolve));

describe("AudioUnlock", () => {
	it("starts the sound at a gesture anywhere", async () => {
		const { context } = begin();
		dispatchEvent(new Event("pointerup"));
		expect(context.asked).toEqual(["resume"]);
	});

	it("waits while the system has the context, resumes when it lets go, and at the viewer's own gesture", async () => {
		const { context } = begin();
		context.become("running");
		context.become("interrupted" as AudioContextState);
		document.dispatchEvent(new Event("visibilitychange"));
		expect(context.asked).toEqual([]);
		context.become("suspended");
		expect(context.asked).toEqual(["resume"]);
		context.become("interrupted" as AudioContextState);
		dispatchEvent(new Event("keydown"));
		expect(context.asked).toEqual(["resume", "resume"]);
	});

	it("restarts a context that says that it runs while its clock stands still", async () => {
		const { context, unlock } = begin();
		context.become("running");
		for (let now = 0; now <= 3000; now += 100) {
			context.currentTime = Math.min(1, now / 1000);
			unlock.watch(now);
		}
		await settled();
		expect(context.asked).toEqual(["suspend", "resume"]);
	});

	it("leaves a context alone whose clock moves, and one that does not run", async () => {
		const { context, unlock } = begin();
		for (let now = 0; now <= 9000; now += 100) {
			if (now === 3000) context.become("running");
			if (now > 3000) context.currentTime += 0.1;
			unlock.watch(now);
		}
		await settled();
		expect(context.asked).toEqual([]);
	});

	it("tells the system that the page plays sound, so that a silent switch does not mute it", async () => {
		const audioSession = { type: "auto" };
		Object.defineProperty(navigator, "audioSession", { value: audioSession, configurable: true });
		const { unlock } = begin();
		await unlock.resume();
		expect(audioSession.type).toBe("playback");
		Reflect.deleteProperty(navigator, "audioSession");
	});

	it("listens no longer once it is over", () => {
		const { context } = begin();
		ended.abort();
		dispatchEvent(new Event("pointerup"));
		expect(context.asked).toEqual([]);
	});
});
