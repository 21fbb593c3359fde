import { once } from "node:events";
import { WebSocket } from "ws";
import { GatewayClient } from "../test/support/gateway-client.ts";
import { StandInUpstream } from "../test/support/stand-in-upstream.ts";
import { ACCESS_TOKEN, APPKEY } from "../test/support/test-gateway.ts";
import type { Bench, BenchOptions, BenchRow } from "./bench.ts";
import { Child } from "./gateway/child.ts";
import { type Feed, makeFeed } from "./gateway/feed.ts";
import { mintsPerMinute } from "./gateway/mints.ts";
import type { Memory, Ready } from "./gateway/parent.ts";
import { takeoverTime } from "./gateway/takeover.ts";
import type { Arrivals, ConnectViewers } from "./gateway/viewers-process.ts";
import { percentile } from "./support/percentile.ts";

/** Milliseconds after the first viewer, within which 99 % of the others have to get a message. */
const MOST_SPREAD = 50;
/** Viewers that are tried, in steps. */
const STEPS = [500, 1000, 1250, 1500, 1750, 2000, 2250, 2500, 3000] as const;
const QUICK_STEPS = [500, 1000, 2000] as const;

/** Milliseconds for what is under way to arrive. */
const SETTLE = 500;

/** A message of the feed; all of them belong to the owner's request, and each may be where a viewer comes in. */
function ownMessage(text: string): string {
	const message = JSON.parse(text);
	message.Payload.ReqId = "r1";
	message.Payload.SpeechRsp.SentenceStart = true;
	return JSON.stringify(message);
}

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** One of the two that are compared: how to reach it, and what to give it. */
interface Way {
	readonly at: Omit<ConnectViewers, "count">;
	/** Sends message `index` of the feed to whoever passes it on. */
	readonly send: (index: number) => void;
}

/** Sends `count` messages in real time. */
async function speak({ send }: Way, count: number, period: number): Promise<void> {
	for (let i = 0; i < count; i++) {
		send(i);
		await pause(period);
	}
}

/** Milliseconds from sending a message to its arrival, message by message. */
async function relayTimes({ send }: Way, receiver: WebSocket, count: number): Promise<number[]> {
	const times: number[] = [];
	for (let i = 0; i < count; i++) {
		const arrived = once(receiver, "message");
		const start = performance.now();
		send(0);
		await arrived;
		times.push(performance.now() - start);
		await pause(2);
	}
	return times;
}

/** Messages before those that are measured: the first ones meet code that is not compiled yet, on either side. */
const WARM_UP = 15;

/** How often a step is tried: on a shared machine one pause of the whole process is enough to fail it. */
const TRIES = 3;

/** How far apart viewers get a message while `send` speaks, in ms; infinite if one missed any. */
async function spreadOf(side: Side, messages: number, period: number): Promise<number> {
	const { viewers } = side;
	await viewers.ask<Arrivals>("arrivals");
	await speak(side, messages, period);
	await pause(SETTLE);
	const { spread, missing } = await viewers.ask<Arrivals>("arrivals");
	return missing > 0 ? Number.POSITIVE_INFINITY : spread;
}

/** How far one of the two came. */
interface Side extends Way {
	readonly viewers: Child<unknown>;
	served: number;
	failed: boolean;
	readonly notes: string[];
}

const sideOf = async ({ at, send }: Way): Promise<Side> => ({
	at,
	send,
	viewers: await Child.start("viewers-process.ts"),
	served: 0,
	failed: false,
	notes: [],
});

/** Tries a step on one side. */
async function climb(side: Side, count: number, messages: number, period: number): Promise<void> {
	let best = Number.POSITIVE_INFINITY;
	await side.viewers.ask({ ...side.at, count });
	await pause(SETTLE);
	await speak(side, WARM_UP, period);
	await pause(SETTLE);
	for (let tried = 0; tried < TRIES && best > MOST_SPREAD; tried++)
		best = Math.min(best, await spreadOf(side, messages, period));
	side.notes.push(`${count}: ${best.toFixed(0)} ms`);
	side.failed = best > MOST_SPREAD;
	if (!side.failed) side.served = count;
}

/**
 * Most viewers, of the steps, that get every message within the bound, on either side. Step by step by turns, so that
 * what else the machine does meets both.
 */
async function mostViewers(sides: readonly Side[], options: BenchOptions, period: number): Promise<void> {
	for (const count of options.quick ? QUICK_STEPS : STEPS)
		for (const side of sides) if (!side.failed) await climb(side, count, options.quick ? 10 : 25, period);
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
async function openStage({ speech }: Feed) {
	const messages = speech.map(ownMessage);
	let source: WebSocket | undefined;
	const upstream = await StandInUpstream.start({
		appkey: APPKEY,
		accessToken: ACCESS_TOKEN,
		answer: (_, socket) => {
			source = socket;
			socket.send(messages[0] ?? "");
		},
	});
	const gateway = await Child.start<Ready>("gateway-process.ts", [upstream.url]);
	const { url } = gateway.ready;
	const owner = await GatewayClient.open(url);
	owner.speak("r1");
	await owner.answer("r1");
	const sessionId = new URL(owner.socket.url).pathname.split("/")[3] ?? "";
	const at = { url, sessionId, compact: true };
	const send = (index: number) => source?.send(messages[index % messages.length] ?? "");
	return { upstream, gateway, owner, at, send };
}

/** The peer: a bare `ws` server that passes on what this process sends it. */
async function openPeer({ compact }: Feed) {
	const broadcaster = await Child.start<Ready>("broadcast-process.ts");
	const { url } = broadcaster.ready;
	const source = new WebSocket(`${url.replace("http", "ws")}/source`, { perMessageDeflate: false });
	await once(source, "open");
	const send = (index: number) => source.send(compact[index % compact.length] ?? "");
	return { broadcaster, at: { url, sessionId: "", compact: false }, send };
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

/** The relay alone: an owner who takes the vendor's own messages, and a bare `ws` server with messages of that size. */
async function measureRelay(
	stage: Way & { readonly owner: GatewayClient },
	peer: Way,
	feed: Feed,
	count: number,
) {
	const receiver = new WebSocket(peer.at.url.replace("http", "ws"), { perMessageDeflate: false });
	const source = new WebSocket(`${peer.at.url.replace("http", "ws")}/source`, { perMessageDeflate: false });
	await Promise.all([once(receiver, "open"), once(source, "open")]);
	const send = () => source.send(feed.speech[0] ?? "");
	const through = await relayTimes(stage, stage.owner.socket, count);
	const direct = await relayTimes({ at: peer.at, send }, receiver, count);
	receiver.terminate();
	source.terminate();
	return { through, direct };
}

async function run(options: BenchOptions): Promise<readonly BenchRow[]> {
	const feed = await makeFeed();
	const stage = await openStage(feed);
	const peer = await openPeer(feed);
	const count = options.quick ? 500 : 2000;
	const { through, direct } = await measureRelay(stage, peer, feed, count);
	const memory = await memoryPerViewer(stage, options.quick ? 500 : 1000);
	const [ours, theirs] = [await sideOf(stage), await sideOf(peer)];
	await mostViewers([ours, theirs], options, feed.period);
	const mints = await mintsPerMinute(stage.at.url, options.quick ? 4 : 15);
	stage.gateway.dispose();
	peer.broadcaster.dispose();
	stage.owner.socket.terminate();
	await stage.upstream.dispose();
	const takeovers: number[] = [];
	for (let i = 0; i < (options.quick ? 1 : 5); i++) takeovers.push(await takeoverTime());

	const relayed = `${count} messages of ${Buffer.byteLength(feed.speech[0] ?? "")} bytes; peer: through a bare ws server`;
	const most = (options.quick ? QUICK_STEPS : STEPS).at(-1);
	const said = "real speech of the local driver, replies and all";
	return [
		row("relay.p50", "ms", percentile(through, 0.5), 2, relayed, percentile(direct, 0.5)),
		row("relay.p99", "ms", percentile(through, 0.99), 10, relayed, percentile(direct, 0.99)),
		row("viewers", "count", ours.served, options.quick ? null : 2000, noteOf(ours), theirs.served),
		row(
			"viewers.ratio",
			"ratio",
			ours.served / theirs.served,
			0.8,
			`at most ${most} tried, compact form; peer ${noteOf(theirs)}`,
		),
		row("bits.json", "kb/s", feed.bits.json, null, said),
		row("bits.compact", "kb/s", feed.bits.compact, 40, said),
		row("memory.viewer", "kB", memory, 40, "heap and buffers, idle viewers"),
		row(
			"takeover",
			"s",
			percentile(takeovers, 0.5),
			null,
			`from SIGKILL to the next answer at another gateway, lease 3 s; ${takeovers.map((it) => it.toFixed(1)).join(", ")}`,
		),
		row("mints", "1/min", mints, 10_000, "sessions opened, every limit counted"),
	];
}

/** How much the gateway adds on the way, and how many can watch one session; the peer is a bare `ws` broadcast. */
export const gateway: Bench = { name: "gateway", run };
