import { randomUUID } from "node:crypto";
import { errors, type JWTPayload, jwtVerify, SignJWT } from "jose";
import { type Seconds, seconds } from "../util/time.ts";
import type { TokenRefusal } from "./refusal.ts";

/** What a connection may do: speak and hear, only hear, or speak, hear and record. */
export const SESSION_ROLES = ["owner", "viewer", "debug"] as const;
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

/** A token that is what it should be. */
export interface Redemption {
	readonly claims: TokenClaims;
	readonly id: string;
	/** Since 1970. */
	readonly expiry: Seconds;
}

export type Redeemed = Redemption | { readonly refused: TokenRefusal };

const ALGORITHM = "HS256";
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

export interface SessionTokensOptions {
	/** Seconds since 1970. */
	readonly now: () => Seconds;
	/** At least 32 bytes, as HS256 asks; the same on every gateway that is to take the tokens. */
	readonly key: Uint8Array;
	/** Marks a token as used until it expires; false if it was before, at whatever gateway. */
	readonly spend: (id: string, expiry: Seconds) => Promise<boolean>;
}

/** Mints and redeems the tokens that open a browser's socket: signed, short-lived, single use, bound to session, role and origin. */
export class SessionTokens {
	readonly #options: SessionTokensOptions;

	constructor(options: SessionTokensOptions) {
		this.#options = options;
	}

	async mint(claims: TokenClaims, lifetime: Seconds): Promise<MintedToken> {
		const id = randomUUID();
		const issuedAt = Math.floor(this.#options.now());
		const expiresAt = seconds(issuedAt + lifetime);
		const { use, sessionId: sid, role, origin } = claims;
		const token = await new SignJWT({ use, sid, role, origin })
			.setProtectedHeader({ alg: ALGORITHM })
			.setAudience(AUDIENCE)
			.setJti(id)
			.setIssuedAt(issuedAt)
			.setExpirationTime(expiresAt)
			.sign(this.#options.key);
		return { id, token, expiresAt };
	}

	/** Checks a token without spending it. `origin` is empty for none, `null` if it does not matter. */
	async inspect(token: string, origin: string | null): Promise<Redeemed> {
		const payload = await this.#verify(token);
		if (typeof payload === "string") return { refused: payload };
		const claims = readClaims(payload);
		if (claims === null || payload.jti === undefined) return { refused: "token-altered" };
		if (origin !== null && claims.origin !== origin) return { refused: "token-foreign-origin" };
		return { claims, id: payload.jti, expiry: seconds(payload.exp ?? 0) };
	}

	/**
	 * Checks a token, and spends it if it is an `open` one: of any number of calls with the same one, the first
	 * succeeds. `origin` is empty for none.
	 */
	async redeem(token: string, origin: string): Promise<Redeemed> {
		const checked = await this.inspect(token, origin);
		if ("refused" in checked) return checked;
		const { claims, id, expiry } = checked;
		const isSpent = claims.use === "open" && !(await this.#options.spend(id, expiry));
		return isSpent ? { refused: "token-used" } : checked;
	}

	async #verify(token: string): Promise<JWTPayload | TokenRefusal> {
		const currentDate = new Date(this.#options.now() * 1000);
		try {
			const options = { algorithms: [ALGORITHM], audience: AUDIENCE, currentDate };
			return (await jwtVerify(token, this.#options.key, options)).payload;
		} catch (error) {
			return error instanceof errors.JWTExpired ? "token-expired" : "token-altered";
		}
	}
}
