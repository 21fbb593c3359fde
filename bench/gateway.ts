import { once } from "node:events";
import { WebSocket } from "ws";
import { GatewayClient } from "../test/support/gateway-client.ts";
import { StandInUpstream, speechFrame } from "../test/support/stand-in-upstream.ts";
import { ACCESS_TOKEN, APPKEY } from "../test/support/test-gateway.ts";
import type { Bench, BenchOptions, BenchRow } from "./bench.ts";
import { Child } from "./gateway/child.ts";
import type { Memory, Ready } from "./gateway/parent.ts";
import type { Arrivals, ConnectViewers } from "./gateway/viewers-process.ts";
import { percentile } from "./support/percentile.ts";

/** Milliseconds of sound in a message, and between two messages. */
const PERIOD = 100;
/** A message as the vendor sends it: 24 kHz sound in base64 and 25 face frames a second of 52 weights with four digits. */
const SOUND = "A".repeat((24_000 * 2 * PERIOD * 4) / 3 / 1000);
const FACE = Array.from({ length: (25 * PERIOD * 52) / 1000 }, (_, index) => (index % 97) / 10_000 + 0.1);
const messageOf = (sequence: number) =>
	speechFrame("r1", { SeqNo: sequence, SentenceStart: true, Audio: SOUND, ThFeat: FACE });

/** Milliseconds after the first viewer, within which 99 % of the others have to get a message. */
const MOST_SPREAD = 50;
/** Viewers that are tried, in steps. */
const STEPS = [250, 500, 1000, 1500, 2000, 3000] as const;
const QUICK_STEPS = [250, 500, 1000] as const;

/** Milliseconds for what is under way to arrive. */
const SETTLE = 500;

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Sends `count` messages in real time. */
async function speak(send: (message: string) => void, count: number): Promise<void> {
	for (let i = 1; i <= count; i++) {
		send(messageOf(i));
		await pause(PERIOD);
	}
}

/** Milliseconds from sending a message to its arrival, message by message. */
async function relayTimes(
	send: (text: string) => void,
	receiver: WebSocket,
	count: number,
): Promise<number[]> {
	const times: number[] = [];
	const frame = messageOf(1);
	for (let i = 0; i < count; i++) {
		const arrived = once(receiver, "message");
		const start = performance.now();
		send(frame);
		await arrived;
		times.push(performance.now() - start);
		await pause(2);
	}
	return times;
}

/** How often a step is tried: on a shared machine one pause of the whole process is enough to fail it. */
const TRIES = 3;

/** How far apart viewers get a message while `send` speaks, in ms; infinite if one missed any. */
async function spreadOf(
	viewers: Child<unknown>,
	send: (message: string) => void,
	messages: number,
): Promise<number> {
	await viewers.ask<Arrivals>("arrivals");
	await speak(send, messages);
	await pause(SETTLE);
	const { spread, missing } = await viewers.ask<Arrivals>("arrivals");
	return missing > 0 ? Number.POSITIVE_INFINITY : spread;
}

/** One of the two that are compared: how to reach it, and how far it came. */
interface Side {
	readonly at: Omit<ConnectViewers, "count">;
	readonly send: (message: string) => void;
	readonly viewers: Child<unknown>;
	served: number;
	failed: boolean;
	readonly notes: string[];
}

const sideOf = async ({ at, send }: Pick<Side, "at" | "send">): Promise<Side> => ({
	at,
	send,
	viewers: await Child.start("viewers-process.ts"),
	served: 0,
	failed: false,
	notes: [],
});

/** Tries a step on one side. */
async function climb(side: Side, count: number, messages: number): Promise<void> {
	let best = Number.POSITIVE_INFINITY;
	await side.viewers.ask({ ...side.at, count });
	await pause(SETTLE);
	for (let tried = 0; tried < TRIES && best > MOST_SPREAD; tried++)
		best = Math.min(best, await spreadOf(side.viewers, side.send, messages));
	side.notes.push(`${count}: ${best.toFixed(0)} ms`);
	side.failed = best > MOST_SPREAD;
	if (!side.failed) side.served = count;
}

/**
 * Most viewers, of the steps, that get every message within the bound, on either side. Step by step by turns, so that
 * what else the machine does meets both.
 */
async function mostViewers(sides: readonly Side[], options: BenchOptions): Promise<void> {
	for (const count of options.quick ? QUICK_STEPS : STEPS)
		for (const side of sides) if (!side.failed) await climb(side, count, options.quick ? 20 : 50);
	for (const side of sides) side.viewers.dispose();
}

const noteOf = (side: Side) => `best of ${TRIES}, p99 after the first at ${side.notes.join(", ")}`;

const row = (
	metric: string,
	unit: string,
	ours: number,
	limit: number | null,
	note: string,
	peer: number | null = null,
) => ({ metric, unit, ours, peer, limit, note }) satisfies BenchRow;

/** A gateway with one owner's session whose upstream is held by this process. */
async function openStage() {
	let source: WebSocket | undefined;
	const upstream = await StandInUpstream.start({
		appkey: APPKEY,
		accessToken: ACCESS_TOKEN,
		answer: (_, socket) => {
			source = socket;
			socket.send(messageOf(0));
		},
	});
	const gateway = await Child.start<Ready>("gateway-process.ts", [upstream.url]);
	const { url } = gateway.ready;
	const owner = await GatewayClient.open(url);
	owner.speak("r1");
	await owner.answer("r1");
	const sessionId = new URL(owner.socket.url).pathname.split("/")[3] ?? "";
	return { upstream, gateway, owner, at: { url, sessionId }, send: (text: string) => source?.send(text) };
}

/** The peer: a bare `ws` server that passes on what this process sends it. */
async function openPeer() {
	const broadcaster = await Child.start<Ready>("broadcast-process.ts");
	const { url } = broadcaster.ready;
	const source = new WebSocket(`${url.replace("http", "ws")}/source`, { perMessageDeflate: false });
	await once(source, "open");
	return { broadcaster, at: { url, sessionId: "" }, send: (text: string) => source.send(text) };
}

async function memoryPerViewer(stage: Awaited<ReturnType<typeof openStage>>, count: number): Promise<number> {
	const viewers = await Child.start("viewers-process.ts");
	await viewers.ask({ ...stage.at, count: 100 });
	const before = await stage.gateway.ask<Memory>("memory");
	await viewers.ask({ ...stage.at, count: 100 + count });
	const after = await stage.gateway.ask<Memory>("memory");
	viewers.dispose();
	return (after.used - before.used) / count / 1024;
}

async function run(options: BenchOptions): Promise<readonly BenchRow[]> {
	const stage = await openStage();
	const peer = await openPeer();
	const receiver = new WebSocket(peer.at.url.replace("http", "ws"), { perMessageDeflate: false });
	await once(receiver, "open");

	const count = options.quick ? 500 : 2000;
	const through = await relayTimes(stage.send, stage.owner.socket, count);
	const direct = await relayTimes(peer.send, receiver, count);
	receiver.terminate();
	const memory = await memoryPerViewer(stage, options.quick ? 500 : 1000);
	const [ours, theirs] = [await sideOf(stage), await sideOf(peer)];
	await mostViewers([ours, theirs], options);
	const bits = (Buffer.byteLength(messageOf(1)) * 8) / PERIOD;
	stage.gateway.dispose();
	peer.broadcaster.dispose();
	stage.owner.socket.terminate();
	await stage.upstream.dispose();

	const relayed = `${count} messages of ${Buffer.byteLength(messageOf(1))} bytes; peer: through a bare ws server`;
	const most = (options.quick ? QUICK_STEPS : STEPS).at(-1);
	return [
		row("relay.p50", "ms", percentile(through, 0.5), 2, relayed, percentile(direct, 0.5)),
		row("relay.p99", "ms", percentile(through, 0.99), 10, relayed, percentile(direct, 0.99)),
		row("viewers", "count", ours.served, options.quick ? null : 2000, noteOf(ours), theirs.served),
		row(
			"viewers.ratio",
			"ratio",
			ours.served / theirs.served,
			0.8,
			`at most ${most} tried; peer ${noteOf(theirs)}`,
		),
		row("bits.json", "kb/s", bits, null, "the vendor's messages, verbatim"),
		row("memory.viewer", "kB", memory, 40, "heap and buffers, idle viewers"),
	];
}

/** How much the gateway adds on the way, and how many can watch one session; the peer is a bare `ws` broadcast. */
export const gateway: Bench = { name: "gateway", run };
