import { unreachable } from "../../util/unreachable.ts";
import type { Player, PlayerFactory } from "../player.ts";
import type { LiveUrl, StreamDescriptor, StreamKind } from "../stream-descriptor.ts";
import type { Transport } from "./transport.ts";
import type { XrtcPlayer } from "./xrtc.ts";

/** What a host page may bring. */
export interface PlayerOptions {
	/** Makes iFLYTEK's own player, which is on no registry. */
	readonly xrtc?: () => Promise<XrtcPlayer>;
	/** Players in place of ours, by kind: a stand-in's room, a test's. */
	readonly overrides?: Partial<Readonly<Record<StreamKind, PlayerFactory>>>;
}

/** Makes the players of streams. Each one's code is loaded with its first stream: none of it is in a page before. */
export const playerFactory =
	({ xrtc, overrides = {} }: PlayerOptions = {}): PlayerFactory =>
	async (descriptor, options) => {
		const override = overrides[descriptor.kind];
		const player = override ? await override(descriptor, options) : await ours(descriptor, xrtc);
		if (options?.signal?.aborted === true) {
			player.dispose();
			options.signal.throwIfAborted();
		}
		return player;
	};

async function ours(descriptor: StreamDescriptor, xrtc: PlayerOptions["xrtc"]): Promise<Player> {
	if (descriptor.kind === "xrtc") {
		if (!xrtc)
			throw new TypeError("iFLYTEK's stream needs iFLYTEK's own player, which the page has to bring");
		const [{ XrtcHostPlayer }, player] = await Promise.all([import("./xrtc.ts"), xrtc()]);
		return new XrtcHostPlayer(descriptor, player);
	}
	const [{ TransportPlayer }, transport] = await Promise.all([
		import("./transport-player.ts"),
		transportOf(descriptor),
	]);
	return new TransportPlayer(transport, descriptor.alpha);
}

async function transportOf(descriptor: Exclude<StreamDescriptor, { kind: "xrtc" }>): Promise<Transport> {
	switch (descriptor.kind) {
		case "leb":
		case "whep":
		case "flv":
		case "hls": {
			const { fallbacks = [] } = descriptor;
			const first = await live(descriptor);
			if (fallbacks.length === 0) return first;
			const { FallbackTransport } = await import("./fallback-transport.ts");
			return new FallbackTransport(
				first,
				fallbacks.map((road) => () => live(road)),
			);
		}
		case "mediastream":
			return (await import("./given-stream.ts")).givenStreamTransport(descriptor);
		case "agora": {
			const [{ AgoraTransport }, { default: AgoraRTC }] = await Promise.all([
				import("./agora.ts"),
				import("agora-rtc-sdk-ng"),
			]);
			return new AgoraTransport(descriptor, AgoraRTC);
		}
		case "livekit": {
			const [{ LiveKitTransport }, { Room }] = await Promise.all([
				import("./livekit.ts"),
				import("livekit-client"),
			]);
			return new LiveKitTransport(descriptor, { newRoom: () => new Room() });
		}
		case "trtc": {
			const [{ TrtcTransport }, { default: TRTC }] = await Promise.all([
				import("./trtc.ts"),
				import("trtc-sdk-v5"),
			]);
			return new TrtcTransport(descriptor, TRTC as never);
		}
		default:
			return unreachable(descriptor);
	}
}

async function live(road: LiveUrl): Promise<Transport> {
	switch (road.kind) {
		case "leb": {
			const [{ RtcTransport }, { lebSignalling }] = await Promise.all([
				import("./rtc-transport.ts"),
				import("./leb.ts"),
			]);
			return new RtcTransport(lebSignalling(road));
		}
		case "whep": {
			const [{ RtcTransport }, { whepSignalling }] = await Promise.all([
				import("./rtc-transport.ts"),
				import("./whep.ts"),
			]);
			return new RtcTransport(whepSignalling(road));
		}
		case "flv":
			return (await import("./flv.ts")).flvTransport(road);
		case "hls":
			return (await import("./hls.ts")).hlsTransport(road);
		default:
			return unreachable(road.kind);
	}
}
