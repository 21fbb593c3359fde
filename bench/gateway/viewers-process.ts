import { WebSocket } from "ws";
import {
	COMPACT_PROTOCOL,
	GATEWAY_PROTOCOL,
	TOKEN_PROTOCOL_PREFIX,
} from "../../src/protocol/gateway-messages.ts";
import type { SessionGrant } from "../../src/protocol/session-grant.ts";
import { percentile } from "../support/percentile.ts";

// Viewers in a process of their own. Asked to connect some more, or for when the messages since the last time came.

/** Connects until `count` viewers stand: of `sessionId` at a gateway, or at a bare broadcaster if it is empty. */
export interface ConnectViewers {
	readonly url: string;
	readonly sessionId: string;
	readonly count: number;
	/** Takes the compact form. */
	readonly compact: boolean;
}

/** How the messages since the last time arrived. */
export interface Arrivals {
	/** 99th percentile, over all messages and viewers, of how long after the first viewer one got a message; in ms. */
	readonly spread: number;
	/** Messages that a viewer never got, over all. */
	readonly missing: number;
}

/** Bytes below which a text frame is the gateway's own. */
const CONTROL = 1000;
/** Viewers that connect at the same moment. */
const BATCH = 50;

const viewers: WebSocket[] = [];
/** Times of arrival of each message. */
let arrivals: number[][] = [];

function count(index: number): void {
	const times = arrivals[index] ?? [];
	times.push(performance.now());
	arrivals[index] = times;
}

async function socketFor({ url, sessionId, compact }: ConnectViewers): Promise<WebSocket> {
	const plain = { perMessageDeflate: false };
	if (sessionId === "") return new WebSocket(url.replace("http", "ws"), plain);
	const response = await fetch(`${url}/v1/sessions`, {
		method: "POST",
		headers: { origin: url, "content-type": "application/json" },
		body: JSON.stringify({ role: "viewer", sessionId }),
	});
	const grant = (await response.json()) as SessionGrant;
	const protocols = [
		...(compact ? [COMPACT_PROTOCOL] : []),
		GATEWAY_PROTOCOL,
		TOKEN_PROTOCOL_PREFIX + grant.token,
	];
	return new WebSocket(grant.url, protocols, { ...plain, origin: url });
}

/** Index of each viewer's next message since arrivals were last taken. */
const next = new Map<WebSocket, number>();

async function connectOne(task: ConnectViewers): Promise<void> {
	const socket = await socketFor(task);
	socket.on("message", (data: Buffer, isBinary) => {
		if (!isBinary && data.length < CONTROL) return;
		const index = next.get(socket) ?? 0;
		next.set(socket, index + 1);
		count(index);
	});
	await new Promise((resolve, reject) => socket.once("open", resolve).once("error", reject));
	viewers.push(socket);
}

async function connect(task: ConnectViewers): Promise<void> {
	while (viewers.length < task.count) {
		const batch = Math.min(BATCH, task.count - viewers.length);
		await Promise.all(Array.from({ length: batch }, () => connectOne(task)));
	}
}

function takeArrivals(): Arrivals {
	const delays = arrivals.flatMap((times) => times.map((time) => time - (times[0] ?? time)));
	const missing = arrivals.length * viewers.length - delays.length;
	arrivals = [];
	next.clear();
	return { spread: percentile(delays, 0.99), missing };
}

process.on("disconnect", () => process.exit());
process.on("message", (message: ConnectViewers | "arrivals") => {
	if (message === "arrivals") process.send?.(takeArrivals());
	else void connect(message).then(() => process.send?.({ connected: viewers.length }));
});
process.send?.({});
