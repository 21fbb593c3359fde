import { DRIVER_PATH } from "../protocol/driver-path.ts";
import type { Seconds } from "../util/time.ts";
import { signQuery } from "../vendors/tencent/api/signed-url.ts";
import type { GatewayConfig } from "./config.ts";

/** Where the upstream is and what signs for it. `appkey` and `accessToken` stay in this process. */
export interface UpstreamAccount {
	/** WebSocket address without a query. */
	readonly url: string;
	readonly appkey: string;
	readonly accessToken: string;
	/** What every request's `VirtualmanProjectId` becomes. */
	readonly projectId: string;
}

const TENCENT_ORIGINS = {
	china: "wss://gw.tvs.qq.com",
	international: "wss://gw-sg.tvs.qq.com",
} as const;

/** The vendor's own service, with the account of the configuration. */
export function tencentAccount(config: GatewayConfig): UpstreamAccount {
	return {
		url: `${TENCENT_ORIGINS[config.tencentHost]}${DRIVER_PATH}`,
		appkey: config.tencentAppkey,
		accessToken: config.tencentAccessToken,
		projectId: config.tencentProjectId,
	};
}

/**
 * The address that opens the upstream once: good for five minutes from `now` (seconds since 1970).
 * `requestId` is 32 hexadecimal digits, new for every connection. Holds a secret: not to be logged.
 */
export function signedUpstreamUrl(account: UpstreamAccount, now: Seconds, requestId: string): string {
	const url = new URL(account.url);
	url.searchParams.set("appkey", account.appkey);
	url.searchParams.set("requestid", requestId);
	url.searchParams.set("timestamp", String(Math.floor(now)));
	url.searchParams.set("signature", signQuery(url.searchParams, account.accessToken));
	return url.href;
}
