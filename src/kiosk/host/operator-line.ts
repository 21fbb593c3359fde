import { type KioskCommand, parseKioskOrders } from "../../protocol/kiosk-command.ts";
import type { KioskCommandOutcome, KioskHealth } from "../../protocol/kiosk-health.ts";
import { openCommand } from "./command-check.ts";

/** Milliseconds between two heartbeats. */
const BEAT_MS = 10_000;
/** Milliseconds that the gateway has for its answer. */
const ANSWER_MS = 5000;

export interface OperatorLineOptions {
	readonly base: string;
	readonly id: () => string;
	readonly health: () => KioskHealth;
	/** Does what was asked. Rejects with a sentence if it cannot. */
	readonly obey: (command: KioskCommand) => void | Promise<void>;
	/** What is kept over loads of the page. */
	readonly kept: {
		get(name: "token" | "key"): string | null;
		set(name: "token" | "key", value: string): void;
	};
}

const sameKey = (a: unknown, b: Readonly<Record<string, unknown>>) => {
	const known = a as Readonly<Record<string, unknown>> | null;
	return known !== null && known.x === b.x && known.y === b.y;
};

/**
 * Shows the kiosk to its operator every ten seconds, and does what is asked of it from there: only what the gateway has
 * signed that it was first shown to, for this load of the page, once.
 */
export class OperatorLine {
	/** This load of the page. */
	readonly boot = crypto.randomUUID();
	/** When the gateway last answered, milliseconds of `performance.now()`. */
	answeredAt: number | undefined;
	/** Why nothing is taken from the gateway; empty if all is well. */
	trouble = "";
	readonly #options: OperatorLineOptions;
	#outcomes: KioskCommandOutcome[] = [];
	#sequence = 0;
	#isBeating = false;

	constructor(options: OperatorLineOptions, signal: AbortSignal) {
		this.#options = options;
		const timer = setInterval(() => void this.beat(), BEAT_MS);
		signal.addEventListener("abort", () => clearInterval(timer));
	}

	/** Tells how the kiosk is, and takes what waits for it. A gateway that does not answer is asked again in ten seconds. */
	async beat(): Promise<void> {
		if (this.#isBeating) return;
		this.#isBeating = true;
		try {
			await this.#exchange();
		} catch {
			// The network's own watch has the say on that.
		} finally {
			this.#isBeating = false;
		}
	}

	async #exchange(): Promise<void> {
		const { base, id, health, kept } = this.#options;
		const outcomes = this.#outcomes;
		const response = await fetch(new URL(`v1/kiosks/${id()}/heartbeat`, base), {
			method: "POST",
			headers: { "content-type": "application/json" },
			body: JSON.stringify({ token: kept.get("token") ?? "", health: health(), outcomes }),
			signal: AbortSignal.timeout(ANSWER_MS),
		});
		if (!response.ok) {
			const body = (await response.json()) as { readonly message?: unknown };
			this.trouble = String(body.message ?? response.status);
			return;
		}
		this.answeredAt = performance.now();
		this.#outcomes = this.#outcomes.filter((outcome) => !outcomes.includes(outcome));
		const { token, publicKey, commands } = parseKioskOrders(await response.json());
		if (token !== "") kept.set("token", token);
		if (kept.get("key") === null) kept.set("key", JSON.stringify(publicKey));
		const trusted: unknown = JSON.parse(kept.get("key") ?? "null");
		this.trouble = sameKey(trusted, publicKey) ? "" : "The gateway signs with another key than at first.";
		for (const command of commands) await this.#take(command, trusted as Record<string, unknown>);
		if (this.#outcomes.length > 0) queueMicrotask(() => void this.beat());
	}

	async #take(signed: string, publicKey: Record<string, unknown>): Promise<void> {
		const address = { kiosk: this.#options.id(), boot: this.boot };
		const opened = await openCommand(signed, publicKey, address).catch((error: unknown) => {
			this.trouble = `A command was not obeyed: ${error instanceof Error ? error.message : error}.`;
			return undefined;
		});
		// Told of again because the answer got lost: done already.
		if (opened === undefined || opened.sequence <= this.#sequence) return;
		this.#sequence = opened.sequence;
		const outcome = { sequence: opened.sequence, done: true, reason: "" };
		// Said before it is done: a reload tells nothing any more.
		if (opened.command.type === "reload") await this.#tellNow(outcome);
		try {
			await this.#options.obey(opened.command);
			if (opened.command.type !== "reload") this.#outcomes.push(outcome);
		} catch (error) {
			const reason = error instanceof Error ? error.message : String(error);
			this.#outcomes.push({ ...outcome, done: false, reason });
		}
	}

	async #tellNow(outcome: KioskCommandOutcome): Promise<void> {
		const { base, id, health, kept } = this.#options;
		const body = JSON.stringify({ token: kept.get("token") ?? "", health: health(), outcomes: [outcome] });
		await fetch(new URL(`v1/kiosks/${id()}/heartbeat`, base), {
			method: "POST",
			headers: { "content-type": "application/json" },
			body,
			signal: AbortSignal.timeout(ANSWER_MS),
		}).catch(() => undefined);
	}
}
