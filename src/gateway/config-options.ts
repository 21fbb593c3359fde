import {
	appKeys,
	busName,
	busServers,
	commaList,
	DAY,
	oneOf,
	optionalSeconds,
	parseOrigin,
	publicUrl,
	text,
	tokenKey,
	wholeNumber,
} from "./setting-parsers.ts";
import { VENDOR_OPTIONS } from "./vendors/vendor-options.ts";

/** One setting: how it is given, what stands if it is not, and how its text becomes a value. */
export interface ConfigOption<T> {
	/** Command line name without the dashes, or `null` for a secret: a command line is readable by every local user. */
	readonly flag: string | null;
	readonly env: string;
	/** The text that stands if neither is given; empty for nothing. */
	readonly fallback: string;
	readonly description: string;
	/** @throws {RangeError} saying what was expected; the caller adds the name. */
	readonly parse: (text: string) => T;
}

/**
 * Every setting of the gateway, once: `--help`, docs/gateway.md and the parser are all made from this table.
 * Durations are seconds, sizes bytes; 0 switches a limit off where the description says so.
 */
export const CONFIG_OPTIONS = {
	port: {
		flag: "port",
		env: "PORT",
		fallback: "8420",
		description: "Port to listen on; 0 takes a free one.",
		parse: wholeNumber(0, 65_535),
	},
	host: {
		flag: "host",
		env: "HOST",
		fallback: "localhost",
		description: "Address to listen on; 0.0.0.0 for every interface (then also set --origin).",
		parse: text,
	},
	pages: {
		flag: "pages",
		env: "PAGES",
		fallback: "dist",
		description: "Folder of the built pages.",
		parse: text,
	},
	upstream: {
		flag: "upstream",
		env: "UPSTREAM",
		fallback: "local",
		description: "`local` starts the driver of this repository, `tencent` signs for the vendor's service.",
		parse: oneOf("local", "tencent"),
	},
	pace: {
		flag: "pace",
		env: "PACE",
		fallback: "",
		description:
			"Local driver: send sound at most so many seconds ahead of real time; nothing means as fast as it is made.",
		parse: optionalSeconds,
	},
	answers: {
		flag: "answers",
		env: "ANSWERS",
		fallback: "",
		description:
			"Local driver: Markdown file of questions and answers for CHAT; nothing means `assets/answers.md`.",
		parse: text,
	},
	llmUrl: {
		flag: "llm-url",
		env: "LLM_URL",
		fallback: "",
		description:
			"Local driver: OpenAI-compatible endpoint that answers CHAT, such as `http://localhost:11434/v1`; nothing means the file of answers.",
		parse: text,
	},
	llmModel: {
		flag: "llm-model",
		env: "LLM_MODEL",
		fallback: "",
		description: "Local driver: the model to ask there.",
		parse: text,
	},
	llmKey: {
		flag: null,
		env: "LLM_API_KEY",
		fallback: "",
		description: "Local driver: the endpoint's key, if it asks for one. Environment only.",
		parse: text,
	},
	tencentHost: {
		flag: "tencent-host",
		env: "TENCENT_HOST",
		fallback: "china",
		description: "Which of the vendor's entries: `china` or `international`.",
		parse: oneOf("china", "international"),
	},
	tencentProjectId: {
		flag: "tencent-project-id",
		env: "TENCENT_PROJECT_ID",
		fallback: "",
		description: "VirtualmanProjectId of the digital human project.",
		parse: text,
	},
	tencentAppkey: {
		flag: null,
		env: "TENCENT_APPKEY",
		fallback: "",
		description: "The vendor's appkey. Environment only.",
		parse: text,
	},
	tencentAccessToken: {
		flag: null,
		env: "TENCENT_ACCESS_TOKEN",
		fallback: "",
		description: "The vendor's access token, which signs. Environment only.",
		parse: text,
	},
	bus: {
		flag: "bus",
		env: "BUS",
		fallback: "memory",
		description:
			"How gateways share sessions: `memory` for one that is alone, or addresses of NATS servers with JetStream such as `nats://10.0.0.5:4222`, comma-separated.",
		parse: busServers,
	},
	busAuth: {
		flag: null,
		env: "BUS_AUTH",
		fallback: "",
		description: "What NATS asks for: `user:password` or a token. Environment only.",
		parse: text,
	},
	busName: {
		flag: "bus-name",
		env: "BUS_NAME",
		fallback: "facewire",
		description: "Begins the names of everything on the bus, so that installations can share one.",
		parse: busName,
	},
	busBytes: {
		flag: "bus-bytes",
		env: "BUS_BYTES",
		fallback: String(2 ** 30),
		description: "Bytes that the bus keeps of what all sessions say; the oldest go first.",
		parse: wholeNumber(2 ** 20, 2 ** 40),
	},
	busReplicas: {
		flag: "bus-replicas",
		env: "BUS_REPLICAS",
		fallback: "1",
		description: "Servers of a NATS cluster that keep each message.",
		parse: wholeNumber(1, 5),
	},
	lease: {
		flag: "lease",
		env: "LEASE",
		fallback: "3",
		description: "Seconds after which a gateway that does not show itself on the bus counts as dead.",
		parse: wholeNumber(1, 60),
	},
	drain: {
		flag: "drain",
		env: "DRAIN",
		fallback: "20",
		description:
			"Seconds that a gateway which is being stopped goes on speaking for others; only with a bus.",
		parse: wholeNumber(0, 600),
	},
	tokenKey: {
		flag: null,
		env: "TOKEN_KEY",
		fallback: "",
		description:
			"Signs session tokens, at least 32 characters, the same for all gateways; nothing means one that is made at start, or the bus's own. Environment only.",
		parse: tokenKey,
	},
	tencentAvatar: {
		flag: "tencent-avatar",
		env: "TENCENT_AVATAR",
		fallback: "",
		description: "VirtualmanKey of the 3D avatar whose actions the catalogue lists; nothing lists none.",
		parse: text,
	},
	tencentServicesUrl: {
		flag: "tencent-services-url",
		env: "TENCENT_SERVICES_URL",
		fallback: "",
		description: "Address of the vendor's server API; nothing means the entry of --tencent-host.",
		parse: text,
	},
	callbackSecret: {
		flag: null,
		env: "CALLBACK_SECRET",
		fallback: "",
		description:
			"Makes the address for the production service's callbacks; the same for all gateways. Nothing makes a new address at every start. Environment only.",
		parse: text,
	},
	access: {
		flag: "access",
		env: "ACCESS",
		fallback: "public",
		description:
			"Who may open a session: `public` pages of an allowed origin, or only holders of an application `key`.",
		parse: oneOf("public", "key"),
	},
	appKeys: {
		flag: null,
		env: "APP_KEYS",
		fallback: "",
		description: "Application keys as name=secret, comma-separated. Environment only.",
		parse: appKeys,
	},
	origins: {
		flag: "origin",
		env: "ALLOWED_ORIGINS",
		fallback: "",
		description:
			"Exact origins of pages that may open sessions, comma-separated; nothing means this machine's own pages.",
		parse: (value: string) => commaList(value).map(parseOrigin),
	},
	publicUrl: {
		flag: "public-url",
		env: "PUBLIC_URL",
		fallback: "",
		description:
			"Origin under which browsers reach the gateway behind a proxy, such as https://avatar.example.com.",
		parse: publicUrl,
	},
	trustProxy: {
		flag: "trust-proxy",
		env: "TRUST_PROXY",
		fallback: "",
		description: "Addresses or networks of proxies whose X-Forwarded-* headers count, comma-separated.",
		parse: commaList,
	},
	tokenLifetime: {
		flag: "token-lifetime",
		env: "TOKEN_LIFETIME",
		fallback: "60",
		description: "Seconds within which a new session's token must be used.",
		parse: wholeNumber(1, 60),
	},
	sessionLifetime: {
		flag: "session-lifetime",
		env: "SESSION_LIFETIME",
		fallback: "43200",
		description: "Seconds after which a session ends, used or not.",
		parse: wholeNumber(1, 7 * DAY),
	},
	resumeWindow: {
		flag: "resume-window",
		env: "RESUME_WINDOW",
		fallback: "60",
		description: "Seconds that a session waits for its browser to come back.",
		parse: wholeNumber(0, DAY),
	},
	ringBytes: {
		flag: "ring-bytes",
		env: "RING_BYTES",
		fallback: "4194304",
		description: "Bytes of messages kept per session for a browser that comes back.",
		parse: wholeNumber(0, 2 ** 30),
	},
	upstreamIdle: {
		flag: "upstream-idle",
		env: "UPSTREAM_IDLE",
		fallback: "120",
		description: "Seconds without a word after which the upstream is let go; it reopens with the next word.",
		parse: wholeNumber(1, DAY),
	},
	textInterval: {
		flag: "text-interval",
		env: "TEXT_INTERVAL_MS",
		fallback: "1100",
		description:
			"Least milliseconds between two texts to the vendor; more are queued. The local driver needs none.",
		parse: wholeNumber(0, 60_000),
	},
	charactersPerMinute: {
		flag: "characters-per-minute",
		env: "CHARACTERS_PER_MINUTE",
		fallback: "6000",
		description: "Characters a session may have spoken in a minute; 0 for no limit.",
		parse: wholeNumber(0, 1_000_000),
	},
	charactersPerDay: {
		flag: "characters-per-day",
		env: "CHARACTERS_PER_DAY",
		fallback: "0",
		description: "Characters that all sessions together may have spoken in a day (UTC); 0 for no limit.",
		parse: wholeNumber(0, 1_000_000_000),
	},
	recordingBytes: {
		flag: "recording-bytes",
		env: "RECORDING_BYTES",
		fallback: "33554432",
		description: "Bytes that the recording of a session may hold in memory; 0 forbids recordings.",
		parse: wholeNumber(0, 2 ** 30),
	},
	sessionsPerMinute: {
		flag: "sessions-per-minute",
		env: "SESSIONS_PER_MINUTE",
		fallback: "60",
		description: "Sessions that one address or application key may open in a minute.",
		parse: wholeNumber(1, 1_000_000),
	},
	connectionsPerMinute: {
		flag: "connections-per-minute",
		env: "CONNECTIONS_PER_MINUTE",
		fallback: "240",
		description: "Sockets that one address may ask for in a minute, taken or refused.",
		parse: wholeNumber(1, 1_000_000),
	},
	sessionsPerAddress: {
		flag: "sessions-per-address",
		env: "SESSIONS_PER_ADDRESS",
		fallback: "20",
		description: "Sessions that one address may hold at once.",
		parse: wholeNumber(1, 1_000_000),
	},
	viewersPerSession: {
		flag: "viewers-per-session",
		env: "VIEWERS_PER_SESSION",
		fallback: "1000",
		description: "Browsers that may watch one session.",
		parse: wholeNumber(0, 100_000),
	},
	maxSessions: {
		flag: "max-sessions",
		env: "MAX_SESSIONS",
		fallback: "1000",
		description: "Sessions that the gateway holds at once.",
		parse: wholeNumber(1, 1_000_000),
	},
	maxKiosks: {
		flag: "max-kiosks",
		env: "MAX_KIOSKS",
		fallback: "500",
		description: "Kiosks that the gateway watches at once.",
		parse: wholeNumber(0, 100_000),
	},
	kioskAudit: {
		flag: "kiosk-audit",
		env: "KIOSK_AUDIT",
		fallback: "",
		description:
			"File to which every command for a kiosk and its outcome are added, a line of JSON each; nothing keeps the last thousand in memory.",
		parse: text,
	},
	browserBacklog: {
		flag: "browser-backlog",
		env: "BROWSER_BACKLOG",
		fallback: "8388608",
		description: "Bytes that may wait for a slow browser before it is let go (and may resume).",
		parse: wholeNumber(65_536, 2 ** 30),
	},
	heartbeat: {
		flag: "heartbeat",
		env: "HEARTBEAT",
		fallback: "20",
		description: "Seconds between pings on every connection; one that misses two is dropped.",
		parse: wholeNumber(1, 120),
	},
	...VENDOR_OPTIONS,
	metricsToken: {
		flag: null,
		env: "METRICS_TOKEN",
		fallback: "",
		description: "Bearer that may read /metrics; without one only this machine may. Environment only.",
		parse: text,
	},
	logLevel: {
		flag: "log-level",
		env: "LOG_LEVEL",
		fallback: "warn",
		description: "How much is logged to standard error, as JSON lines.",
		parse: oneOf("fatal", "error", "warn", "info", "debug", "trace", "silent"),
	},
} as const satisfies Record<string, ConfigOption<unknown>>;
