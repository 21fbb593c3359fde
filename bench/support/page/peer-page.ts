import { TalkingHead } from "talkinghead";
import { orderChannels } from "../../../src/lipsync/orders.ts";
import { decodeBase64 } from "../../../src/protocol/base64.ts";
import type { WireResponse } from "../../../src/protocol/wire.ts";
import { FACE_RATE, FEED_RATE } from "../click-feed.ts";
import { absolute, probe } from "./probe.ts";

/** Milliseconds of a face frame. */
const FRAME_MS = 1000 / FACE_RATE;

/** Its frames per second, 30 unless asked for; above 60 it moves in every frame of the display, as ours does. */
const MODEL_FPS = 61;

const CHANNELS = orderChannels("tencent");
const MOVED = CHANNELS.map((name, channel) => ({ name, channel })).filter(({ name }) => name === "jawOpen");

/** Milliseconds of media time at which each clause's frames begin, and how many of them have come. */
let clause = { sequence: 0, startMs: 0, frames: 0 };
let mediaMs = 0;

/**
 * A message for the peer's streaming interface. Its animations reach their first value one step after their delay, so
 * they begin a frame early: each value is reached at the time of its face frame, which is the best that can be asked of it.
 */
function take(head: TalkingHead, text: string): void {
	const { SpeechRsp } = (JSON.parse(text) as WireResponse).Payload;
	if (SpeechRsp.SeqNo !== clause.sequence)
		clause = { sequence: SpeechRsp.SeqNo, startMs: mediaMs, frames: 0 };
	const dimension = SpeechRsp.ThDim;
	const count = SpeechRsp.ThFeat.length / dimension;
	const frame = (index: number, channel: number) => SpeechRsp.ThFeat[index * dimension + channel] ?? 0;
	const audio = decodeBase64(SpeechRsp.Audio, "$.Payload.SpeechRsp.Audio").slice().buffer;
	const anim = {
		name: "blendshapes",
		delay: clause.startMs + (clause.frames - 1) * FRAME_MS,
		dt: Array.from({ length: count }, () => FRAME_MS),
		vs: Object.fromEntries(
			MOVED.map(({ name, channel }) => [name, Array.from({ length: count }, (_, i) => frame(i, channel))]),
		),
	};
	clause.frames += count;
	mediaMs += (audio.byteLength / 2 / FEED_RATE) * 1000;
	head.streamAudio({ audio, anims: [anim] });
	if (SpeechRsp.Final) head.streamNotifyEnd();
}

const node = document.querySelector<HTMLElement>("#head");
if (node === null) throw new Error("The page has no place for the head.");
const head = new TalkingHead(node, {
	modelFPS: MODEL_FPS,
	lipsyncModules: [],
	cameraView: "head",
	ttsEndpoint: "",
});
await head.showAvatar({ url: "/head.glb", body: "F", avatarMood: "neutral", lipsyncLang: "en" });
const ends: (() => void)[] = [];
const open = () =>
	head.streamStart(
		{ sampleRate: FEED_RATE, lipsyncType: "blendshapes", waitForAudioChunks: true },
		() => {},
		() => {
			for (const end of ends) end();
		},
	);
await open();
const socket = new WebSocket(`ws://${location.host}/feed`);
socket.onmessage = ({ data }) => take(head, String(data));
await new Promise((resolve) => {
	socket.onopen = resolve;
});

window.benchPage = await probe({
	context: head.audioCtx,
	sound: head.streamWorkletNode,
	watch: (draw) => {
		const render = head.render.bind(head);
		head.render = () => {
			render();
			const { animClock, streamAudioStartTime } = head;
			draw({
				frameTime: absolute(head.animTimeLast),
				drawnAt: absolute(performance.now()),
				mediaTime: streamAudioStartTime === null ? undefined : (animClock - streamAudioStartTime) / 1000,
				jaw: head.mtAvatar.jawOpen?.applied ?? 0,
			});
		};
	},
	watchEnd: (end) => ends.push(end),
	begin: async () => {
		head.streamInterrupt();
		clause = { sequence: 0, startMs: 0, frames: 0 };
		mediaMs = 0;
		await open();
		socket.send("begin");
	},
	isOver: () => !head.isSpeaking,
	interrupt: () => head.streamInterrupt(),
	hide: async () => {
		// Neither the picture nor the probe's own notes.
		head.render = () => {};
	},
});
