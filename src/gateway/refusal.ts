/** Why a token opens nothing. Goes to the browser as the body's `code`, and into metrics. */
export const TOKEN_REFUSALS = [
	"token-missing",
	"token-altered",
	"token-expired",
	"token-used",
	"token-foreign-origin",
	"session-over",
] as const;
export type TokenRefusal = (typeof TOKEN_REFUSALS)[number];

/** What the gateway answers when it says no: one code for programs, one plain sentence for people. */
export interface Refusal {
	readonly code: string;
	readonly message: string;
}

/** Shapes a refusal. `message` holds no secret and no address of ours. */
export const refusal = (code: string, message: string): Refusal => ({ code, message });

const SENTENCES: Record<TokenRefusal, string> = {
	"token-missing":
		"The connection carries no session token; open a session first and offer its token as a subprotocol.",
	"token-altered": "The session token was altered or is not from this gateway.",
	"token-expired": "The session token has expired; open a new session.",
	"token-used": "The session token was used before; open a new session.",
	"token-foreign-origin": "The session token was given to a page of another origin.",
	"session-over": "The session has ended; open a new one.",
};

/** The refusal of a token, in a plain sentence. */
export const tokenRefusal = (code: TokenRefusal): Refusal => refusal(code, SENTENCES[code]);
