import { connect, createServer, type Server, type Socket } from "node:net";

/** A line between a browser and a gateway that can be cut as networks are: nothing more comes, and nobody is told. */
export class CuttableLine {
	readonly port: number;
	/** Port of the gateway on this machine. */
	to = 0;
	readonly #server: Server;
	readonly #sockets = new Set<Socket>();
	#isCut = false;

	private constructor(server: Server, port: number) {
		this.#server = server;
		this.port = port;
	}

	static async open(): Promise<CuttableLine> {
		const server = createServer((near) => line.#join(near));
		await new Promise<void>((resolve) => server.listen(0, "localhost", resolve));
		const address = server.address();
		const line = new CuttableLine(server, typeof address === "object" && address !== null ? address.port : 0);
		return line;
	}

	/** From now on nothing passes. Sockets stay open. */
	cut(): void {
		this.#isCut = true;
		for (const socket of this.#sockets) {
			// A pipe would go on by itself as soon as its other end has drained.
			socket.unpipe();
			socket.pause();
		}
	}

	/** Mends it. What was connected is reset, as routers do. */
	mend(): void {
		this.#isCut = false;
		for (const socket of this.#sockets) socket.resetAndDestroy();
		this.#sockets.clear();
	}

	async dispose(): Promise<void> {
		this.mend();
		await new Promise((resolve) => this.#server.close(resolve));
	}

	#join(near: Socket): void {
		if (this.#isCut) {
			near.pause();
			this.#keep(near);
			return;
		}
		const far = connect(this.to, "localhost");
		this.#keep(near, far);
		this.#keep(far, near);
		near.pipe(far);
		far.pipe(near);
	}

	#keep(socket: Socket, other?: Socket): void {
		this.#sockets.add(socket);
		socket.on("error", () => other?.destroy());
		socket.on("close", () => {
			other?.destroy();
			this.#sockets.delete(socket);
		});
	}
}
