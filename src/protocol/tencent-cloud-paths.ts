const SESSIONS = "/v2/ivh/sessionmanager/sessionmanagerservice";
const DRIVE = "/v2/ivh/interactdriver/interactdriverservice";

/** Paths of the cloud-rendered avatar's operations (specs: server API, "Live Session Management", "Other APIs"). */
export const TENCENT_CLOUD_PATHS = {
	createsession: `${SESSIONS}/createsession`,
	createsessionbyasset: `${SESSIONS}/createsessionbyasset`,
	statsession: `${SESSIONS}/statsession`,
	startsession: `${SESSIONS}/startsession`,
	closesession: `${SESSIONS}/closesession`,
	listsessionofprojectid: `${SESSIONS}/listsessionofprojectid`,
	listsessionofassetvk: `${SESSIONS}/listsessionofassetvk`,
	listsessionofuin: `${SESSIONS}/listsessionofuin`,
	updatesessionconfig: `${SESSIONS}/updatesessionconfig`,
	gettrtcsign: `${SESSIONS}/gettrtcsign`,
	command: `${DRIVE}/command`,
} as const;
export type TencentCloudOperation = keyof typeof TENCENT_CLOUD_PATHS;

/** Path of the command channel's WebSocket. */
export const TENCENT_COMMAND_CHANNEL = "/v2/ws/ivh/interactdriver/interactdriverservice/commandchannel";

/** What may be sent on the command channel. */
export const TENCENT_COMMANDS = ["SEND_TEXT", "SEND_STREAMTEXT", "SEND_AUDIO", "SEND_HEARTBEAT"] as const;
export type TencentCommand = (typeof TENCENT_COMMANDS)[number];

/** Codes by which the service says that a session is over: closed, or unknown by now. */
export const TENCENT_SESSION_OVER: ReadonlySet<number> = new Set([110013, 110018]);
