import { beforeEach, describe, expect, it, vi } from "vitest";
import {
	type LiveKitClient,
	type LiveKitTrack,
	LiveKitTransport,
} from "../../../src/vendors/players/livekit.ts";
import type { LiveKitRoom } from "../../../src/vendors/stream-descriptor.ts";
import { newsLog, plainVideo, TrackList, trackOf } from "../../support/vendors/dom-stand-ins.ts";

const ROOM: LiveKitRoom = { kind: "livekit", url: "wss://l", token: "t", serverIdentity: "server" };

/** LiveKit's room as far as it is used. */
class FakeRoom {
	readonly calls: string[] = [];
	readonly #listeners = new Map<string, (...values: never[]) => unknown>();

	readonly room = {
		connect: async (url: string, token: string) => void this.calls.push(`connect ${url} ${token}`),
		disconnect: async () => void this.calls.push("disconnect"),
		localParticipant: {
			publishData: async (data: Uint8Array) => void this.calls.push(`send ${new TextDecoder().decode(data)}`),
			publishTrack: async () => void this.calls.push("publish"),
			unpublishTrack: async () => void this.calls.push("unpublish"),
		},
		on: (event: string, listener: (...values: never[]) => unknown) => this.#listeners.set(event, listener),
	} satisfies LiveKitClient;

	emit(event: string, ...values: unknown[]): void {
		this.#listeners.get(event)?.(...(values as never[]));
	}
}

beforeEach(() => void vi.stubGlobal("MediaStream", TrackList));

async function open() {
	const fake = new FakeRoom();
	const transport = new LiveKitTransport(ROOM, { newRoom: () => fake.room });
	const news = newsLog();
	await transport.open(plainVideo(), news, new AbortController().signal);
	return { fake, transport, news };
}

const track = (kind: "audio" | "video", bytes: number) =>
	({
		kind,
		mediaStreamTrack: trackOf(kind),
		getRTCStatsReport: async () =>
			[
				{ type: "inbound-rtp", kind, timestamp: 1000, bytesReceived: bytes, packetsLost: 1 },
			] as unknown as RTCStatsReport,
	}) as unknown as LiveKitTrack;

describe("LiveKitTransport", () => {
	it("connects and plays what it is sent", async () => {
		const { fake, transport } = await open();
		expect(fake.calls).toEqual(["connect wss://l t"]);
		fake.emit("trackSubscribed", track("video", 1));
		fake.emit("trackSubscribed", track("audio", 1));
		expect(transport.stream.getTracks().map(({ kind }) => kind)).toEqual(["video", "audio"]);
		expect(await transport.measure()).toMatchObject({ packetsLost: 2 });
	});

	it("hears the avatar's server, and nobody else", async () => {
		const { fake, transport } = await open();
		const heard: string[] = [];
		transport.onData((data) => heard.push(data));
		fake.emit("dataReceived", new TextEncoder().encode("from the avatar"), { identity: "server" });
		fake.emit("dataReceived", new TextEncoder().encode("from a guest"), { identity: "guest" });
		expect(heard).toEqual(["from the avatar"]);
		await transport.sendData("hello");
		expect(fake.calls).toContain("send hello");
	});

	it("tells the end, but not of its own leaving", async () => {
		const { fake, transport, news } = await open();
		fake.emit("participantDisconnected");
		transport.dispose();
		fake.emit("disconnected");
		expect(news.log).toEqual(["ended"]);
	});
});
