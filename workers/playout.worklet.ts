import { Playout, type PlayoutOptions } from "../src/audio/playout.ts";
import type { FromPlayout, PlayoutControl, ToPlayout } from "../src/protocol/playout-messages.ts";
import { type TypedPort, typedPort } from "../src/util/typed-port.ts";

/** Shell: connects the ports that the main thread introduces to one {@link Playout}. Render thread. */
class PlayoutProcessor extends AudioWorkletProcessor {
	readonly #ports = new Set<TypedPort<FromPlayout, ToPlayout>>();
	readonly #playout: Playout;
	#running = true;

	constructor({ processorOptions }: { readonly processorOptions?: Pick<PlayoutOptions, "renderInterval"> }) {
		super();
		const report = (message: FromPlayout) => {
			for (const port of this.#ports) port.post(message);
		};
		const clock = { contextRate: sampleRate, contextFrame: currentFrame };
		this.#playout = new Playout({ ...clock, report, ...processorOptions });
		typedPort<never, PlayoutControl>(this.port).listen((message) => {
			if (message.type === "stop") this.#running = false;
			else this.#attach(typedPort(message.port));
		});
	}

	#attach(port: TypedPort<FromPlayout, ToPlayout>): void {
		this.#ports.add(port);
		port.listen((message) => {
			if (message.type === "detach") this.#ports.delete(port);
			else this.#playout.receive(message);
		});
		this.#playout.sendReport();
	}

	process(_inputs: Float32Array[][], [channels]: Float32Array[][]): boolean {
		if (channels?.[0] !== undefined) this.#playout.render(channels[0], currentFrame);
		return this.#running;
	}
}

registerProcessor("facewire-playout", PlayoutProcessor);
