import { afterEach, describe, expect, it } from "vitest";
import { type StandInMedia, startStandInMedia } from "../../../../src/driver/vendors/media/stand-in-media.ts";
import { loadWrtc } from "../../../../src/driver/vendors/media/wrtc.ts";
import { seconds } from "../../../../src/util/time.ts";
import { bursts } from "../../../support/media/bursts.ts";

let media: StandInMedia | undefined;
afterEach(() => media?.dispose());

describe("a stand-in's stream over WHEP", () => {
	it("is seen and heard by a watcher, who may leave", async () => {
		media = await startStandInMedia();
		const opened = await media.openStream({
			id: "face",
			width: 160,
			height: 200,
			alpha: false,
			skew: seconds(0),
		});
		const wrtc = await loadWrtc();
		const watcher = new wrtc.RTCPeerConnection();
		watcher.addTransceiver("video", { direction: "recvonly" });
		watcher.addTransceiver("audio", { direction: "recvonly" });
		const seen = new Promise<{ width: number }>((resolve) => {
			watcher.addEventListener("track", ({ track }) => {
				if (track.kind !== "video") return;
				const sink = new wrtc.nonstandard.RTCVideoSink(track);
				sink.onframe = (event: { frame: { width: number } }) => {
					sink.stop();
					resolve(event.frame);
				};
			});
		});
		const heard = new Promise<number>((resolve) => {
			watcher.addEventListener("track", ({ track }) => {
				if (track.kind !== "audio") return;
				const sink = new wrtc.nonstandard.RTCAudioSink(track);
				sink.ondata = ({ samples }: { samples: Int16Array }) => {
					const peak = Math.max(...samples);
					if (peak < 1000) return;
					sink.stop();
					resolve(peak);
				};
			});
		});
		await watcher.setLocalDescription(await watcher.createOffer());
		await new Promise<void>((done) => {
			const look = () => watcher.iceGatheringState === "complete" && done();
			watcher.onicegatheringstatechange = look;
			look();
		});
		const answer = await fetch(opened.addresses.whep, {
			method: "POST",
			headers: { "content-type": "application/sdp" },
			body: watcher.localDescription?.sdp ?? "",
		});
		expect(answer.status).toBe(201);
		await watcher.setRemoteDescription({ type: "answer", sdp: await answer.text() });
		opened.stream.track.place(bursts(4));
		expect((await seen).width).toBe(160);
		expect(await heard).toBeGreaterThan(1000);
		const location = new URL(answer.headers.get("location") ?? "", opened.addresses.whep);
		expect((await fetch(location, { method: "DELETE" })).status).toBe(200);
		watcher.close();
	});

	it("is not given to who does not send SDP", async () => {
		media = await startStandInMedia();
		const { addresses } = await media.openStream({
			id: "face",
			width: 160,
			height: 200,
			alpha: false,
			skew: seconds(0),
		});
		const post = (type: string) =>
			fetch(addresses.whep, { method: "POST", headers: { "content-type": type }, body: "hello" });
		expect((await post("text/plain")).status).toBe(415);
		expect((await post("application/sdp")).status).toBe(400);
	});
});
