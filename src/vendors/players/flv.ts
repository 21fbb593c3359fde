import mpegts from "mpegts.js";
import type { LiveUrl } from "../stream-descriptor.ts";
import { NO_TRANSPORT_STATS, type Transport } from "./transport.ts";

const BITS_PER_KILOBYTE = 8192;

/** FLV over HTTP through Media Source Extensions. */
export function flvTransport({ url }: LiveUrl): Transport {
	let player: mpegts.Player | undefined;
	mpegts.LoggingControl.applyConfig({ enableAll: false });
	return {
		kind: "flv",
		stream: null,
		open: (video, news, signal) =>
			new Promise((resolve, reject) => {
				if (!mpegts.isSupported()) throw new Error("This browser has no Media Source Extensions.");
				const source = { type: "flv", isLive: true, url, cors: true };
				const live = { isLive: true, enableStashBuffer: false, liveSync: true, lazyLoad: false };
				player = mpegts.createPlayer(source, live);
				signal.addEventListener("abort", () => reject(signal.reason), { once: true });
				player.on(mpegts.Events.MEDIA_INFO, () => resolve());
				player.on(mpegts.Events.LOADING_COMPLETE, () => news.ended());
				player.on(mpegts.Events.ERROR, (type: string, detail: string) => {
					const reason = `FLV failed: ${type}, ${detail}.`;
					reject(new Error(reason));
					news.failed(reason);
				});
				player.attachMediaElement(video);
				player.load();
			}),
		measure: async () => {
			const speed = (player?.statisticsInfo as { readonly speed?: number } | undefined)?.speed;
			return { ...NO_TRANSPORT_STATS, bitrate: speed === undefined ? null : speed * BITS_PER_KILOBYTE };
		},
		dispose: () => {
			player?.destroy();
			player = undefined;
		},
	};
}
