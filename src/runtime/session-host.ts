import { wrap } from "comlink";
import type { PacketDecoder } from "../protocol/compact/read-compact-message.ts";
import type { FromPlayout, ToPlayout } from "../protocol/playout-messages.ts";
import { parseSessionGrant } from "../protocol/session-grant.ts";
import type { SessionToStage } from "../protocol/stage-messages.ts";
import type { NetworkConditions } from "../session/simulated-line.ts";
import type {
	CommandResult,
	InterruptResult,
	SessionTuning,
	SpeakOptions,
} from "../session/speech-session-options.ts";
import type { Seconds } from "../util/time.ts";
import { typedPort } from "../util/typed-port.ts";
import { unreachable } from "../util/unreachable.ts";
import { ByteRate } from "./byte-rate.ts";
import { requestSession } from "./gateway-connection.ts";
import { GatewayDoor, type RequestGrant } from "./gateway-door.ts";
import { LiveSession, type OpenConnection } from "./live-session.ts";
import { OpusPackets } from "./opus-packets.ts";
import { ReplayConnection } from "./replay-connection.ts";
import type {
	RemoteSource,
	SessionCommands,
	SessionProvider,
	SessionToHost,
	WireForm,
} from "./session-host-messages.ts";
import { sessionTime } from "./session-time.ts";

/** How often the main thread hears how things stand. Milliseconds. */
const STATS_INTERVAL_MS = 250;

/** Session worker: takes the main thread's commands for one conversation. */
export class SessionHost implements SessionCommands {
	readonly #tell: (message: SessionToHost) => void;
	readonly #bytes = new ByteRate();
	#live: LiveSession | undefined;
	#decoder: PacketDecoder | undefined;

	constructor(tell: (message: SessionToHost) => void) {
		this.#tell = tell;
	}

	connect(source: RemoteSource, playout: MessagePort, stage: MessagePort, utterances: number): void {
		if (this.#live !== undefined) throw new TypeError("The session is connected already.");
		this.#live = new LiveSession({
			open: this.#opener(source),
			// A recording's requests are not this session's own.
			follow: source.type === "replay",
			utterances,
			decoder: { decode: (packets, sampleRate) => this.#decode(packets, sampleRate) },
			playout: typedPort<ToPlayout, FromPlayout>(playout),
			stage: typedPort<SessionToStage, never>(stage),
			emit: this.#tell,
			count: (bytes) => this.#bytes.add(bytes, sessionTime()),
		});
		setInterval(() => this.#tellStats(), STATS_INTERVAL_MS);
	}

	async disconnect(): Promise<void> {
		await this.#live?.dispose();
	}

	speak(text: string, options?: SpeakOptions): CommandResult {
		return this.#session.speak(text, sessionTime(), options);
	}

	chat(text: string, options?: SpeakOptions): CommandResult {
		return this.#session.chat(text, sessionTime(), options);
	}

	beginStream(options?: SpeakOptions): CommandResult {
		return this.#session.beginStream(sessionTime(), options);
	}

	appendStream(fragment: string): CommandResult {
		return this.#session.appendStream(fragment, sessionTime());
	}

	endStream(): CommandResult {
		return this.#session.endStream(sessionTime());
	}

	interrupt(playhead?: Seconds): InterruptResult {
		return this.#session.interrupt(sessionTime(), playhead);
	}

	tap(port: MessagePort): void {
		this.#connected.tap(typedPort(port));
	}

	tune(tuning: SessionTuning): void {
		this.#session.tune(tuning);
	}

	simulate(conditions: NetworkConditions): void {
		this.#connected.line.conditions = conditions;
	}

	cut(): void {
		this.#connected.cut();
	}

	#decode(packets: readonly Uint8Array[], sampleRate: number): Float32Array<ArrayBuffer> {
		if (this.#decoder === undefined) throw new TypeError("there is no decoder");
		return this.#decoder.decode(packets, sampleRate);
	}

	get #connected(): LiveSession {
		if (this.#live === undefined) throw new TypeError("The session has not been connected yet.");
		return this.#live;
	}

	get #session() {
		return this.#connected.session;
	}

	#opener(source: RemoteSource): OpenConnection {
		if (source.type === "replay")
			return (_resume, handlers) => new ReplayConnection(source.recording, handlers);
		const door = new GatewayDoor(grants(source), this.#loadDecoder(source.wire));
		return (resume, handlers) => door.open(resume, handlers);
	}

	/** Whether the compact form can be read: without WebAssembly the vendor's own form has to do. */
	async #loadDecoder(wire: WireForm = "compact"): Promise<boolean> {
		if (wire === "json") return false;
		try {
			this.#decoder = await OpusPackets.load();
			return true;
		} catch {
			return false;
		}
	}

	#tellStats(): void {
		this.#tell({
			type: "stats",
			stats: this.#session.stats,
			bytesPerSecond: this.#bytes.at(sessionTime()),
		});
	}
}

/** How the source's sessions are asked for. */
function grants(source: Exclude<RemoteSource, { readonly type: "replay" }>): RequestGrant {
	switch (source.type) {
		case "gateway":
			return (signal) => requestSession(new URL("v1/sessions", source.gateway).href, signal);
		case "endpoint":
			return (signal) => requestSession(source.endpoint, signal);
		case "provided": {
			const provide = wrap<SessionProvider>(source.provide);
			return async () => parseSessionGrant(await provide());
		}
		default:
			return unreachable(source);
	}
}
