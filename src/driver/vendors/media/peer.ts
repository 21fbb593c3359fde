import type { WrtcModule } from "./wrtc.ts";

/** Milliseconds for the candidates of one machine to be found. */
const GATHERING_MS = 2000;

/** Milliseconds after which a watcher who never connects, or has gone, is forgotten. */
const CONNECTING_MS = 15_000;

/** One watcher of a stream over WebRTC. */
export interface Peer {
	/** The answer's SDP, candidates included. */
	readonly answer: string;
	/** Sends to the watcher's data channel, if it opened one. */
	send(message: string): void;
	/** Idempotent. */
	close(): void;
}

/**
 * Answers an offer with a stream. `closed` is called once, whoever ends it; `received` with what the watcher sends over
 * its data channel, if it opened one. Rejects if the offer is not SDP that WebRTC can answer.
 */
export async function answerOffer(
	wrtc: WrtcModule,
	offer: string,
	stream: MediaStream,
	closed: () => void,
	received: (message: string) => void = () => {},
): Promise<Peer> {
	const connection = new wrtc.RTCPeerConnection();
	const channels: RTCDataChannel[] = [];
	let isClosed = false;
	const close = (): void => {
		if (isClosed) return;
		isClosed = true;
		clearTimeout(patience);
		connection.close();
		closed();
	};
	const patience = setTimeout(() => {
		if (connection.connectionState !== "connected") close();
	}, CONNECTING_MS);
	connection.onconnectionstatechange = () => {
		if (["failed", "closed"].includes(connection.connectionState)) close();
	};
	connection.ondatachannel = ({ channel }) => {
		channels.push(channel);
		channel.onmessage = (event) => received(String(event.data));
		channel.onclose = close;
	};
	try {
		await connection.setRemoteDescription({ type: "offer", sdp: offer });
		for (const track of stream.getTracks()) connection.addTrack(track, stream);
		await connection.setLocalDescription(await connection.createAnswer());
		await gathered(connection);
	} catch (error) {
		close();
		throw error;
	}
	return {
		answer: connection.localDescription?.sdp ?? "",
		send: (message) => {
			for (const channel of channels) if (channel.readyState === "open") channel.send(message);
		},
		close,
	};
}

function gathered(connection: RTCPeerConnection): Promise<void> {
	return new Promise((resolve) => {
		const timer = setTimeout(resolve, GATHERING_MS);
		const look = (): void => {
			if (connection.iceGatheringState !== "complete") return;
			clearTimeout(timer);
			resolve();
		};
		connection.onicegatheringstatechange = look;
		look();
	});
}
