import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import { WebSocket, WebSocketServer } from "ws";
import { SharedFrame } from "../../src/gateway/shared-frame.ts";

let server: WebSocketServer;
beforeAll(async () => {
	server = new WebSocketServer({ port: 0, host: "127.0.0.1", perMessageDeflate: false });
	await once(server, "listening");
});
afterAll(() => void server.close());

/** Two browsers, and the sockets on which the server reaches them. */
async function openTwo() {
	const { port } = server.address() as AddressInfo;
	const open = async () => {
		const arrived = once(server, "connection");
		const browser = new WebSocket(`ws://127.0.0.1:${port}`, { perMessageDeflate: false });
		const [socket] = (await arrived) as [WebSocket];
		if (browser.readyState !== WebSocket.OPEN) await once(browser, "open");
		return { browser, socket };
	};
	return [await open(), await open()] as const;
}

/** The next `count` messages. */
function messages(
	browser: WebSocket,
	count: number,
): Promise<readonly { data: Buffer; isBinary: boolean }[]> {
	const taken: { data: Buffer; isBinary: boolean }[] = [];
	return new Promise((resolve) =>
		browser.on("message", (data: Buffer, isBinary) => {
			taken.push({ data, isBinary });
			if (taken.length === count) resolve(taken);
		}),
	);
}

test.each([0, 1, 125, 126, 127, 65_535, 65_536, 300_000])(
	"a message of %i bytes reaches every socket whole, as text and as bytes",
	async (length) => {
		const two = await openTwo();
		const bytes = Buffer.alloc(length, "é");
		const text = new SharedFrame(Buffer.alloc(length, "x"), false);
		const binary = new SharedFrame(bytes, true);
		const taken = two.map(({ browser }) => messages(browser, 2));
		for (const { socket } of two) {
			text.sendOn(socket);
			binary.sendOn(socket);
		}
		// Compared as buffers: element by element takes seconds.
		for (const received of await Promise.all(taken))
			expect(
				received.map(({ data, isBinary }) => [isBinary, data.equals(isBinary ? bytes : text.bytes)]),
			).toEqual([
				[false, true],
				[true, true],
			]);
		for (const { browser } of two) browser.terminate();
	},
);

test("keeps its place among messages that ws sends", async () => {
	const [{ browser, socket }, other] = await openTwo();
	const taken = messages(browser, 3);
	const shared = new SharedFrame(Buffer.from("second"), false);
	socket.send("first");
	shared.sendOn(socket);
	socket.send("third");
	expect((await taken).map(({ data }) => data.toString())).toEqual(["first", "second", "third"]);
	for (const it of [browser, other.browser]) it.terminate();
});

test("what waits in the socket is counted as ws counts it", async () => {
	const [{ browser, socket }, other] = await openTwo();
	browser.pause();
	const shared = new SharedFrame(Buffer.alloc(8_000_000), true);
	shared.sendOn(socket);
	shared.sendOn(socket);
	expect(socket.bufferedAmount).toBeGreaterThan(8_000_000);
	for (const it of [browser, other.browser]) it.terminate();
});

test("a socket that is closing takes nothing and throws nothing", async () => {
	const [{ browser, socket }, other] = await openTwo();
	const heard: Buffer[] = [];
	browser.on("message", (data: Buffer) => heard.push(data));
	socket.close();
	new SharedFrame(Buffer.from("late"), false).sendOn(socket);
	await once(browser, "close");
	new SharedFrame(Buffer.from("later"), false).sendOn(socket);
	expect(heard).toEqual([]);
	for (const it of [browser, other.browser]) it.terminate();
});
