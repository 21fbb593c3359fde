import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { type Seconds, seconds } from "../../../util/time.ts";
import type { Clock } from "../../pacer.ts";
import type { MediaHook, StandInStream, StreamAddresses, StreamRequest } from "./media-hook.ts";
import { MediaServer } from "./media-server.ts";
import { TalkingStream } from "./talking-stream.ts";

/** How the streams are served; see {@link STAND_IN_MEDIA_DEFAULTS}. */
export interface StandInMediaOptions {
	/** TCP port; 0 takes a free one. */
	readonly port?: number;
	/** Address to listen at; this machine only by default. */
	readonly host?: string;
	/** How much later every picture is shown than it belongs to the sound, if a stream does not say; −0.3 … 0.3. */
	readonly skew?: Seconds;
	/** Pixels of a picture's longer side: what is larger is drawn smaller, as everything is encoded in software. */
	readonly largest?: number;
	readonly now?: Clock;
}

export const STAND_IN_MEDIA_DEFAULTS: Required<StandInMediaOptions> = {
	port: 0,
	host: "127.0.0.1",
	skew: seconds(0),
	largest: 480,
	now: () => performance.now(),
};

/** Streams of the stand-ins on a port of their own. */
export interface StandInMedia extends MediaHook {
	/** `http://host:port`. */
	readonly url: string;
	/** Opens a stream; a skew of 0 means that of {@link StandInMediaOptions.skew}. */
	openStream(request: StreamRequest): Promise<OpenedStream>;
	/** Ends every stream and the port. Idempotent. */
	dispose(): Promise<void>;
}

/** A stream that runs, with all its addresses. */
export interface OpenedStream extends StandInStream {
	readonly stream: TalkingStream;
	readonly addresses: Required<StreamAddresses>;
}

/** Starts serving. Rejects if the port is taken. */
export async function startStandInMedia(options: StandInMediaOptions = {}): Promise<StandInMedia> {
	const { port: wanted, host, largest, now, ...usual } = { ...STAND_IN_MEDIA_DEFAULTS, ...options };
	const media = new MediaServer();
	const http = createServer(async (request, response) => {
		if (!(await media.handle(request, response))) response.writeHead(404).end();
	});
	const port = await listen(http, wanted, host);
	const place = `${host.includes(":") ? `[${host}]` : host}:${port}`;
	const streams = new Set<TalkingStream>();
	return {
		url: `http://${place}`,
		async openStream({ id, width, height, alpha, skew, received = () => {} }) {
			if (!/^[\w-]+$/.test(id)) throw new TypeError(`a stream's id is letters, digits, - and _, got ${id}`);
			const stream = new TalkingStream(now, {
				...fit(width, height, largest),
				alpha: alpha ? "side-by-side" : "none",
				skew: skew === 0 ? usual.skew : skew,
				received,
			});
			streams.add(stream);
			media.publish(id, stream);
			return {
				stream,
				addresses: {
					leb: { url: `webrtc://${place}/live/${id}`, signalling: `http://${place}` },
					whep: `http://${place}/whep/${id}`,
					hls: `http://${place}/live/${id}.m3u8`,
					flv: `http://${place}/live/${id}.flv`,
				},
				play: (phrase) => void stream.track.place(phrase),
				interrupt: () => void stream.track.interrupt(),
				tell: (message) => stream.tell(message),
				dispose: () => {
					media.withdraw(id);
					streams.delete(stream);
					return stream.dispose();
				},
			};
		},
		async dispose() {
			await Promise.all([...streams].map((stream) => stream.dispose()));
			streams.clear();
			http.closeAllConnections();
			await new Promise<void>((closed) => http.close(() => closed()));
		},
	};
}

/** The same picture with its longer side at `largest` at most; sides are even. */
function fit(width: number, height: number, largest: number) {
	const scale = Math.min(1, largest / Math.max(width, height));
	const even = (side: number) => Math.max(2, 2 * Math.round((side * scale) / 2));
	return { width: even(width), height: even(height) };
}

function listen(server: Server, port: number, host: string): Promise<number> {
	return new Promise((listening, failed) => {
		server.once("error", failed);
		server.listen(port, host, () => listening((server.address() as AddressInfo).port));
	});
}
