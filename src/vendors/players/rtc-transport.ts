import { nextDelay } from "../../util/backoff.ts";
import { RtcMeasure } from "./rtc-measure.ts";
import { NO_TRANSPORT_STATS, type Transport, type TransportNews, type TransportStats } from "./transport.ts";

/** Milliseconds for the candidates of this machine to be found; what comes later is not waited for. */
const GATHERING_MS = 1000;
/** Milliseconds from the answer to the connection (the vendor's own player waits as long). */
const CONNECTING_MS = 10_000;
/** Milliseconds for a request of the signalling (the vendor's own player waits as long). */
export const SIGNALLING_MS = 3000;
/** Attempts to come back after the connection broke. */
const RETURNS = 3;

/** An answer to an offer, and how to say that one leaves. */
export interface Joined {
	readonly sdp: string;
	leave(): void;
}

/** How an offer gets its answer: the part in which LEB and WHEP differ. */
export interface Signalling {
	readonly kind: "leb" | "whep";
	/** Rejects if there is no such stream. */
	join(offer: string, signal: AbortSignal): Promise<Joined>;
}

/** A stream of one picture and one sound over WebRTC. Comes back by itself a few times when the line breaks. */
export class RtcTransport implements Transport {
	readonly kind: "leb" | "whep";
	readonly stream: MediaStream = new MediaStream();
	readonly #signalling: Signalling;
	readonly #withData: boolean;
	readonly #listeners = new Set<(data: string) => void>();
	#connection: RTCPeerConnection | undefined;
	#channel: RTCDataChannel | undefined;
	#measure = new RtcMeasure();
	#joined: Joined | undefined;
	#returns = 0;
	#timer: number | undefined;
	#disposed = false;

	/** `withData` opens a data channel beside the picture: the stand-ins' rooms take messages on it. */
	constructor(signalling: Signalling, withData = false) {
		this.kind = signalling.kind;
		this.#signalling = signalling;
		this.#withData = withData;
	}

	async open(video: HTMLVideoElement, news: TransportNews, signal: AbortSignal): Promise<void> {
		video.srcObject = this.stream;
		await this.#connect(news, signal);
	}

	async measure(): Promise<TransportStats> {
		const connection = this.#connection;
		return connection ? this.#measure.read(await connection.getStats()) : NO_TRANSPORT_STATS;
	}

	async sendData(data: string): Promise<void> {
		if (this.#channel?.readyState !== "open") throw new TypeError("The room's data channel is not open");
		this.#channel.send(data);
	}

	onData(listener: (data: string) => void): () => void {
		this.#listeners.add(listener);
		return () => void this.#listeners.delete(listener);
	}

	dispose(): void {
		this.#disposed = true;
		window.clearTimeout(this.#timer);
		this.#leave();
	}

	async #connect(news: TransportNews, signal: AbortSignal): Promise<void> {
		const connection = new RTCPeerConnection();
		this.#connection = connection;
		this.#measure = new RtcMeasure();
		for (const kind of ["video", "audio"]) connection.addTransceiver(kind, { direction: "recvonly" });
		connection.ontrack = ({ track }) => this.#play(track);
		const channel = this.#withData ? connection.createDataChannel("room") : undefined;
		this.#channel = channel;
		if (channel)
			channel.onmessage = ({ data }) => {
				for (const listener of this.#listeners) listener(String(data));
			};
		try {
			const offer = await connection.createOffer();
			await connection.setLocalDescription({ type: "offer", sdp: withStereo(offer.sdp ?? "") });
			await gathered(connection);
			this.#joined = await this.#signalling.join(connection.localDescription?.sdp ?? "", signal);
			await connection.setRemoteDescription({ type: "answer", sdp: this.#joined.sdp });
			await connected(connection, channel, signal);
		} catch (error) {
			this.#leave();
			throw error;
		}
		connection.onconnectionstatechange = () => {
			if (connection.connectionState === "failed" && connection === this.#connection)
				this.#comeBack(news, signal);
		};
		this.#returns = 0;
	}

	#play(track: MediaStreamTrack): void {
		for (const old of this.stream.getTracks()) if (old.kind === track.kind) this.stream.removeTrack(old);
		this.stream.addTrack(track);
	}

	#comeBack(news: TransportNews, signal: AbortSignal): void {
		this.#leave();
		if (this.#disposed) return;
		if (this.#returns >= RETURNS) {
			news.failed("The connection broke and could not be made again.");
			return;
		}
		const delay = nextDelay(this.#returns++, Math.random);
		this.#timer = window.setTimeout(() => {
			this.#connect(news, signal).catch(() => this.#comeBack(news, signal));
		}, delay * 1000);
	}

	#leave(): void {
		this.#joined?.leave();
		this.#joined = undefined;
		if (this.#connection) this.#connection.onconnectionstatechange = null;
		this.#connection?.close();
		this.#connection = undefined;
	}
}

/** Asks for stereo, which WebRTC does not by itself. */
const withStereo = (sdp: string): string => {
	const opus = /a=rtpmap:(\d+) opus\//i.exec(sdp)?.[1];
	return opus === undefined ? sdp : sdp.replace(new RegExp(`(a=fmtp:${opus} .*)`), "$1;stereo=1");
};

function gathered(connection: RTCPeerConnection): Promise<void> {
	return new Promise((resolve) => {
		const timer = window.setTimeout(resolve, GATHERING_MS);
		connection.onicegatheringstatechange = () => {
			if (connection.iceGatheringState !== "complete") return;
			window.clearTimeout(timer);
			resolve();
		};
	});
}

/** Resolves when media, and messages if there are any, can come. */
function connected(
	connection: RTCPeerConnection,
	channel: RTCDataChannel | undefined,
	signal: AbortSignal,
): Promise<void> {
	return new Promise((resolve, reject) => {
		const end = (finish: () => void) => {
			window.clearTimeout(timer);
			finish();
		};
		const timer = window.setTimeout(
			() => reject(new Error("The stream's server did not connect.")),
			CONNECTING_MS,
		);
		signal.addEventListener("abort", () => end(() => reject(signal.reason)), { once: true });
		const look = () => {
			if (connection.connectionState === "failed")
				end(() => reject(new Error("The stream's server cannot be reached.")));
			if (connection.connectionState === "connected" && (channel?.readyState ?? "open") === "open")
				end(resolve);
		};
		connection.onconnectionstatechange = look;
		channel?.addEventListener("open", look);
		look();
	});
}
