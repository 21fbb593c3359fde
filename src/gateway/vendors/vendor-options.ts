import { VENDOR_IDS, type VendorId } from "../../protocol/vendor-id.ts";
import { commaList, oneOf, text, wholeNumber } from "../setting-parsers.ts";
import { skews } from "./stand-in-skews.ts";
import { streamSources } from "./stream-sources.ts";

const httpUrl = (value: string): string => address(value, "http:", "https:");
const socketUrl = (value: string): string => address(value, "ws:", "wss:");

/** An absolute address of one of two schemes, without a slash at its end. */
function address(value: string, ...schemes: readonly [string, string]): string {
	if (value === "") return "";
	if (URL.canParse(value) && schemes.includes(new URL(value).protocol)) return value.replace(/\/$/, "");
	throw new RangeError(`expected an address with ${schemes.join(" or ")}, got ${JSON.stringify(value)}`);
}

/** Names of vendors between commas. */
function vendorIds(value: string): ReadonlySet<VendorId> {
	return new Set(commaList(value).map(oneOf(...VENDOR_IDS)));
}

/** Settings of the vendors beside ours, for the comparison view; see `CONFIG_OPTIONS`. */
export const VENDOR_OPTIONS = {
	vendors: {
		flag: "vendors",
		env: "VENDORS",
		fallback: "account",
		description:
			"Other vendors: `account` reaches those whose keys are given below, `stand-in` starts a stand-in for each on this machine.",
		parse: oneOf("account", "stand-in"),
	},
	standInSkews: {
		flag: "stand-in-skew",
		env: "STAND_IN_SKEW",
		fallback: "",
		description:
			"Stand-ins: how many milliseconds a vendor's picture comes after its sound, as `vendor=ms`, comma-separated; −300 to 300.",
		parse: skews,
	},
	standInStreams: {
		flag: "stand-in-streams",
		env: "STAND_IN_STREAMS",
		fallback: "",
		description: "Stand-ins: address where their rooms are played; `--vendors stand-in` sets it by itself.",
		parse: httpUrl,
	},
	streamOrigins: {
		flag: "stream-origin",
		env: "STREAM_ORIGINS",
		fallback: "",
		description:
			"Where the pages may play vendors' streams from, beside stand-ins: sources for their policy such as https://webrtc.liveplay.myqcloud.com or wss://*.example.com:*, comma-separated.",
		parse: streamSources,
	},
	tencentCloudUrl: {
		flag: "tencent-cloud-url",
		env: "TENCENT_CLOUD_URL",
		fallback: "",
		description: "Tencent cloud-rendered: address of the API; nothing means the entry of --tencent-host.",
		parse: httpUrl,
	},
	tencentCloudProjectId: {
		flag: "tencent-cloud-project-id",
		env: "TENCENT_CLOUD_PROJECT_ID",
		fallback: "",
		description: "Tencent cloud-rendered: VirtualmanProjectId of the project that is streamed.",
		parse: text,
	},
	tencentCloudAsset: {
		flag: "tencent-cloud-asset",
		env: "TENCENT_CLOUD_ASSET",
		fallback: "",
		description: "Tencent cloud-rendered: AssetVirtualmanKey, for sessions by personal asset.",
		parse: text,
	},
	iflytekUrl: {
		flag: "iflytek-url",
		env: "IFLYTEK_URL",
		fallback: "wss://avatar-api-gp.xf-yun.com/v1/interact",
		description: "iFLYTEK: address of the WebSocket.",
		parse: socketUrl,
	},
	iflytekAppId: {
		flag: "iflytek-app-id",
		env: "IFLYTEK_APP_ID",
		fallback: "",
		description: "iFLYTEK: APPID of the application.",
		parse: text,
	},
	iflytekApiKey: {
		flag: null,
		env: "IFLYTEK_API_KEY",
		fallback: "",
		description: "iFLYTEK: APIKey. Environment only.",
		parse: text,
	},
	iflytekApiSecret: {
		flag: null,
		env: "IFLYTEK_API_SECRET",
		fallback: "",
		description: "iFLYTEK: APISecret, which signs. Environment only.",
		parse: text,
	},
	iflytekAvatarId: {
		flag: "iflytek-avatar-id",
		env: "IFLYTEK_AVATAR_ID",
		fallback: "",
		description: "iFLYTEK: avatar that is shown if the page names none.",
		parse: text,
	},
	softsugarUrl: {
		flag: "softsugar-url",
		env: "SOFTSUGAR_URL",
		fallback: "https://aigc.softsugar.com",
		description: "SoftSugar: address of the API.",
		parse: httpUrl,
	},
	softsugarAppId: {
		flag: "softsugar-app-id",
		env: "SOFTSUGAR_APP_ID",
		fallback: "",
		description: "SoftSugar: appId of the account.",
		parse: text,
	},
	softsugarAppKey: {
		flag: null,
		env: "SOFTSUGAR_APP_KEY",
		fallback: "",
		description: "SoftSugar: appKey, which signs. Environment only.",
		parse: text,
	},
	softsugarCallbackKey: {
		flag: null,
		env: "SOFTSUGAR_CALLBACK_KEY",
		fallback: "",
		description:
			"SoftSugar: last part of the address that its status callbacks are sent to; without one none are taken. Environment only.",
		parse: text,
	},
	akoolUrl: {
		flag: "akool-url",
		env: "AKOOL_URL",
		fallback: "https://openapi.akool.com",
		description: "Akool: address of the API.",
		parse: httpUrl,
	},
	akoolApiKey: {
		flag: null,
		env: "AKOOL_API_KEY",
		fallback: "",
		description: "Akool: API key. Environment only.",
		parse: text,
	},
	akoolApi: {
		flag: "akool-api",
		env: "AKOOL_API",
		fallback: "v4",
		description: "Akool: `v4` as it is live, `v3` as it is in the documents.",
		parse: oneOf("v3", "v4"),
	},
	vendorSessions: {
		flag: "vendor-sessions",
		env: "VENDOR_SESSIONS",
		fallback: "2",
		description:
			"Sessions that may be open at once at each other vendor: every one costs money by the minute.",
		parse: wholeNumber(0, 1000),
	},
	vendorSessionLifetime: {
		flag: "vendor-session-lifetime",
		env: "VENDOR_SESSION_LIFETIME",
		fallback: "1800",
		description: "Seconds after which a session at another vendor is closed, used or not.",
		parse: wholeNumber(10, 86_400),
	},
	vendorLeaseWindow: {
		flag: "vendor-lease-window",
		env: "VENDOR_LEASE_WINDOW",
		fallback: "90",
		description:
			"Seconds without a sign of life from the page after which its session at a vendor is closed.",
		parse: wholeNumber(1, 3600),
	},
	vendorSole: {
		flag: "vendor-sole",
		env: "VENDOR_SOLE",
		fallback: "",
		description:
			"Vendors whose account nobody but these gateways uses, comma-separated: sessions that they list and no gateway knows are closed at the start.",
		parse: vendorIds,
	},
	vendorLeaseFile: {
		flag: "vendor-lease-file",
		env: "VENDOR_LEASE_FILE",
		fallback: ".facewire/vendor-leases.json",
		description:
			"File that remembers open sessions at vendors, so that a gateway that starts again closes them.",
		parse: text,
	},
} as const;
