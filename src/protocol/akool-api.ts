/** The two APIs of Akool's streaming avatar: as the document prints it, and as it is live. */
export type AkoolApi = "v3" | "v4";

/** Operations with method and path behind `/api/open/v3` or `/api/open/v4`. */
export const AKOOL_PATHS = {
	create: ["POST", "/liveAvatar/session/create"],
	detail: ["GET", "/liveAvatar/session/detail"],
	close: ["POST", "/liveAvatar/session/close"],
	list: ["GET", "/liveAvatar/session/list"],
} as const satisfies Readonly<Record<string, readonly ["GET" | "POST", string]>>;

export type AkoolOperation = keyof typeof AKOOL_PATHS;

export const akoolPath = (api: AkoolApi, operation: AkoolOperation): string =>
	`/api/open/${api}${AKOOL_PATHS[operation][1]}`;

/** The code of an answer that is good. */
export const AKOOL_OK = 1000;

/** States of a session ("Real-time avatar", `status`). */
export const AKOOL_STATUS = { queueing: 1, processing: 2, completed: 3, failed: 4 } as const;

/** Seconds: a session of v4 lives no longer. */
export const AKOOL_LONGEST = 3600;

/** Bytes of a packet on the room's data channel, encoded; Agora takes 1024. */
export const AKOOL_PACKET = 960;
/** Bytes and packets that the data channel takes in a second. */
export const AKOOL_BYTES_PER_SECOND = 6000;
export const AKOOL_PACKETS_PER_SECOND = 30;
