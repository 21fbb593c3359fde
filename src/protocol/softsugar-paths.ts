/** Operations of SoftSugar's interactive live API ("Interactive Live Broadcasting"), each with its method and path. */
export const SOFTSUGAR_PATHS = {
	create: ["POST", "/api/2dvh/v2/material/live/channel/create"],
	stat: ["GET", "/api/2dvh/v1/material/live/channel/stat"],
	start: ["POST", "/api/2dvh/v1/material/live/channel/start"],
	heartbeat: ["POST", "/api/2dvh/v1/material/live/channel/heartbeat"],
	close: ["POST", "/api/2dvh/v1/material/live/channel/close"],
	command: ["POST", "/api/2dvh/v2/material/live/channel/command"],
	queue: ["POST", "/api/2dvh/v1/material/live/channel/command/queue"],
	reorder: ["POST", "/api/2dvh/v1/material/live/channel/command/queue/reorder"],
	list: ["POST", "/api/2dvh/v1/material/live/channel/command/queue/list"],
	cancel: ["POST", "/api/2dvh/v1/material/live/channel/command/cancel"],
	quick: ["POST", "/api/2dvh/v2/material/live/channel/command/quick"],
	reply: ["POST", "/api/2dvh/v1/nlp/model/reply"],
	running: ["GET", "/api/2dvh/v1/material/live/channel/running/list"],
	history: ["POST", "/api/2dvh/v1/material/live/channel/history/list"],
	audience: ["POST", "/api/2dvh/v1/material/rtc/token/audience"],
} as const satisfies Readonly<Record<string, readonly ["GET" | "POST", string]>>;

/** A page asks for one of these by its name. */
export type SoftSugarOperation = keyof typeof SOFTSUGAR_PATHS;

export const SOFTSUGAR_MICROPHONE = "/api/live-takeover-cc/v1/material/live/channel/command/microphone";
/** Where tokens come from; absent from the document, found in the vendor's guide to access. */
export const SOFTSUGAR_TOKEN = "/api/uc/v1/access/api/token";
export const SOFTSUGAR_REFRESH = "/api/uc/v1/access/api/token/refresh";

/** Every status of the document's seven lists in one: of a live room, and of a takeover. */
export const SOFTSUGAR_STATUS = {
	live: 2,
	closedByHand: 5,
	exception: 9,
	creating: 32,
	created: 35,
	closed: 50,
	noSystemChannel: 97,
	noCustomerChannel: 98,
	initialisationFailed: 99,
	takeoverDownloading: 33,
	takeoverQueued: 34,
	takeoverStarted: 36,
	takeoverFinished: 37,
	takeoverFailed: 39,
} as const;

/** Statuses of a live room that nothing follows: it costs nothing any more. */
export const SOFTSUGAR_OVER: ReadonlySet<number> = new Set([5, 9, 50, 97, 98, 99]);

/** Codes on the microphone's socket, both ways. */
export const SOFTSUGAR_MIC = {
	begin: 0,
	notAllowed: 1,
	ready: 2,
	linkLost: 4,
	sendFailed: 5,
	notReady: 6,
	conflict: 7,
	takeoverEnded: 18,
	takeoverStarted: 19,
	takeoverQueued: 20,
	eof: 99,
} as const;
