import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { type Seconds, seconds } from "../../../util/time.ts";
import type { Clock } from "../../pacer.ts";
import type { SpokenPhrase } from "../../spoken-phrase.ts";
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
	readonly now?: Clock;
}

export const STAND_IN_MEDIA_DEFAULTS: Required<StandInMediaOptions> = {
	port: 0,
	host: "127.0.0.1",
	skew: seconds(0),
	now: () => performance.now(),
};

/** Streams of the stand-ins on a port of their own. */
export interface StandInMedia {
	/** `http://host:port`. */
	readonly url: string;
	readonly server: MediaServer;
	openStream(request: OpenStream): Promise<OpenedStream>;
	/** Ends every stream and the port. Idempotent. */
	dispose(): Promise<void>;
}

/** What a stand-in asks of a stream. */
export interface OpenStream {
	/** Letters, digits, `-` and `_`; the last part of every address. */
	readonly id: string;
	readonly width: number;
	readonly height: number;
	readonly alpha: boolean;
	/** Replaces that of {@link StandInMediaOptions.skew} unless 0. */
	readonly skew: Seconds;
}

/** A stream that runs, with its addresses. */
export interface OpenedStream {
	readonly stream: TalkingStream;
	readonly addresses: {
		readonly leb: { readonly url: string; readonly signalling: string };
		readonly whep: string;
		readonly hls: string;
		readonly flv: string;
	};
	play(phrase: SpokenPhrase): void;
	interrupt(): void;
	dispose(): Promise<void>;
}

/** Starts serving. Rejects if the port is taken. */
export async function startStandInMedia(options: StandInMediaOptions = {}): Promise<StandInMedia> {
	const { port: wanted, host, skew: usualSkew, now } = { ...STAND_IN_MEDIA_DEFAULTS, ...options };
	const media = new MediaServer();
	const http = createServer(async (request, response) => {
		if (!(await media.handle(request, response))) response.writeHead(404).end();
	});
	const port = await listen(http, wanted, host);
	const place = `${host.includes(":") ? `[${host}]` : host}:${port}`;
	const streams = new Set<TalkingStream>();
	return {
		url: `http://${place}`,
		server: media,
		async openStream({ id, width, height, alpha, skew }) {
			if (!/^[\w-]+$/.test(id)) throw new TypeError(`a stream's id is letters, digits, - and _, got ${id}`);
			const stream = new TalkingStream(
				{ now },
				{ width, height, alpha: alpha ? "side-by-side" : "none", skew: skew === 0 ? usualSkew : skew },
			);
			streams.add(stream);
			media.publish(id, { stream });
			return {
				stream,
				addresses: {
					leb: { url: `webrtc://${place}/live/${id}`, signalling: `http://${place}` },
					whep: `http://${place}/whep/${id}`,
					hls: `http://${place}/live/${id}.m3u8`,
					flv: `http://${place}/live/${id}.flv`,
				},
				play: (phrase) => void stream.track.place(phrase),
				interrupt: () => stream.interrupt(),
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

function listen(server: Server, port: number, host: string): Promise<number> {
	return new Promise((listening, failed) => {
		server.once("error", failed);
		server.listen(port, host, () => listening((server.address() as AddressInfo).port));
	});
}
