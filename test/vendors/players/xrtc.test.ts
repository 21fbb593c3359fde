import { describe, expect, it } from "vitest";
import { playerFactory } from "../../../src/vendors/players/open-player.ts";
import { XrtcHostPlayer, type XrtcPlayer } from "../../../src/vendors/players/xrtc.ts";
import type { XrtcRoom } from "../../../src/vendors/stream-descriptor.ts";

const ROOM: XrtcRoom = {
	kind: "xrtc",
	server: "https://x",
	roomId: "r",
	appId: "a",
	auth: "Bearer b",
	sid: "s",
};

/** A container in which the vendor's player has put nothing. */
const BOX = { querySelector: () => null } as unknown as HTMLElement;

/** iFLYTEK's player as far as it is used; its names are the vendor's. */
function fakePlayer() {
	const listeners = new Map<string, (value?: unknown) => void>();
	const calls: string[] = [];
	const player: XrtcPlayer = {
		playerType: 0,
		stream: undefined,
		container: null,
		play: () => void calls.push("play"),
		resume: () => void calls.push("resume"),
		stop: () => void calls.push("stop"),
		on: (event: string, listener: (value?: never) => void) => listeners.set(event, listener as () => void),
	};
	return { player, calls, emit: (event: string, value?: unknown) => listeners.get(event)?.(value) };
}

describe("XrtcHostPlayer", () => {
	it("hands the room to the vendor's player by its own names", async () => {
		const { player, calls } = fakePlayer();
		await new XrtcHostPlayer(ROOM, player).attach(BOX);
		expect(player.playerType).toBe(12);
		expect(player.stream).toMatchObject({
			sid: "s",
			server: "https://x",
			auth: "Bearer b",
			appid: "a",
			roomId: "r",
		});
		expect(calls).toEqual(["play"]);
	});

	it("follows it, and counts what it waits", async () => {
		const clock = { ms: 1000 };
		const { player, emit } = fakePlayer();
		const ours = new XrtcHostPlayer(ROOM, player, () => clock.ms);
		await ours.attach(BOX);
		emit("not-allowed");
		expect(ours.state.value.type).toBe("needs-gesture");
		clock.ms = 1500;
		emit("playing");
		clock.ms = 2000;
		emit("waiting");
		expect(ours.state.value.type).toBe("stalled");
		clock.ms = 4000;
		emit("playing");
		expect(await ours.stats()).toMatchObject({ firstFrame: 0.5, stalls: 1, stalledTime: 2, bitrate: null });
		emit("error", new Error("no line"));
		expect(ours.state.value).toMatchObject({
			type: "failed",
			reason: "The vendor's player failed: no line.",
		});
	});

	it("is asked of the page, which has to bring it", async () => {
		await expect(playerFactory()(ROOM)).rejects.toThrow("the page has to bring");
		const { player } = fakePlayer();
		expect((await playerFactory({ xrtc: async () => player })(ROOM)).kind).toBe("xrtc");
	});

	it("may be replaced, as any other", async () => {
		const { player } = fakePlayer();
		const ours = new XrtcHostPlayer(ROOM, player);
		expect(await playerFactory({ overrides: { xrtc: async () => ours } })(ROOM)).toBe(ours);
	});
});
