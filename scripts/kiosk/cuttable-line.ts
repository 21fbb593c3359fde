import { connect, createServer, type Server, type Socket } from "node:net";

/** A line between a browser and a gateway that can be cut as networks are: nothing more comes, and nobody is told. */
export class CuttableLine {
	readonly port: number;
	readonly #server: Server;
	readonly #pairs = new Set<readonly [Socket, Socket]>();
	#isCut = false;

	private constructor(server: Server, port: number) {
		this.#server = server;
		this.port = port;
	}

	/** @param to port of the gateway on this machine */
	static async open(to: number): Promise<CuttableLine> {
		const server = createServer((near) => line.#join(near, to));
		await new Promise<void>((resolve) => server.listen(0, "localhost", resolve));
		const address = server.address();
		const line = new CuttableLine(server, typeof address === "object" && address !== null ? address.port : 0);
		return line;
	}

	/** From now on nothing passes. Sockets stay open. */
	cut(): void {
		this.#isCut = true;
		for (const pair of this.#pairs) for (const socket of pair) socket.pause();
	}

	/** Mends it. What was connected is reset, as routers do. */
	mend(): void {
		this.#isCut = false;
		for (const pair of this.#pairs) for (const socket of pair) socket.destroy();
		this.#pairs.clear();
	}

	async dispose(): Promise<void> {
		for (const pair of this.#pairs) for (const socket of pair) socket.destroy();
		await new Promise((resolve) => this.#server.close(resolve));
	}

	#join(near: Socket, to: number): void {
		if (this.#isCut) {
			near.pause();
			this.#pairs.add([near, near]);
			near.on("error", () => undefined);
			return;
		}
		const far = connect(to, "localhost");
		const pair = [near, far] as const;
		this.#pairs.add(pair);
		near.pipe(far);
		far.pipe(near);
		for (const [socket, other] of [
			[near, far],
			[far, near],
		] as const) {
			socket.on("error", () => other.destroy());
			socket.on("close", () => {
				other.destroy();
				this.#pairs.delete(pair);
			});
		}
	}
}
