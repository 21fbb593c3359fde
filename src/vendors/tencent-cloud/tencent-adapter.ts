import { fieldsOf } from "../../protocol/loose-fields.ts";
import { unreachable } from "../../util/unreachable.ts";
import { type Clock, SYSTEM_CLOCK } from "../clock.ts";
import type { Drive, SayAudioOptions, SayOptions } from "../drive.ts";
import { failedDrive, newRequestId } from "../open-drive.ts";
import type { Player } from "../player.ts";
import type { SessionBroker } from "../session-broker.ts";
import type { StreamDescriptor } from "../stream-descriptor.ts";
import { UnsupportedError } from "../unsupported-error.ts";
import type { VendorAdapter } from "../vendor-adapter.ts";
import { VendorError } from "../vendor-error.ts";
import type { VendorEvents } from "../vendor-event.ts";
import { type OwnEffect, VendorSession } from "../vendor-session.ts";
import type { CloseReason } from "../vendor-state.ts";
import { CommandChannel } from "./command-channel.ts";
import { describeStream } from "./describe-stream.ts";
import {
	refusesText,
	TENCENT_CAPABILITIES,
	TENCENT_LIMITS,
	TENCENT_TEXT_CAPABILITIES,
} from "./tencent-abilities.ts";
import type { TencentAnswer } from "./tencent-answer.ts";
import { TencentCalls } from "./tencent-calls.ts";
import { tencentReducer } from "./tencent-reducer.ts";
import {
	createPayload,
	TENCENT_DEFAULTS,
	type TencentCloudOptions,
	type TencentPose,
	type TencentSession,
	type TencentTextOptions,
	textData,
} from "./tencent-requests.ts";
import { TencentSpeech, type TencentTextDrive } from "./tencent-speech.ts";
import {
	TENCENT_START,
	type TencentCall,
	type TencentEffect,
	type TencentInput,
	type TencentState,
	type TencentTimer,
	viewOf,
} from "./tencent-state.ts";

/** A session with Tencent's cloud-rendered avatar. Decides nothing: `tencentReducer` does. Main thread. */
export class TencentCloudAdapter implements VendorAdapter {
	readonly vendor = "tencent-cloud";
	readonly capabilities;
	readonly limits = TENCENT_LIMITS;
	readonly state;
	readonly #options: Required<TencentCloudOptions>;
	readonly #session: VendorSession<TencentState, TencentInput, TencentEffect, TencentTimer>;
	readonly #channel: CommandChannel;
	readonly #calls: TencentCalls;
	readonly #speech: TencentSpeech;

	constructor(broker: SessionBroker, options: TencentCloudOptions = {}, clock: Clock = SYSTEM_CLOCK) {
		this.#options = { ...TENCENT_DEFAULTS, ...options };
		this.capabilities = this.#options.driverType === 3 ? TENCENT_CAPABILITIES : TENCENT_TEXT_CAPABILITIES;
		const session = new VendorSession<TencentState, TencentInput, TencentEffect, TencentTimer>(
			broker,
			clock,
			{
				vendor: this.vendor,
				start: TENCENT_START,
				reduce: tencentReducer,
				viewOf,
				perform: (effect) => this.#perform(effect),
				finished: () => this.#channel.disconnect(),
			},
		);
		this.#session = session;
		this.state = session.state;
		this.#calls = new TencentCalls((...asked) => session.call(...asked), clock);
		this.#channel = new CommandChannel({
			lease: () => session.lease,
			send: (input) => session.send(input),
			tell: (direction, message, issues) => session.tell(direction, "commandchannel", message, issues),
		});
		this.#speech = new TencentSpeech({
			channel: this.#channel,
			drives: session.drives,
			clock,
			send: (input) => session.send(input),
		});
	}

	open({ signal }: { readonly signal?: AbortSignal } = {}): Promise<StreamDescriptor> {
		return this.#session.open(signal);
	}

	attach(player: Player): void {
		this.#session.attach(player);
	}

	say(text: string, options: SayOptions & TencentTextOptions = {}): Drive {
		return this.#speech.text(text, options);
	}

	/** The same text by HTTP, for a page without the command channel. The vendor tells nothing of its progress. */
	async sayByHttp(text: string, options: SayOptions & TencentTextOptions = {}): Promise<void> {
		const refused = refusesText(text, options, "command");
		if (refused !== null) throw refused;
		await this.#calls.ask("command", { Command: "SEND_TEXT", Data: textData(text, options) });
	}

	sayStream(options: SayOptions & TencentTextOptions = {}): TencentTextDrive {
		return this.#speech.stream(options);
	}

	sayAudio(samples: AsyncIterable<Int16Array>, options: SayAudioOptions = {}): Drive {
		return this.capabilities.has("audio")
			? this.#speech.audio(samples, options)
			: failedDrive(newRequestId(), new UnsupportedError(this.vendor, "audio"));
	}

	async interrupt(): Promise<void> {
		const settled = this.#session.drives.settled();
		this.#session.send({ type: "interrupt" });
		await settled;
	}

	setBackground(url: string): Promise<void> {
		return this.setPose({ backgroundUrl: url });
	}

	/** Moves, sizes and turns the figure. At most once in five seconds: a second change waits. */
	setPose(pose: TencentPose): Promise<void> {
		return this.#calls.pose(pose);
	}

	/** The account's sessions that the gateway lets this page see. */
	sessions(of: "project" | "asset" | "account" = "account"): Promise<readonly TencentSession[]> {
		return this.#calls.sessions(of);
	}

	/** How the vendor sees this session. */
	async stat(): Promise<TencentAnswer["payload"]> {
		return (await this.#calls.ask("statsession")).payload;
	}

	/** An object is sent on the command channel, `{ operation, payload }` is asked by HTTP. */
	async raw(command: unknown): Promise<unknown> {
		const { operation, payload } = fieldsOf(command);
		if (typeof operation === "string")
			return (await this.#session.call(operation, { Header: {}, Payload: fieldsOf(payload) })).body;
		this.#channel.raw(command);
		return undefined;
	}

	on<Type extends keyof VendorEvents>(
		type: Type,
		listener: (event: VendorEvents[Type]) => void,
		options?: { readonly signal?: AbortSignal },
	): () => void {
		return this.#session.events.on(type, listener, options);
	}

	close(reason: CloseReason = "asked"): Promise<void> {
		return this.#session.close(reason);
	}

	dispose(): void {
		this.#session.dispose();
	}

	#perform(effect: OwnEffect<TencentEffect, TencentTimer>): void {
		const feedOf = (id: string) => this.#session.drives.feedOf(id);
		switch (effect.type) {
			case "call":
				void this.#callForMachine(effect.operation);
				break;
			case "connect":
				this.#channel.connect();
				break;
			case "disconnect":
				this.#channel.disconnect();
				break;
			case "begin":
				feedOf(effect.id).begin?.();
				break;
			case "halt":
				feedOf(effect.id).halt?.();
				break;
			case "stop":
				this.#speech.stop(effect.id, effect.kind);
				break;
			case "heartbeat":
				this.#channel.command("SEND_HEARTBEAT", newRequestId(), { Text: "PING" });
				break;
			case "ready":
				void this.#describe(effect.address);
				break;
			default:
				unreachable(effect);
		}
	}

	async #callForMachine(operation: TencentCall): Promise<void> {
		const name = {
			create: this.#options.figure === "asset" ? "createsessionbyasset" : "createsession",
			stat: "statsession",
			start: "startsession",
			close: "closesession",
		}[operation];
		const payload = operation === "create" ? createPayload(this.#options) : { ReqId: newRequestId() };
		try {
			this.#session.send({ type: "answer", operation, answer: await this.#calls.send(name, payload) });
		} catch (error) {
			if (this.#session.ended.aborted) return;
			if (!(error instanceof VendorError)) throw error;
			this.#session.send({ type: "no-answer", operation, error });
		}
	}

	/** What a player has to know; in a TRTC room that takes a signature of its own. */
	async #describe(address: string): Promise<void> {
		const sign = async (payload: Record<string, unknown>) =>
			(await this.#calls.ask("gettrtcsign", payload)).payload;
		try {
			const described = await describeStream(address, this.#options, sign);
			if ("missing" in described) this.#session.send({ type: "needs-input", missing: described.missing });
			else this.#session.play(described);
		} catch (error) {
			if (this.#session.ended.aborted) return;
			if (!(error instanceof VendorError)) throw error;
			this.#session.events.emit("warning", error);
			this.#session.send({ type: "needs-input", missing: ["userSig"] });
		}
	}
}
