import type { GivenStream } from "../stream-descriptor.ts";
import { NO_TRANSPORT_STATS, type Transport } from "./transport.ts";

/** A stream that is there already. It belongs to who gave it: nothing of it is stopped here. */
export const givenStreamTransport = ({ stream }: GivenStream): Transport => ({
	kind: "mediastream",
	stream,
	open: async (video, news) => {
		video.srcObject = stream;
		stream.getVideoTracks()[0]?.addEventListener("ended", () => news.ended());
	},
	measure: async () => NO_TRANSPORT_STATS,
	dispose: () => {},
});
