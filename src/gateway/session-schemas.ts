/** Shapes of what the session routes take and give, as JSON Schema: they check requests and make the API's document. */

const SESSION_ID = {
	type: "string",
	pattern: "^[0-9a-f]{32}$",
	description: "32 hexadecimal digits.",
} as const;

/** A JSON body is optional: nothing opens a session of one's own. */
export const OPEN_SESSION_BODY = {
	type: ["object", "null"],
	additionalProperties: false,
	properties: {
		origin: {
			type: "string",
			maxLength: 255,
			description: "With an application key: the origin of the page that will connect.",
		},
		role: {
			type: "string",
			enum: ["owner", "viewer", "debug"],
			description: "owner speaks and hears, viewer only hears, debug is an owner who may record.",
		},
		sessionId: { ...SESSION_ID, description: "With role viewer: whose session to watch." },
	},
} as const;

export const SESSION_PARAMS = {
	type: "object",
	required: ["sessionId"],
	properties: { sessionId: SESSION_ID },
} as const;

export const SOCKET_QUERY = {
	type: "object",
	properties: {
		since: {
			type: "string",
			pattern: "^\\d{1,15}$",
			default: "0",
			description: "With a resume token: number of the last message that the browser has.",
		},
	},
} as const;

export const GRANT = {
	description: "The right to connect once.",
	type: "object",
	properties: {
		sessionId: SESSION_ID,
		url: { type: "string", description: "Address of the WebSocket, without the token." },
		token: { type: "string", description: "Second subprotocol, after the prefix facewire.token." },
		expiresAt: { type: "string", format: "date-time" },
	},
} as const;

export const SESSION_INFO = {
	description: "How a session stands.",
	type: "object",
	properties: {
		sessionId: SESSION_ID,
		createdAt: { type: "string", format: "date-time" },
		connected: { type: "boolean", description: "Its owner's browser is connected." },
		upstream: { type: "string", enum: ["connecting", "open", "reconnecting", "closed"] },
		sequence: { type: "integer", description: "Number of the last message of the vendor." },
		viewers: { type: "integer" },
	},
} as const;

export const REFUSAL = {
	description: "Why not.",
	type: "object",
	properties: {
		code: { type: "string", description: "For programs." },
		message: { type: "string", description: "One plain sentence." },
	},
} as const;
