import type { VendorId } from "../protocol/vendor-id.ts";
import { Signal } from "../util/signal.ts";
import type { Seconds } from "../util/time.ts";
import type { Clock } from "./clock.ts";
import { Drives } from "./drives.ts";
import { Listeners } from "./listeners.ts";
import { Machine, type Reducer } from "./machine.ts";
import { NamedTimers } from "./named-timers.ts";
import type { Player } from "./player.ts";
import type { BrokerAnswer, SessionBroker, VendorLease } from "./session-broker.ts";
import type { StreamDescriptor } from "./stream-descriptor.ts";
import { VendorError } from "./vendor-error.ts";
import type { DriveEvent, VendorEvents } from "./vendor-event.ts";
import { type CloseReason, IDLE, isOver, untilOver, type VendorState } from "./vendor-state.ts";

/** What every session's state machine hears. */
export type SessionInput<Timer extends string> =
	| { readonly type: "open" }
	| { readonly type: "timer"; readonly name: Timer }
	/** The page has a player for the stream. */
	| { readonly type: "attached" }
	| { readonly type: "first-frame" }
	/** The vendor's answer leaves out what a player must know. */
	| { readonly type: "needs-input"; readonly missing: readonly string[] }
	| { readonly type: "close"; readonly reason: CloseReason; readonly detail: string };

/** What every session's state machine may ask for. */
export type SessionEffect<Timer extends string> =
	| { readonly type: "start-timer"; readonly name: Timer; readonly delay: Seconds }
	| { readonly type: "stop-timer"; readonly name: Timer }
	| { readonly type: "drive-event"; readonly event: DriveEvent }
	| { readonly type: "chat"; readonly event: VendorEvents["chat"] }
	| { readonly type: "warning"; readonly error: VendorError }
	/** Nothing follows: timers, sockets and lease may go. */
	| { readonly type: "finish" };

/** Effects of the vendor's own. */
export type OwnEffect<Effect, Timer extends string> = Exclude<Effect, SessionEffect<Timer>>;

/** A vendor's part of a session. `Input` and `Effect` take in {@link SessionInput} and {@link SessionEffect}. */
export interface SessionKind<State, Input, Effect, Timer extends string> {
	readonly vendor: VendorId;
	readonly start: State;
	readonly reduce: Reducer<State, Input, Effect>;
	/** What the world sees of a state. */
	readonly viewOf: (state: State) => VendorState;
	/** Does what an effect of the vendor's own says. */
	readonly perform: (effect: OwnEffect<Effect, Timer>) => void;
	/** Lets go of what the vendor's part holds beside the lease. Called once. */
	readonly finished?: () => void;
}

/** Who waits for the stream. */
type Opened = { resolve(descriptor: StreamDescriptor): void; reject(reason: unknown): void };

/**
 * What all vendors' sessions do alike: lease, show the state that the machine decides, keep drives and timers, tell
 * events, and end. An adapter has one, and adds its vendor's operations. Main thread.
 */
export class VendorSession<State, Input, Effect, Timer extends string> {
	readonly state = new Signal<VendorState>(IDLE);
	readonly events = new Listeners<VendorEvents>();
	readonly drives = new Drives();
	readonly #kind: SessionKind<State, Input, Effect, Timer>;
	readonly #broker: SessionBroker;
	readonly #timers: NamedTimers<Timer>;
	readonly #machine: Machine<State, Input, Effect>;
	readonly #ended = new AbortController();
	#lease: VendorLease | null = null;
	#opened: Opened | null = null;
	#isAsked = false;

	constructor(broker: SessionBroker, clock: Clock, kind: SessionKind<State, Input, Effect, Timer>) {
		this.#broker = broker;
		this.#kind = kind;
		this.#timers = new NamedTimers(clock, (name) => this.send({ type: "timer", name }));
		this.#machine = new Machine(kind.start, kind.reduce, (effect) => this.#perform(effect));
	}

	/** The machine's own state. */
	get inside(): State {
		return this.#machine.state;
	}

	/** Aborts when everything is over. */
	get ended(): AbortSignal {
		return this.#ended.signal;
	}

	/** @throws {TypeError} before `open` */
	get lease(): VendorLease {
		if (this.#lease === null) throw new TypeError("There is no session yet");
		return this.#lease;
	}

	/** `VendorAdapter.open`. */
	async open(signal: AbortSignal | undefined): Promise<StreamDescriptor> {
		signal?.throwIfAborted();
		if (this.#isAsked) throw new TypeError("A session is opened once");
		this.#isAsked = true;
		signal?.addEventListener("abort", () => this.dispose(), { once: true, signal: this.ended });
		const lease = await this.#leased().catch((error) => {
			signal?.throwIfAborted();
			throw error;
		});
		lease.onEnded((detail) => this.send({ type: "close", reason: "lease", detail }));
		const opened = new Promise<StreamDescriptor>((resolve, reject) => {
			const fail = (reason: unknown) => reject(signal?.aborted === true ? signal.reason : reason);
			this.#opened = { resolve, reject: fail };
		});
		this.send({ type: "open" });
		return opened;
	}

	/** The stream's description is known: the first is what `open` resolves to, one after it takes its place. */
	play(descriptor: StreamDescriptor): void {
		if (this.#opened === null) this.events.emit("stream", descriptor);
		else this.#opened.resolve(descriptor);
		this.#opened = null;
	}

	/** `VendorAdapter.attach`. */
	attach(player: Player): void {
		this.send({ type: "attached" });
		player.state.subscribe(
			(state) => {
				if (state.type === "playing") this.send({ type: "first-frame" });
			},
			{ signal: this.ended },
		);
	}

	/** Sends an input, and shows the state that follows. */
	send(input: Input | SessionInput<Timer>): void {
		this.#machine.send(input as Input);
		this.#show();
	}

	/** Asks the vendor through the gateway; both ways are events. @throws {VendorError} if there is no answer */
	async call(
		operation: string,
		body: unknown,
		issuesOf: (answer: BrokerAnswer) => readonly string[] = () => [],
	): Promise<BrokerAnswer> {
		const { lease } = this;
		this.tell("sent", operation, body);
		const answer = await lease.call(operation, body, { signal: this.ended });
		this.tell("received", operation, answer.body, issuesOf(answer));
		return answer;
	}

	/** Shows a message verbatim. */
	tell(
		direction: "sent" | "received",
		channel: string,
		message: unknown,
		issues: readonly string[] = [],
	): void {
		this.events.emit("message", { direction, channel, message, issues });
	}

	/** `VendorAdapter.close`. */
	async close(reason: CloseReason): Promise<void> {
		if (isOver(this.state.value)) return;
		this.send({ type: "close", reason, detail: "" });
		await untilOver(this.state);
	}

	/** `VendorAdapter.dispose`: the end of the lease ends the session at the vendor. */
	dispose(): void {
		if (this.ended.aborted) return;
		this.send({ type: "close", reason: "lease", detail: "The page let go." });
		this.#finish();
	}

	async #leased(): Promise<VendorLease> {
		const { vendor } = this.#kind;
		try {
			const lease = await this.#broker.lease(vendor, { signal: this.ended });
			if (this.ended.aborted) lease.release();
			this.ended.throwIfAborted();
			this.#lease = lease;
			return lease;
		} catch (error) {
			if (error instanceof VendorError) this.state.value = { phase: "failed", error };
			throw error;
		}
	}

	#show(): void {
		const next = this.#kind.viewOf(this.#machine.state);
		// Without a lease the machine never began.
		if (!(next.phase === "idle" && isOver(this.state.value))) this.state.value = next;
	}

	#perform(effect: Effect): void {
		const common = effect as SessionEffect<Timer>;
		switch (common.type) {
			case "start-timer":
				this.#timers.start(common.name, common.delay);
				break;
			case "stop-timer":
				this.#timers.stop(common.name);
				break;
			case "drive-event":
				this.driveEvent(common.event);
				break;
			case "chat":
				this.events.emit("chat", common.event);
				break;
			case "warning":
				this.events.emit("warning", common.error);
				break;
			case "finish":
				this.#show();
				// Behind the step that asked for it: its state is to be seen first.
				queueMicrotask(() => this.#finish());
				break;
			default:
				this.#kind.perform(effect as OwnEffect<Effect, Timer>);
		}
	}

	/** Settles a drive, and tells of it. */
	driveEvent(event: DriveEvent): void {
		this.events.emit("drive", this.drives.apply(event));
	}

	/** Lets go of everything. Idempotent. */
	#finish(): void {
		if (this.ended.aborted) return;
		this.#timers.dispose();
		this.#kind.finished?.();
		this.#lease?.release();
		this.#opened?.reject(this.#reason());
		this.#ended.abort();
	}

	/** What `open` rejects with when there will be no stream. */
	#reason(): unknown {
		const state = this.state.value;
		if (state.phase === "failed") return state.error;
		const { vendor } = this.#kind;
		if (state.phase === "needs-input")
			return new VendorError(`The stream's description lacks ${state.missing.join(", ")}.`, {
				vendor,
				operation: "play",
				action: "user-must-act",
				code: "needs-input",
			});
		return new VendorError("The session ended before it could be played.", {
			vendor,
			operation: "open",
			action: "new-session",
			code: "closed",
			...(state.phase === "closed" ? { detail: state.detail } : {}),
		});
	}
}
