import type { Player } from "../player.ts";
import type { LiveKitRoom, LiveUrl, StreamDescriptor, TrtcRoom } from "../stream-descriptor.ts";
import { type PlayerOptions, playerFactory } from "./open-player.ts";
import type { XrtcPlayer } from "./xrtc.ts";

/**
 * Players for the rooms of stand-ins, in place of those that need a vendor's cloud: every room is played over WHEP from
 * `streams` (`VendorOffers.standInStreams`), its messages over a data channel. Everything else, the adapters above all,
 * is what it is with the vendors. Main thread.
 */
export function standInPlayers(streams: string): PlayerOptions {
	const room = async (name: string, { alpha }: StreamDescriptor): Promise<Player> => {
		const [{ TransportPlayer }, transport] = await Promise.all([
			import("./transport-player.ts"),
			roomTransport(streams, name),
		]);
		return new TransportPlayer(transport, alpha);
	};
	return {
		xrtc: () => standInXrtcPlayer(streams),
		overrides: {
			// The vendor's own hosts are not asked: the stand-in answers LEB's offers itself.
			leb: (descriptor) => playerFactory()({ ...(descriptor as LiveUrl), signalling: streams }),
			agora: (descriptor) => room(descriptor.kind === "agora" ? descriptor.channel : "", descriptor),
			livekit: (descriptor) => room(liveKitRoomOf(descriptor as LiveKitRoom), descriptor),
			trtc: (descriptor) => room(trtcRoomOf(descriptor as TrtcRoom), descriptor),
		},
	};
}

async function roomTransport(streams: string, name: string) {
	const [{ RtcTransport }, { whepSignalling }] = await Promise.all([
		import("./rtc-transport.ts"),
		import("./whep.ts"),
	]);
	return new RtcTransport(whepSignalling({ kind: "whep", url: whepUrl(streams, name) }), true);
}

const whepUrl = (streams: string, name: string): string =>
	new URL(`whep/${encodeURIComponent(name)}`, `${streams}/`).href;

/** The room that a LiveKit token opens (its claim `video.room`). */
function liveKitRoomOf({ token }: LiveKitRoom): string {
	const claims = token.split(".")[1] ?? "";
	const { video } = JSON.parse(atob(claims.replaceAll("-", "+").replaceAll("_", "/")));
	return String(video?.room);
}

const trtcRoomOf = ({ roomId, strRoomId }: TrtcRoom): string => strRoomId ?? String(roomId);

/** What stands in for iFLYTEK's own player: the same names, a `<video>` of its own in the container, WHEP behind it. */
async function standInXrtcPlayer(streams: string): Promise<XrtcPlayer> {
	const { RtcTransport } = await import("./rtc-transport.ts");
	const { whepSignalling } = await import("./whep.ts");
	const video = document.createElement("video");
	video.style.cssText = "width:100%;height:100%;object-fit:contain;display:block";
	video.playsInline = true;
	const stopped = new AbortController();
	let transport: InstanceType<typeof RtcTransport> | undefined;
	const listeners = new Map<string, (detail?: unknown) => void>();
	const tell = (event: string, detail?: unknown) => listeners.get(event)?.(detail);
	for (const event of ["playing", "waiting"]) video.addEventListener(event, () => tell(event));
	const start = async () => {
		await video.play().catch((error: DOMException) => {
			if (error.name === "NotAllowedError") tell("not-allowed");
			else throw error;
		});
	};
	const player: XrtcPlayer = {
		playerType: 0,
		stream: undefined,
		container: null,
		play: async () => {
			const { roomId } = player.stream as { readonly roomId: string };
			player.container?.append(video);
			transport = new RtcTransport(whepSignalling({ kind: "whep", url: whepUrl(streams, roomId) }));
			const news = {
				failed: (reason: string) => tell("error", new Error(reason)),
				ended: () => tell("stop"),
			};
			await transport.open(video, news, stopped.signal);
			await start();
		},
		resume: start,
		stop: () => {
			stopped.abort();
			transport?.dispose();
			video.remove();
			tell("stop");
		},
		on: (event: string, listener: (detail?: never) => void) =>
			listeners.set(event, listener as (detail?: unknown) => void),
	};
	return player;
}
