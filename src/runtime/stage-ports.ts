import { typedPort } from "../util/typed-port.ts";

/** The ports by which a stage hears of conversation and sound. A new one takes the place of the one of its kind before. */
export class StagePorts {
	readonly #ports = new Map<"session" | "playout", MessagePort>();

	listen<In>(kind: "session" | "playout", port: MessagePort, handler: (message: In) => void): void {
		// A kiosk has a conversation for each visitor: whoever was there before would be held for ever.
		this.#ports.get(kind)?.close();
		this.#ports.set(kind, port);
		typedPort<never, In>(port).listen(handler);
	}

	close(): void {
		for (const port of this.#ports.values()) port.close();
		this.#ports.clear();
	}
}
