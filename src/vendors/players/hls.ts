import Hls from "hls.js";
import type { LiveUrl } from "../stream-descriptor.ts";
import { ByteRate } from "./byte-rate.ts";
import { NO_TRANSPORT_STATS, type Transport } from "./transport.ts";

/** A live stream is begun this many segments before its end: fewer stall, more are late. */
const BEHIND = 2;

/** HLS through Media Source Extensions; by the browser itself where there are none (iPhone). */
export function hlsTransport({ url }: LiveUrl): Transport {
	const bytes = new ByteRate();
	let hls: Hls | undefined;
	return {
		kind: "hls",
		stream: null,
		open: (video, news, signal) =>
			new Promise((resolve, reject) => {
				if (!Hls.isSupported()) {
					video.src = url;
					video.addEventListener("loadedmetadata", () => resolve(), { once: true, signal });
					video.addEventListener("error", () => reject(new Error("HLS cannot be played here.")), { signal });
					return;
				}
				const player = new Hls({ liveSyncDurationCount: BEHIND, enableWorker: false });
				hls = player;
				signal.addEventListener("abort", () => reject(signal.reason), { once: true });
				player.on(Hls.Events.MANIFEST_PARSED, () => resolve());
				player.on(Hls.Events.FRAG_LOADED, (_, { frag }) =>
					bytes.add(frag.stats.loaded, performance.now() / 1000),
				);
				player.on(Hls.Events.ERROR, (_, { fatal, type, details }) => {
					if (!fatal) return;
					if (type === Hls.ErrorTypes.MEDIA_ERROR) return player.recoverMediaError();
					const reason = `HLS failed: ${details}.`;
					reject(new Error(reason));
					news.failed(reason);
				});
				player.loadSource(url);
				player.attachMedia(video);
			}),
		measure: async () => ({ ...NO_TRANSPORT_STATS, bitrate: bytes.bitsPerSecond(performance.now() / 1000) }),
		dispose: () => hls?.destroy(),
	};
}
