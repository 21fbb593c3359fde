import type TRTC from "trtc-sdk-v5";
import { beforeEach, describe, expect, expectTypeOf, it, vi } from "vitest";
import { type TrtcClient, type TrtcEvents, TrtcTransport } from "../../../src/vendors/players/trtc.ts";
import type { TrtcRoom } from "../../../src/vendors/stream-descriptor.ts";
import { newsLog, plainVideo, TrackList, trackOf } from "../../support/vendors/dom-stand-ins.ts";

const ROOM: TrtcRoom = {
	kind: "trtc",
	sdkAppId: 1_400_000_000,
	userId: "viewer",
	userSig: "sig",
	strRoomId: "room",
	role: "anchor",
};

/** TRTC's client as far as it is used. */
class FakeClient {
	readonly calls: unknown[] = [];
	readonly #listeners = new Map<string, (event: never) => unknown>();

	readonly client: TrtcClient = {
		enterRoom: async (room) => void this.calls.push(["enter", room]),
		exitRoom: async () => void this.calls.push(["exit"]),
		destroy: () => void this.calls.push(["destroy"]),
		startRemoteVideo: async (remote) => void this.calls.push(["video", remote]),
		startLocalAudio: async () => void this.calls.push(["microphone"]),
		stopLocalAudio: async () => void this.calls.push(["no microphone"]),
		sendCustomMessage: ({ cmdId, data }) =>
			void this.calls.push(["send", cmdId, new TextDecoder().decode(data)]),
		getVideoTrack: () => trackOf("video"),
		getAudioTrack: () => trackOf("audio"),
		on: (event, listener) => this.#listeners.set(event, listener),
	};

	emit<Event extends keyof TrtcEvents>(event: Event, value: TrtcEvents[Event]): unknown {
		return this.#listeners.get(event)?.(value as never);
	}
}

beforeEach(() => void vi.stubGlobal("MediaStream", TrackList));

async function open(room: Partial<TrtcRoom> = {}) {
	const fake = new FakeClient();
	const transport = new TrtcTransport({ ...ROOM, ...room }, { create: () => fake.client });
	const news = newsLog();
	const video = plainVideo();
	await transport.open(video, news, new AbortController().signal);
	return { fake, transport, news, video };
}

describe("TrtcTransport", () => {
	it("uses only what the package has", () => {
		type Used = Pick<TRTC, "exitRoom" | "destroy" | "sendCustomMessage" | "stopLocalAudio">;
		expectTypeOf<TrtcClient>().toMatchTypeOf<Used>();
		expectTypeOf<Parameters<TrtcClient["enterRoom"]>[0]["sdkAppId"]>().toEqualTypeOf<
			Parameters<TRTC["enterRoom"]>[0]["sdkAppId"]
		>();
	});

	it("enters as the descriptor says, with the sound left to the package", async () => {
		const { fake, video } = await open();
		const { kind: _, ...room } = ROOM;
		expect(fake.calls).toEqual([["enter", { ...room, scene: "live", autoReceiveAudio: true }]]);
		expect(video.muted).toBe(true);
	});

	it("plays the picture, and gives the sound for measurements", async () => {
		const { fake, transport } = await open();
		await fake.emit("remote-video-available", { userId: "avatar", streamType: "main" });
		fake.emit("remote-audio-available", { userId: "avatar" });
		expect(fake.calls[1]).toEqual(["video", { userId: "avatar", streamType: "main", view: null }]);
		expect(transport.stream.getTracks().map(({ kind }) => kind)).toEqual(["video", "audio"]);
	});

	it("carries messages and what travels in the picture", async () => {
		const { fake, transport } = await open();
		const [words, sei]: [string[], number[]] = [[], []];
		transport.onData((data) => words.push(data));
		transport.onSei((bytes) => sei.push(bytes.length));
		fake.emit("custom-message", { data: new TextEncoder().encode("hi").buffer });
		fake.emit("sei-message", { data: new ArrayBuffer(16) });
		await transport.sendData("hello");
		expect(words).toEqual(["hi"]);
		expect(sei).toEqual([16]);
		expect(fake.calls.at(-1)).toEqual(["send", 1, "hello"]);
	});

	it("does not let an audience send", async () => {
		const { transport } = await open({ role: "audience" });
		await expect(transport.sendData("hello")).rejects.toThrow("anchor");
	});

	it("tells the end and every fault", async () => {
		const { fake, news } = await open();
		fake.emit("remote-user-exit", { userId: "avatar" });
		fake.emit("kicked-out", { reason: "banned" });
		fake.emit("error", { code: 5000, message: "oops" });
		expect(news.log).toEqual(["ended", "failed: The room was left: banned.", "failed: TRTC 5000: oops."]);
	});

	it("measures in the common shape", async () => {
		const { fake, transport } = await open();
		expect(await transport.measure()).toMatchObject({ bitrate: null });
		fake.emit("statistics", {
			rtt: 30,
			remoteStatistics: [{ audio: { bitrate: 48 }, video: [{ bitrate: 952 }] }],
		});
		expect(await transport.measure()).toMatchObject({ bitrate: 1_000_000, roundTrip: 0.03 });
	});

	it("leaves the room, and then lets go of the client", async () => {
		const { fake, transport } = await open();
		transport.dispose();
		transport.dispose();
		await expect.poll(() => fake.calls.slice(1)).toEqual([["exit"], ["destroy"]]);
	});
});
