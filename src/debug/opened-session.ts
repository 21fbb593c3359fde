import type { Rung } from "../lipsync/rung.ts";
import type { AvatarPlayer } from "../runtime/avatar-player.ts";
import { LiveTrace } from "./live-trace.ts";
import type { ReplayOptions } from "./model/replay-options.ts";
import type { Trace } from "./model/trace.ts";
import { element } from "./panel/dom.ts";
import { clearProblems, showProblem } from "./panel/problems.ts";
import { RecordedSession } from "./recorded-session.ts";
import type { ViewStore } from "./view-store.ts";

/** How many broken lines are named one by one. */
const NAMED_FAULTS = 3;

export interface OpenedSessionHandlers {
	/** Another trace begins to fill: what was shown before is over. */
	began(trace: Trace): void;
	/** The recording has been gone through further; `progress` 0 … 1, 1 when all of it is there. */
	grew(trace: Trace, progress: number): void;
	/** What is being done, in a line. */
	status(text: string): void;
}

/** What is looked into: a recording, or a conversation while it runs. One at a time. Main thread. */
export class OpenedSession {
	readonly #player: AvatarPlayer;
	readonly #store: ViewStore;
	readonly #handlers: OpenedSessionHandlers;
	#recorded: RecordedSession | undefined;
	#live: LiveTrace | undefined;
	#name = "session";

	constructor(player: AvatarPlayer, store: ViewStore, handlers: OpenedSessionHandlers) {
		this.#player = player;
		this.#store = store;
		this.#handlers = handlers;
	}

	/** What is open, as a file would be called, without an ending. */
	get name(): string {
		return this.#name;
	}

	get live(): LiveTrace | undefined {
		return this.#live;
	}

	/** Nothing is being gone through at this moment. A live session is as whole as it can be. */
	get isWhole(): boolean {
		return this.#recorded?.isWhole ?? this.#live !== undefined;
	}

	/** Reads a recording by its address, or from a file, and goes through it. */
	openRecording(source: string | Blob): void {
		this.close();
		this.#store.setSource(typeof source === "string" ? source : undefined, false);
		this.#name = baseName(source);
		const name = this.#name;
		this.#recorded = new RecordedSession(source, this.#store.state.options, {
			reading: (bytes) => this.#handlers.status(`Reading ${name}: ${(bytes / 1e6).toFixed(1)} MB`),
			opened: ({ faults, faultCount, stopped }) => {
				for (const { line, reason } of faults.slice(0, NAMED_FAULTS))
					showProblem(`Line ${line} could not be read: ${reason}`);
				if (faultCount > NAMED_FAULTS)
					showProblem(`${faultCount} lines in all could not be read; the rest is shown.`);
				if (stopped !== "") showProblem(stopped);
			},
			failed: (reason) => {
				showProblem(reason);
				this.#handlers.status("Nothing could be opened.");
			},
			began: (trace) => this.#handlers.began(trace),
			grew: (trace, progress) => this.#handlers.grew(trace, progress),
		});
	}

	/** Begins a conversation with the gateway of this page. */
	goLive(): void {
		this.close();
		this.#store.setSource(undefined, true);
		this.#name = `live-${new Date().toISOString().slice(0, 19).replaceAll(/\D/g, "-")}`;
		const gateway = new URL("./", location.href).href;
		this.#live = new LiveTrace(
			this.#player,
			{ type: "gateway", gateway, wire: "json" },
			this.#store.state.options,
		);
		element("say", HTMLFormElement).hidden = false;
		element("live", HTMLButtonElement).setAttribute("aria-pressed", "true");
		this.#handlers.began(this.#live.trace);
	}

	/** The recording is gone through again with other options; a live session takes them up at once. */
	tune(options: ReplayOptions): void {
		this.#store.patch({ options });
		this.#live?.tune(options);
		this.#recorded?.replay(options);
	}

	/** Which rung a clause is to come from; `undefined` leaves it to the ladder. */
	forceRung(sequence: number, rung: Rung | undefined): void {
		const { options } = this.#store.state;
		const { [sequence]: _before, ...others } = options.clauseRungs ?? {};
		const clauseRungs = rung === undefined ? others : { ...others, [sequence]: rung };
		this.tune({ ...options, clauseRungs });
	}

	/** Ends what is open. */
	close(): void {
		clearProblems();
		this.#recorded?.dispose();
		this.#live?.dispose();
		this.#recorded = undefined;
		this.#live = undefined;
		element("welcome", HTMLElement).hidden = true;
		element("say", HTMLFormElement).hidden = true;
		element("live", HTMLButtonElement).setAttribute("aria-pressed", "false");
	}
}

/** `recordings/museum.ndjson` is `museum`. */
function baseName(source: string | Blob): string {
	const path = typeof source === "string" ? new URL(source, location.href).pathname : nameOf(source);
	return (path.split("/").at(-1) ?? "").replace(/\.\w+$/, "") || "session";
}

const nameOf = (source: Blob): string => (source instanceof File ? source.name : "");
