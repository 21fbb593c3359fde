import type { KioskCommand } from "../../protocol/kiosk-command.ts";
import type { KioskCommandOutcome, KioskHealth } from "../../protocol/kiosk-health.ts";

/** A kiosk as the gateway tells of it. */
export interface FleetKiosk {
	readonly id: string;
	readonly lastSeen: string;
	/** Seconds. */
	readonly silentFor: number;
	readonly isSilent: boolean;
	readonly health: KioskHealth;
	readonly counterResets: number;
	readonly outcomes: readonly (KioskCommandOutcome & {
		readonly command: KioskCommand;
		readonly by: string;
	})[];
}

export interface FleetAuditEntry {
	readonly at: string;
	readonly who: string;
	readonly kiosk: string;
	readonly what: string;
	readonly detail: Readonly<Record<string, unknown>>;
}

/** The gateway wants a key that was not given. */
export class KeyNeeded extends Error {
	override readonly name = "KeyNeeded";
}

/** The gateway's operator routes. The key stays in this object: it is gone with the page. */
export class FleetClient {
	key = "";
	readonly #base: string;

	/** @param base absolute address of the gateway */
	constructor(base: string) {
		this.#base = base;
	}

	async kiosks(): Promise<readonly FleetKiosk[]> {
		return ((await this.#ask("GET", "v1/kiosks")) as { kiosks: readonly FleetKiosk[] }).kiosks;
	}

	async audit(): Promise<readonly FleetAuditEntry[]> {
		return ((await this.#ask("GET", "v1/kiosks-audit")) as { entries: readonly FleetAuditEntry[] }).entries;
	}

	async command(id: string, command: unknown): Promise<void> {
		await this.#ask("POST", `v1/kiosks/${encodeURIComponent(id)}/commands`, command);
	}

	async forget(id: string): Promise<void> {
		await this.#ask("DELETE", `v1/kiosks/${encodeURIComponent(id)}`);
	}

	async #ask(method: string, path: string, body?: unknown): Promise<unknown> {
		const response = await fetch(new URL(path, this.#base), {
			method,
			headers: {
				...(this.key === "" ? {} : { authorization: `Bearer ${this.key}` }),
				...(body === undefined ? {} : { "content-type": "application/json" }),
			},
			...(body === undefined ? {} : { body: JSON.stringify(body) }),
		});
		if (response.status === 204) return undefined;
		const answer = (await response.json()) as { readonly message?: string };
		if (response.status === 401) throw new KeyNeeded(answer.message ?? "");
		if (!response.ok) throw new Error(answer.message ?? `The gateway answered ${response.status}.`);
		return answer;
	}
}
