import { createHash } from "node:crypto";
import { fieldsOf, textOf } from "../../protocol/loose-fields.ts";
import { SOFTSUGAR_REFRESH, SOFTSUGAR_TOKEN } from "../../protocol/softsugar-paths.ts";
import type { Seconds } from "../../util/time.ts";
import { RequestRejected } from "./request-rejected.ts";
import type { Send } from "./vendor-door.ts";

/** A token lives 8 hours and may be refreshed from 3 on; the vendor's guide advises every 3½. */
const REFRESH_AFTER = 3.5 * 3600;
/** A token that ends so soon is not given out. */
const MARGIN = 60;

export interface SoftSugarAccount {
	readonly url: string;
	readonly appId: string;
	readonly appKey: string;
}

interface Tokens {
	readonly access: string;
	readonly refresh: string;
	readonly from: number;
	readonly until: number;
}

/** `sign` of the token request: MD5 of appId, milliseconds and appKey, in hexadecimal. */
export const softSugarSign = (appId: string, timestamp: string, appKey: string): string =>
	createHash("md5").update(`${appId}${timestamp}${appKey}`).digest("hex");

/**
 * The account's token, kept and refreshed. At most two are valid at once, so there is one for the whole gateway; the
 * refresh token never leaves it.
 */
export class SoftSugarTokens {
	readonly #account: SoftSugarAccount;
	readonly #now: () => Seconds;
	#tokens: Tokens | undefined;
	#asking: Promise<Tokens> | undefined;

	constructor(account: SoftSugarAccount, now: () => Seconds) {
		this.#account = account;
		this.#now = now;
	}

	/** A token that is valid now. @throws {RequestRejected} if the vendor gives none, saying which setting it blames */
	async get(send: Send): Promise<string> {
		const tokens = this.#tokens;
		const now = this.#now();
		if (tokens && now - tokens.from < REFRESH_AFTER && now < tokens.until - MARGIN) return tokens.access;
		// One request for all who wait: a third token would end the first.
		this.#asking ??= this.#renew(send).finally(() => {
			this.#asking = undefined;
		});
		return (await this.#asking).access;
	}

	/** The vendor did not take the token. */
	forget(): void {
		this.#tokens = undefined;
	}

	async #renew(send: Send): Promise<Tokens> {
		const old = this.#tokens;
		this.#tokens = (old && (await this.#refresh(old, send))) ?? (await this.#signIn(send));
		return this.#tokens;
	}

	async #refresh(old: Tokens, send: Send): Promise<Tokens | undefined> {
		const answer = await send({
			method: "POST",
			url: new URL(SOFTSUGAR_REFRESH, this.#account.url).href,
			headers: { authorization: `Bearer ${old.access}` },
			body: { refreshToken: old.refresh },
		});
		return this.#read(answer.body);
	}

	async #signIn(send: Send): Promise<Tokens> {
		const { url, appId, appKey } = this.#account;
		const timestamp = String(Math.round(this.#now() * 1000));
		const sign = softSugarSign(appId, timestamp, appKey);
		const answer = await send({
			method: "POST",
			url: new URL(SOFTSUGAR_TOKEN, url).href,
			body: { appId, timestamp, sign, grantType: "sign" },
		});
		const tokens = this.#read(answer.body);
		if (tokens) return tokens;
		const reason = textOf(fieldsOf(answer.body).message);
		const blamed = /app.?id/i.test(reason)
			? "SOFTSUGAR_APP_ID"
			: /timestamp|time/i.test(reason)
				? "the gateway's clock"
				: "SOFTSUGAR_APP_KEY";
		throw new RequestRejected(`SoftSugar gives no token: check ${blamed}.`);
	}

	#read(body: unknown): Tokens | undefined {
		const { code, data } = fieldsOf(body);
		const { accessToken, refreshToken, expiresIn } = fieldsOf(data);
		if (Number(code) !== 0 || textOf(accessToken) === "") return undefined;
		const from = this.#now();
		const lifetime = Number(expiresIn) > 0 ? Number(expiresIn) : 8 * 3600;
		return { access: textOf(accessToken), refresh: textOf(refreshToken), from, until: from + lifetime };
	}
}
