import { Playout, type PlayoutOptions } from "../src/audio/playout.ts";
import type { FromPlayout, PlayoutControl, ToPlayout } from "../src/protocol/playout-messages.ts";
import { type TypedPort, typedPort } from "../src/util/typed-port.ts";

/** Shell: connects the ports that the main thread introduces to one {@link Playout}. Render thread. */
class PlayoutProcessor extends AudioWorkletProcessor {
	readonly #ports = new Map<number, TypedPort<FromPlayout, ToPlayout>>();
	readonly #playout: Playout;
	#running = true;

	constructor({ processorOptions }: { readonly processorOptions?: Pick<PlayoutOptions, "renderInterval"> }) {
		super();
		const report = (message: FromPlayout) => {
			for (const port of this.#ports.values()) port.post(message);
		};
		const clock = { contextRate: sampleRate, contextFrame: currentFrame };
		this.#playout = new Playout({ ...clock, report, ...processorOptions });
		typedPort<never, PlayoutControl>(this.port).listen((message) => {
			if (message.type === "stop") this.#running = false;
			else if (message.type === "detach") this.#ports.delete(message.id);
			else this.#attach(message.id, typedPort(message.port));
		});
	}

	#attach(id: number, port: TypedPort<FromPlayout, ToPlayout>): void {
		this.#ports.set(id, port);
		port.listen((message) => this.#playout.receive(message));
		this.#playout.sendReport();
	}

	process(_inputs: Float32Array[][], [channels]: Float32Array[][]): boolean {
		if (channels?.[0] !== undefined) this.#playout.render(channels[0], currentFrame);
		return this.#running;
	}
}

registerProcessor("facewire-playout", PlayoutProcessor);
