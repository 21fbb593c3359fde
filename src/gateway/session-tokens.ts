import { randomBytes, randomUUID } from "node:crypto";
import { errors, type JWTPayload, jwtVerify, SignJWT } from "jose";
import { type Seconds, seconds } from "../util/time.ts";
import type { TokenRefusal } from "./refusal.ts";

/** What a connection may do: speak and hear, or only hear. */
export const SESSION_ROLES = ["owner", "viewer"] as const;
export type SessionRole = (typeof SESSION_ROLES)[number];

/** `open` starts a session's first connection, once; `resume` its next one: the session knows which of them counts. */
export const TOKEN_USES = ["open", "resume"] as const;
export type TokenUse = (typeof TOKEN_USES)[number];

/** What a token says. */
export interface TokenClaims {
	readonly use: TokenUse;
	readonly sessionId: string;
	readonly role: SessionRole;
	/** The only `Origin` that may present it; empty for a program, which sends none. */
	readonly origin: string;
}

export interface MintedToken {
	/** Names the token; no secret. */
	readonly id: string;
	readonly token: string;
	/** Seconds since 1970. */
	readonly expiresAt: Seconds;
}

export type Redeemed =
	| { readonly claims: TokenClaims; readonly id: string; readonly expiry: number }
	| { readonly refused: TokenRefusal };

const ALGORITHM = "HS256";
/** Bytes; HS256 asks for at least as many as its hash has. */
const KEY_BYTES = 32;
/** Keeps a token of another purpose that the same key may sign from opening a socket. */
const AUDIENCE = "facewire.socket";

function readClaims(payload: JWTPayload): TokenClaims | null {
	const role = SESSION_ROLES.find((candidate) => candidate === payload.role);
	const use = TOKEN_USES.find((candidate) => candidate === payload.use);
	const { sid, origin } = payload;
	if (typeof sid !== "string" || typeof origin !== "string" || role === undefined || use === undefined)
		return null;
	return { use, sessionId: sid, origin, role };
}

/**
 * Mints and redeems the tokens that open a browser's socket: signed, short-lived, single use, bound to session, role
 * and origin. The key lives in this process, so a restart invalidates what is out.
 */
export class SessionTokens {
	readonly #key = randomBytes(KEY_BYTES);
	readonly #now: () => Seconds;
	/** Redeemed `open` token ids and when they would expire, oldest first: an expired one is refused for that. */
	readonly #used = new Map<string, number>();

	/** `now` is the time since 1970. */
	constructor(now: () => Seconds) {
		this.#now = now;
	}

	/** How many redeemed tokens are remembered. */
	get remembered(): number {
		return this.#used.size;
	}

	async mint(claims: TokenClaims, lifetime: Seconds): Promise<MintedToken> {
		const id = randomUUID();
		const issuedAt = Math.floor(this.#now());
		const expiresAt = seconds(issuedAt + lifetime);
		const { use, sessionId: sid, role, origin } = claims;
		const token = await new SignJWT({ use, sid, role, origin })
			.setProtectedHeader({ alg: ALGORITHM })
			.setAudience(AUDIENCE)
			.setJti(id)
			.setIssuedAt(issuedAt)
			.setExpirationTime(expiresAt)
			.sign(this.#key);
		return { id, token, expiresAt };
	}

	/** Checks a token without spending it. `origin` is empty for none, `null` if it does not matter. */
	async inspect(token: string, origin: string | null): Promise<Redeemed> {
		const payload = await this.#verify(token);
		if (typeof payload === "string") return { refused: payload };
		const claims = readClaims(payload);
		if (claims === null || payload.jti === undefined) return { refused: "token-altered" };
		if (origin !== null && claims.origin !== origin) return { refused: "token-foreign-origin" };
		return { claims, id: payload.jti, expiry: payload.exp ?? 0 };
	}

	/**
	 * Checks a token, and spends it if it is an `open` one: of any number of calls with the same one, the first
	 * succeeds. `origin` is empty for none.
	 */
	async redeem(token: string, origin: string): Promise<Redeemed> {
		const checked = await this.inspect(token, origin);
		if ("refused" in checked) return checked;
		const isSpent = checked.claims.use === "open" && !this.#spend(checked.id, checked.expiry);
		return isSpent ? { refused: "token-used" } : checked;
	}

	async #verify(token: string): Promise<JWTPayload | TokenRefusal> {
		const currentDate = new Date(this.#now() * 1000);
		try {
			const options = { algorithms: [ALGORITHM], audience: AUDIENCE, currentDate };
			return (await jwtVerify(token, this.#key, options)).payload;
		} catch (error) {
			return error instanceof errors.JWTExpired ? "token-expired" : "token-altered";
		}
	}

	#spend(id: string, expiry: number): boolean {
		if (this.#used.has(id)) return false;
		const now = this.#now();
		for (const [oldest, itsExpiry] of this.#used) {
			if (itsExpiry > now) break;
			this.#used.delete(oldest);
		}
		this.#used.set(id, expiry);
		return true;
	}
}
