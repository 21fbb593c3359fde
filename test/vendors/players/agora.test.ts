import type { IAgoraRTCClient, IAgoraRTCRemoteUser } from "agora-rtc-sdk-ng";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { type AgoraClient, type AgoraSdk, AgoraTransport } from "../../../src/vendors/players/agora.ts";
import type { AgoraRoom } from "../../../src/vendors/stream-descriptor.ts";
import { newsLog, plainVideo, TrackList, trackOf } from "../../support/vendors/dom-stand-ins.ts";

const ROOM: AgoraRoom = {
	kind: "agora",
	appId: "app",
	channel: "room",
	token: "old",
	uid: 7,
	mode: "rtc",
	codec: "h264",
};

/** Agora's client as far as it is used: the package's own types hold it to the real one. */
class FakeClient {
	readonly calls: string[] = [];
	readonly #listeners = new Map<string, (...values: never[]) => unknown>();

	on(event: string, listener: (...values: never[]) => unknown): void {
		this.#listeners.set(event, listener);
	}

	emit(event: string, ...values: unknown[]): unknown {
		return this.#listeners.get(event)?.(...(values as never[]));
	}

	readonly client = {
		on: ((event: string, listener: never) => this.on(event, listener)) as IAgoraRTCClient["on"],
		join: async (...values) => {
			this.calls.push(`join ${values.join(" ")}`);
			return 7;
		},
		leave: async () => void this.calls.push("leave"),
		setClientRole: async (role) => void this.calls.push(`role ${role}`),
		renewToken: async (token) => void this.calls.push(`renew ${token}`),
		subscribe: (async (_user: unknown, kind: "audio" | "video") => {
			this.calls.push(`subscribe ${kind}`);
			return { getMediaStreamTrack: () => trackOf(kind) };
		}) as unknown as IAgoraRTCClient["subscribe"],
		publish: (async () => void this.calls.push("publish")) as unknown as IAgoraRTCClient["publish"],
		unpublish: async () => void this.calls.push("unpublish"),
		getRTCStats: () => ({ RecvBitrate: 500_000, RTT: 40 }) as ReturnType<IAgoraRTCClient["getRTCStats"]>,
		getRemoteAudioStats: () =>
			({ 1: { receiveDelay: 90, receivePacketsLost: 2 } }) as unknown as ReturnType<
				IAgoraRTCClient["getRemoteAudioStats"]
			>,
		getRemoteVideoStats: () =>
			({ 1: { receiveDelay: 120, receivePacketsLost: 3 } }) as unknown as ReturnType<
				IAgoraRTCClient["getRemoteVideoStats"]
			>,
		sendStreamMessage: async (message: string) => void this.calls.push(`send ${message}`),
	} satisfies AgoraClient;
}

beforeEach(() => void vi.stubGlobal("MediaStream", TrackList));

async function open(room: Partial<AgoraRoom> = {}) {
	const fake = new FakeClient();
	const created: unknown[] = [];
	const sdk: AgoraSdk = {
		createClient: (config) => {
			created.push(config);
			return fake.client;
		},
		createCustomAudioTrack: () => ({}) as ReturnType<AgoraSdk["createCustomAudioTrack"]>,
	};
	const transport = new AgoraTransport({ ...ROOM, ...room }, sdk);
	const news = newsLog();
	const video = plainVideo();
	await transport.open(video, news, new AbortController().signal);
	return { fake, transport, news, video, created };
}

const user = {} as IAgoraRTCRemoteUser;

describe("AgoraTransport", () => {
	it("joins as the descriptor says and plays what is published", async () => {
		const { fake, transport, video, created } = await open();
		expect(created).toEqual([{ mode: "rtc", codec: "h264" }]);
		expect(fake.calls).toEqual(["join app room old 7"]);
		await fake.emit("user-published", user, "video");
		await fake.emit("user-published", user, "audio");
		await fake.emit("user-published", user, "datachannel");
		expect(transport.stream.getTracks().map(({ kind }) => kind)).toEqual(["video", "audio"]);
		expect(video.srcObject).toBe(transport.stream);
	});

	it("replaces a track that is published again", async () => {
		const { fake, transport } = await open();
		await fake.emit("user-published", user, "video");
		await fake.emit("user-published", user, "video");
		expect(transport.stream.getTracks()).toHaveLength(1);
	});

	it("is audience in live mode, and host while it speaks", async () => {
		const { fake, transport } = await open({ mode: "live" });
		const stop = await transport.publish(trackOf("audio"));
		stop();
		expect(fake.calls).toEqual(["role audience", "join app room old 7", "role host", "publish", "unpublish"]);
	});

	it("renews its token when the room says that it will end, and fails when it has", async () => {
		const { fake, transport, news } = await open();
		transport.renewWith(async () => "new");
		await fake.emit("token-privilege-will-expire");
		expect(fake.calls).toContain("renew new");
		transport.renewWith(async () => {
			throw new Error("no");
		});
		await fake.emit("token-privilege-will-expire");
		expect(fake.calls.filter((call) => call.startsWith("renew"))).toHaveLength(1);
		fake.emit("token-privilege-did-expire");
		expect(news.log).toEqual(["failed: The token of the room has expired."]);
	});

	it("carries messages both ways", async () => {
		const { fake, transport } = await open();
		const heard: string[] = [];
		const stop = transport.onData((data) => heard.push(data));
		fake.emit("stream-message", 1, new TextEncoder().encode("你好"));
		stop();
		fake.emit("stream-message", 1, new TextEncoder().encode("again"));
		await transport.sendData("hello");
		expect(heard).toEqual(["你好"]);
		expect(fake.calls).toContain("send hello");
	});

	it("tells the end, and a room that was left against our will", async () => {
		const { fake, news } = await open();
		fake.emit("user-left");
		fake.emit("connection-state-change", "DISCONNECTED", "CONNECTED", "LEAVE");
		fake.emit("connection-state-change", "DISCONNECTED", "CONNECTED", "UID_BANNED");
		expect(news.log).toEqual(["ended", "failed: The room was left: UID_BANNED."]);
	});

	it("measures in the common shape", async () => {
		const { transport } = await open();
		expect(await transport.measure()).toEqual({
			bitrate: 500_000,
			roundTrip: 0.04,
			videoJitterDelay: 0.12,
			audioJitterDelay: 0.09,
			packetsLost: 5,
			concealedSound: null,
		});
	});

	it("leaves once", async () => {
		const { fake, transport } = await open();
		transport.dispose();
		transport.dispose();
		expect(fake.calls.filter((call) => call === "leave")).toHaveLength(1);
	});
});
