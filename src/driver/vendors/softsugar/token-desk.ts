import { createHash, randomUUID } from "node:crypto";
import { type Fields, fieldsOf } from "../../../protocol/loose-fields.ts";
import type { Clock } from "../../pacer.ts";
import type { StandInAnswer, StandInRequest } from "../stand-in-server.ts";
import { ok, refused, UNAUTHORISED } from "./room-answers.ts";

/** Milliseconds that a request's time may differ by. */
const TOLERANCE = 300_000;

export interface TokenDeskOptions {
	readonly appId: string;
	readonly appKey: string;
	/** Milliseconds since 1970. */
	readonly now: Clock;
}

const bearerOf = ({ authorization }: StandInRequest) => authorization.replace(/^Bearer /, "");

/** Gives out the account's tokens, of which two are valid at once (the vendor's guide to access). */
export class TokenDesk {
	readonly #options: TokenDeskOptions;
	/** Oldest first. */
	#valid: string[] = [];
	/** Refresh tokens by access tokens. */
	readonly #refresh = new Map<string, string>();

	constructor(options: TokenDeskOptions) {
		this.#options = options;
	}

	admits(request: StandInRequest): boolean {
		return this.#valid.includes(bearerOf(request));
	}

	/** Every token that was given out is refused from now on. */
	expire(): void {
		this.#valid = [];
	}

	/** Checks a signature, and says what is wrong with it. */
	sign({ appId, timestamp, sign }: Fields): StandInAnswer {
		const { appId: known, appKey, now } = this.#options;
		if (appId !== known) return refused(1001, "appId does not exist");
		if (!(Math.abs(Number(timestamp) - now()) <= TOLERANCE)) return refused(1002, "timestamp expired");
		const right = createHash("md5").update(`${appId}${timestamp}${appKey}`).digest("hex");
		return sign === right ? this.#grant() : refused(1003, "sign verification failed");
	}

	refresh(request: StandInRequest): StandInAnswer {
		const access = bearerOf(request);
		const right = this.#refresh.get(access);
		if (right === undefined || fieldsOf(request.body).refreshToken !== right) return UNAUTHORISED;
		this.#refresh.delete(access);
		return this.#grant();
	}

	#grant(): StandInAnswer {
		const [accessToken, refreshToken] = [randomUUID(), randomUUID()];
		this.#valid = [...this.#valid, accessToken].slice(-2);
		this.#refresh.set(accessToken, refreshToken);
		return ok({ accessToken, refreshToken, expiresIn: 28_800, refreshTokenExpiresIn: 86_400 });
	}
}
