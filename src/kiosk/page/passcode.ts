import { seconds } from "../../util/time.ts";
import { type PasscodeAnswer, PasscodeLock } from "../model/passcode-lock.ts";
import { KEPT, keep, readKept, readKeptJson } from "./keep.ts";

/** Rounds of PBKDF2: a third of a second on a slow machine, for whoever gets hold of the storage. */
const ROUNDS = 210_000;
/** Digits of a passcode. */
export const PASSCODE = /^\d{4,12}$/;

const hex = (bytes: Uint8Array) => [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
const now = () => seconds(Date.now() / 1000);

async function digest(code: string, salt: string): Promise<string> {
	const text = new TextEncoder();
	const key = await crypto.subtle.importKey("raw", text.encode(code), "PBKDF2", false, ["deriveBits"]);
	const derivation = { name: "PBKDF2", hash: "SHA-256", salt: text.encode(salt), iterations: ROUNDS };
	return hex(new Uint8Array(await crypto.subtle.deriveBits(derivation, key, 256)));
}

/** The operator's passcode, kept as what cannot be turned back into it, and the lock before it. */
export class Passcode {
	readonly #lock = readLock();

	/** Whether one was ever chosen. */
	get isSet(): boolean {
		return (readKept(KEPT.passcode) ?? "").includes(":");
	}

	/** @throws {RangeError} unless it is 4 to 12 digits */
	async set(code: string): Promise<void> {
		if (!PASSCODE.test(code)) throw new RangeError("A passcode has 4 to 12 digits.");
		const salt = hex(crypto.getRandomValues(new Uint8Array(16)));
		keep(KEPT.passcode, `${salt}:${await digest(code, salt)}`);
	}

	/** Tries a code; wrong ones are remembered over loads of the page. */
	async try(code: string): Promise<PasscodeAnswer> {
		const locked = this.#lock.lockedUntil(now());
		if (locked !== undefined) return { type: "locked", until: locked };
		const [salt = "", kept = ""] = (readKept(KEPT.passcode) ?? "").split(":");
		const answer = this.#lock.try(kept !== "" && (await digest(code, salt)) === kept, now());
		keep(KEPT.lock, JSON.stringify(this.#lock.kept));
		return answer;
	}
}

function readLock(): PasscodeLock {
	const kept = readKeptJson(KEPT.lock) as { readonly wrong?: unknown; readonly until?: unknown } | undefined;
	const { wrong, until } = kept ?? {};
	const isSound = Number.isSafeInteger(wrong) && Number.isFinite(until);
	return isSound ? new PasscodeLock({ wrong: Number(wrong), until: Number(until) }) : new PasscodeLock();
}
