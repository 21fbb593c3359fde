import { numberOf, textOf } from "../../protocol/loose-fields.ts";
import type { SoftSugarOperation } from "../../protocol/softsugar-paths.ts";
import type { Clock } from "../clock.ts";
import type { Drive } from "../drive.ts";
import { VendorError } from "../vendor-error.ts";
import type { VendorSession } from "../vendor-session.ts";
import { type Layer, LEAST_TEXT, type Takeover, takeoverParam } from "./live-script.ts";
import { askDatabase } from "./question-database.ts";
import { type SoftSugarAnswer, softSugarError } from "./softsugar-answer.ts";
import type { SoftSugarCalls } from "./softsugar-calls.ts";
import { SoftSugarMicrophone } from "./softsugar-microphone.ts";
import type { SoftSugarEffect, SoftSugarInput, SoftSugarState, SoftSugarTimer } from "./softsugar-state.ts";

export type SoftSugarSession = VendorSession<SoftSugarState, SoftSugarInput, SoftSugarEffect, SoftSugarTimer>;

/** The vendor's name for all takeovers, and that the queue has not taken one yet. */
const ALL = "-1";
const DOWNLOADING = 33;

/** What a room is made to say: takeovers by HTTP, a voice by the microphone's socket. */
export class RoomSpeech {
	readonly #session: SoftSugarSession;
	readonly #calls: SoftSugarCalls;
	readonly #clock: Clock;
	#mic: SoftSugarMicrophone | undefined;
	/** Pictures of every takeover from the next on. */
	background: Layer | undefined;
	foregrounds: readonly Layer[] = [];
	/** Counts our own ids. */
	#count = 0;

	constructor(session: SoftSugarSession, calls: SoftSugarCalls, clock: Clock) {
		this.#session = session;
		this.#calls = calls;
		this.#clock = clock;
	}

	takeOver(takeover: Takeover, mode: "append" | "interrupt", text: string): Drive {
		const param = takeoverParam({
			...takeover,
			...(this.background ? { backgrounds: this.background } : {}),
			...(this.foregrounds.length > 0 ? { foregrounds: this.foregrounds } : {}),
		});
		const append = mode === "append";
		return this.say(append ? "queue" : "command", { param }, !append, text);
	}

	/** Asks for something to be said, in place of what is being said if `interrupts`. */
	say(operation: SoftSugarOperation, body: object, interrupts: boolean, text: string): Drive {
		const [id, drive] = this.#newDrive("drive");
		this.#session.send({ type: "drive", id, interrupts });
		void this.#begin(id, operation, async () => this.#calls.takeOver(operation, body, text));
		return drive;
	}

	/** Asks a database and says what it answers. */
	answer(database: string, query: string): Drive {
		const [id, drive] = this.#newDrive("question");
		const { events, lease } = this.#session;
		this.#session.send({ type: "drive", id, interrupts: true });
		events.emit("chat", { from: "user", text: query, isFinal: true });
		void this.#begin(id, "reply", async () => {
			const text = await askDatabase(this.#calls, { database, query, session: lease.id });
			events.emit("chat", { from: "avatar", text, isFinal: true });
			// A short answer is lengthened: the vendor says nothing that is shorter.
			const param = takeoverParam({ tts_query: { content: text.padEnd(LEAST_TEXT, " ") } });
			return this.#calls.takeOver("command", { param }, text);
		});
		return drive;
	}

	/** A person's voice. @throws {TypeError} while another one speaks */
	voice(samples: AsyncIterable<Int16Array>): Drive {
		const mic = this.#microphone();
		if (mic.isSpeaking) throw new TypeError("The microphone is in use");
		const [driveId, drive] = this.#newDrive("voice");
		mic.speak(samples, {
			started: () => this.#session.driveEvent({ driveId, type: "started" }),
			ended: (outcome) => this.#session.driveEvent({ driveId, type: "ended", outcome }),
			failed: (error) => this.#session.driveEvent({ driveId, type: "failed", error }),
		});
		return drive;
	}

	/** Cancels one takeover. */
	async cancel(trace: string): Promise<void> {
		await this.#calls.cancel(trace);
		this.#session.send({ type: "cancelled", trace: trace === ALL ? null : trace });
	}

	/** Ends everything that is being said, or waits. */
	async silence(): Promise<void> {
		this.#mic?.stop();
		await this.cancel(ALL);
	}

	dispose(): void {
		this.#mic?.dispose();
	}

	#newDrive(kind: string) {
		const id = `${kind}-${++this.#count}`;
		return [id, this.#session.drives.add(id)] as const;
	}

	/** Asks for a takeover, and tells the machine what became of that. */
	async #begin(id: string, operation: string, ask: () => Promise<SoftSugarAnswer>): Promise<void> {
		try {
			const { fields } = await ask();
			const trace = textOf(fields.commandTraceId);
			this.#session.drives.rename(id, trace);
			const downloading = numberOf(fields.commandStatus) === DOWNLOADING;
			this.#session.send({ type: "accepted", id, trace, downloading });
		} catch (error) {
			const failure = error instanceof VendorError ? error : unforeseen(operation, error);
			this.#session.send({ type: "refused", id, error: failure });
		}
	}

	#microphone(): SoftSugarMicrophone {
		this.#mic ??= new SoftSugarMicrophone({
			lease: this.#session.lease,
			clock: this.#clock,
			clear: async (renew) => {
				// The gateway keeps the new token that comes with the room's status.
				if (renew) await this.#calls.send("stat", {}).catch(() => {});
				await this.cancel(ALL).catch(() => {});
			},
			news: (trace, news) => this.#session.send({ type: "news", trace, news }),
			message: ({ direction, message, issues }) =>
				this.#session.tell(direction, "microphone", message, issues),
		});
		return this.#mic;
	}
}

const unforeseen = (operation: string, cause: unknown): VendorError =>
	softSugarError("The request failed.", {
		operation,
		action: "reject",
		code: null,
		detail: cause instanceof Error ? cause.message : String(cause),
	});
