import { expect, it } from "vitest";
import { StagePorts } from "../../src/runtime/stage-ports.ts";

/** Whether the other end of `port` is told that this one is closed. */
const closed = (port: MessagePort) => new Promise((resolve) => port.addEventListener("close", resolve));

it("lets the conversation before go when the next one comes, and the sound stay", async () => {
	const ports = new StagePorts();
	const heard: string[] = [];
	const [first, second, sound] = [new MessageChannel(), new MessageChannel(), new MessageChannel()];
	const gone = closed(first.port2);
	ports.listen("session", first.port1, (message: string) => heard.push(message));
	ports.listen("playout", sound.port1, (message: string) => heard.push(message));
	ports.listen("session", second.port1, (message: string) => heard.push(message));
	await gone;
	second.port2.postMessage("conversation");
	sound.port2.postMessage("sound");
	await expect.poll(() => heard.toSorted()).toEqual(["conversation", "sound"]);
	const all = Promise.all([closed(second.port2), closed(sound.port2)]);
	ports.close();
	await all;
});
