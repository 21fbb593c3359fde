import type { AddressInfo } from "node:net";
import { WebSocketServer } from "ws";
import { serveParent } from "./parent.ts";

// The peer: nothing but a `ws` server that passes what comes on `/source` to everybody else.

const server = new WebSocketServer({ port: 0, host: "127.0.0.1", perMessageDeflate: false });
const viewers = new Set<import("ws").WebSocket>();
server.on("connection", (socket, request) => {
	if (request.url !== "/source") {
		viewers.add(socket);
		socket.once("close", () => viewers.delete(socket));
		return;
	}
	socket.on("message", (data: Buffer, binary) => {
		for (const viewer of viewers) viewer.send(data, { binary, compress: false });
	});
});
server.once("listening", () =>
	serveParent({ url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` }),
);
