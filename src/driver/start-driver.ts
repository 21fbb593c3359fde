import { createServer, type IncomingMessage, type Server, STATUS_CODES } from "node:http";
import type { AddressInfo } from "node:net";
import type { Duplex } from "node:stream";
import { type Logger, pino } from "pino";
import { WebSocketServer } from "ws";
import { DRIVER_PATH } from "../protocol/driver-path.ts";
import { type Seconds, seconds } from "../util/time.ts";
import { AnswerBook } from "./answer-book.ts";
import { ChatBrain, type ChatBrainOptions } from "./chat/chat-brain.ts";
import { type Credentials, checkHandshake } from "./check-handshake.ts";
import { DriverConnection, type DriverServices } from "./driver-connection.ts";
import { count, type DriverStats, newDriverStats } from "./driver-stats.ts";
import { Speaker } from "./speaker.ts";

/** Longest request that is read at all, bytes: a text that is too long gets an error code, not a closed connection. */
const MAX_REQUEST = 1 << 20;

const ANSWERS = new URL("../../assets/answers.md", import.meta.url);

export interface DriverOptions extends Credentials {
	/** TCP port; 0 takes a free one. */
	readonly port: number;
	/** Address to listen at; this machine only by default. */
	readonly host?: string;
	/** Sends sound at most this many seconds ahead of real time; as fast as it is made if not given. */
	readonly pace?: Seconds;
	/** Markdown file of questions and answers; the one in `assets` by default. */
	readonly answersFile?: string | URL;
	/** A language model that answers CHAT in the file's place. */
	readonly chat?: Pick<ChatBrainOptions, "endpoint" | "prompt" | "patience">;
	/** Package of the speech synthesiser; espeak-ng by default. */
	readonly synthesizer?: string;
	/** Silent by default. Secrets are never logged; what a wrong request held may be, at the level debug. */
	readonly logger?: DriverServices["log"];
}

/** A driver that is running. */
export interface Driver {
	/** `ws://…` with path, without query. */
	readonly url: string;
	readonly port: number;
	/** Counters up to now. */
	readonly stats: Readonly<DriverStats>;
	/** Why there is no speech; `undefined` if there is. */
	readonly speechFailure: string | undefined;
	/** Closes every connection, the port and the speech thread. Idempotent. */
	dispose(): Promise<void>;
}

/** Starts the local driver. Rejects if the port is taken or the answers cannot be read. */
export async function startDriver(options: DriverOptions): Promise<Driver> {
	const { host = "127.0.0.1", logger = silentLogger(), answersFile = ANSWERS } = options;
	const answers = await AnswerBook.load(answersFile);
	const server = createServer((_, response) => response.writeHead(404).end("This is a WebSocket server.\n"));
	const port = await listen(server, options.port, host);
	const speaker = await Speaker.start(options.synthesizer);
	if (speaker.failure) logger.warn({ reason: speaker.failure.message }, "speech is not available");
	const studio = { speaker, now: () => performance.now(), pace: options.pace };
	const stats = newDriverStats();
	const brain =
		options.chat &&
		new ChatBrain({
			...options.chat,
			log: logger,
			now: () => seconds(performance.now() / 1000),
			failed: (reason) => count(stats.chatFailures, reason),
		});
	const services = { studio, answers, brain, stats, log: logger };
	const sockets = acceptClients(server, options, services);
	return {
		url: `ws://${host.includes(":") ? `[${host}]` : host}:${port}${DRIVER_PATH}`,
		port,
		stats: services.stats,
		speechFailure: speaker.failure?.message,
		async dispose() {
			for (const socket of sockets.clients) socket.terminate();
			server.closeAllConnections();
			await new Promise<void>((closed) => server.close(() => closed()));
			await speaker.dispose();
		},
	};
}

/** Resolves to the port that is listened at. */
function listen(server: Server, port: number, host: string): Promise<number> {
	return new Promise((listening, failed) => {
		server.once("error", failed);
		server.listen(port, host, () => listening((server.address() as AddressInfo).port));
	});
}

function acceptClients(server: Server, credentials: Credentials, services: DriverServices): WebSocketServer {
	const sockets = new WebSocketServer({ noServer: true, maxPayload: MAX_REQUEST, skipUTF8Validation: true });
	sockets.on("connection", (socket) => {
		services.stats.connections++;
		new DriverConnection(socket, services);
	});
	server.on("upgrade", (request, socket, head) => {
		const refusal = findRefusal(request, credentials);
		if (refusal === undefined) {
			sockets.handleUpgrade(request, socket, head, (opened) => sockets.emit("connection", opened));
			return;
		}
		services.log.info({ reason: refusal.reason }, "connection refused");
		refuse(socket, refusal.status, refusal.reason);
	});
	return sockets;
}

const silentLogger = (): Logger => pino({ level: "silent" });

function findRefusal(
	request: IncomingMessage,
	credentials: Credentials,
): { readonly status: number; readonly reason: string } | undefined {
	const [path, ...query] = (request.url ?? "").split("?");
	if (path !== DRIVER_PATH) return { status: 404, reason: `the driver's path is ${DRIVER_PATH}` };
	const reason = checkHandshake(new URLSearchParams(query.join("?")), credentials, Date.now() / 1000);
	return reason === undefined ? undefined : { status: 401, reason };
}

function refuse(socket: Duplex, status: number, reason: string): void {
	// Who is refused may have gone already.
	socket.on("error", () => socket.destroy());
	socket.end(
		[
			`HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
			"Connection: close",
			"Content-Type: text/plain; charset=utf-8",
			`Content-Length: ${Buffer.byteLength(reason)}`,
			"",
			reason,
		].join("\r\n"),
	);
}
