import type { Reply } from "../protocol/driver-message.ts";
import type { ReplyType } from "../protocol/wire.ts";
import type { Clause } from "./split-clauses.ts";

/** ReplyRsp.ContentType of plain text. */
const PLAIN_TEXT = 1;

/** What is said of a clause besides its text. */
export interface ClauseReplyOptions {
	readonly sequence: number;
	readonly isLast: boolean;
	readonly replyType: ReplyType;
	readonly isSpoken: boolean;
}

/**
 * The REPLY of a clause. `display` of all clauses of a reply, joined, is the text that the subtitles' positions count
 * in.
 */
export function clauseReply(clause: Clause, options: ClauseReplyOptions): Reply {
	return {
		replyType: options.replyType,
		spoken: `<speak>${escapeXml(clause.text.trim())}</speak>`,
		display: clause.text,
		interactionType: "",
		interactionContent: "",
		uninterruptible: false,
		muted: false,
		sequence: options.sequence,
		contentType: PLAIN_TEXT,
		isSpoken: options.isSpoken,
		final: options.isLast,
		highlighted: false,
	};
}

const escapeXml = (text: string): string =>
	text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
