import { Signal } from "../util/signal.ts";
import { type CandidateHome, makeCandidate } from "./candidates/make-candidate.ts";
import { type Candidate, type CandidateKind, type CandidateState, isLive } from "./model/candidate.ts";
import type { CandidateOptions } from "./model/candidate-fields.ts";
import type { SentenceResult } from "./model/sentence-result.ts";
import type { CandidateReport } from "./report/comparison-report.ts";
import type { Region } from "./ruler/mouth-search.ts";

/** What a pane is made of. */
export interface PaneOptions {
	/** Unique on the page. */
	readonly name: string;
	readonly kind: CandidateKind;
	readonly options: CandidateOptions;
}

const now = () => performance.now() / 1000;

/** A candidate on the page, from its request to its end, with all that was measured of it. Main thread. */
export class Pane {
	readonly name: string;
	readonly kind: CandidateKind;
	/** Where its picture is shown. */
	readonly box = document.createElement("div");
	readonly state = new Signal<CandidateState>({ phase: "idle", reason: "" });
	readonly results = new Signal<readonly SentenceResult[]>([]);
	/** Drawn by hand; else it is looked for. */
	region: Region | undefined;
	readonly #options: CandidateOptions;
	readonly #end = new AbortController();
	#candidate: Candidate | undefined;
	#asked = 0;
	#connected: number | null = null;

	constructor({ name, kind, options }: PaneOptions) {
		this.name = name;
		this.kind = kind;
		this.#options = options;
		this.box.className = "picture";
	}

	/** Opens the session; from here it may cost money. Never rejects: what goes wrong is the state's reason. */
	async open(home: CandidateHome): Promise<void> {
		this.#asked = now();
		this.state.value = { phase: "opening", reason: "" };
		try {
			const candidate = await makeCandidate(this.kind, this.#options, this.box, home);
			if (this.#end.signal.aborted) return candidate.dispose();
			this.#candidate = candidate;
			candidate.state.subscribe((state) => this.#follow(state), { signal: this.#end.signal });
			await candidate.open();
			if (isLive(this.kind) && candidate.state.value.phase !== "failed")
				this.#connected = now() - this.#asked;
		} catch (error) {
			const reason = error instanceof Error ? error.message : String(error);
			if (this.state.value.phase !== "failed" && !this.#end.signal.aborted)
				this.state.value = { phase: "failed", reason };
		}
	}

	/** `undefined` before it is made. */
	get candidate(): Candidate | undefined {
		return this.#candidate;
	}

	/** Seconds from the request until it was connected; `null` while it is not. */
	get connected(): number | null {
		return this.#connected;
	}

	add(result: SentenceResult): void {
		this.results.value = [...this.results.value, result];
	}

	report(): CandidateReport {
		const { phase, reason } = this.state.value;
		const firstFrame = isLive(this.kind) ? (this.#candidate?.firstFrame ?? null) : null;
		return {
			name: this.name,
			kind: this.kind,
			connected: this.#connected,
			firstPicture: firstFrame === null ? null : firstFrame - this.#asked,
			phase,
			reason,
			missing: this.#candidate?.watch.missing ?? [],
			transport: this.#candidate?.transport ?? "",
		};
	}

	/** Ends the session; what was measured stays, and a picture of it. Idempotent. */
	close(): void {
		this.#candidate?.dispose();
		const { still } = this.results.value.find((result) => result.still !== null) ?? {};
		if (typeof still !== "string") return;
		const picture = document.createElement("img");
		picture.src = still;
		picture.alt = `${this.name}, while it spoke`;
		this.box.replaceChildren(picture);
	}

	/** Ends the session and takes the picture away. Idempotent. */
	dispose(): void {
		this.#end.abort();
		this.#candidate?.dispose();
		this.box.remove();
	}

	#follow(state: CandidateState): void {
		if (state.phase === "idle") return;
		this.state.value = state;
	}
}
