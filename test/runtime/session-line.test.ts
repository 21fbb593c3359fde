import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { SessionLine } from "../../src/runtime/session-line.ts";

/** A worker whose file does not load, as soon as the test says so. */
class DeadWorker extends EventTarget {
	static last: DeadWorker | undefined;
	constructor() {
		super();
		DeadWorker.last = this;
	}
	postMessage(): void {}
	terminate(): void {}
	die(message: string): void {
		this.dispatchEvent(Object.assign(new Event("error"), { message }));
	}
}

beforeEach(() => {
	vi.stubGlobal("Worker", DeadWorker);
	vi.stubGlobal("location", new URL("http://localhost/"));
});
afterEach(() => vi.unstubAllGlobals());

const open = (failed: (message: string) => void, ended = () => {}) =>
	new SessionLine({
		source: { type: "gateway", gateway: "http://localhost/" },
		assets: "http://localhost/",
		playout: new MessageChannel().port1,
		stage: new MessageChannel().port1,
		utterances: 0,
		receive: () => {},
		failed,
		ended,
	});

it("refuses what it was told and what it is told after its worker has failed, with the reason", async () => {
	const told: string[] = [];
	const line = open((message) => told.push(message));
	const before = line.commands.speak("Hello?");
	DeadWorker.last?.die("not found");
	expect(await before).toEqual({ accepted: false, interrupted: false, reason: "not found" });
	expect(await line.commands.chat("Still there?")).toMatchObject({ accepted: false, reason: "not found" });
	expect(await line.commands.interrupt()).toMatchObject({ interrupted: false });
	expect(told).toEqual(["not found"]);
	await line.close();
});

it("tells once that its worker has been ended, however often it is", async () => {
	let ended = 0;
	const line = open(
		() => {},
		() => ended++,
	);
	DeadWorker.last?.die("not found");
	await line.close();
	line.dispose();
	expect(ended).toBe(1);
});
