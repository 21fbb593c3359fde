import type { Reply } from "../protocol/driver-message.ts";
import type { ReplyType } from "../protocol/wire.ts";
import type { ShownPart } from "./read-answer.ts";
import type { Clause } from "./split-clauses.ts";

/** ReplyRsp.ContentType of plain text. */
const PLAIN_TEXT = 1;

/** What is said of a clause besides its text. */
export interface ClauseReplyOptions {
	readonly sequence: number;
	readonly isLast: boolean;
	readonly replyType: ReplyType;
	readonly isSpoken: boolean;
	readonly isUninterruptible?: boolean | undefined;
}

/** ReplyRsp.SeqNo of what is no clause. */
const NO_CLAUSE = 0;

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
		uninterruptible: options.isUninterruptible === true,
		muted: false,
		sequence: options.sequence,
		contentType: PLAIN_TEXT,
		isSpoken: options.isSpoken,
		final: options.isLast,
		highlighted: false,
	};
}

/** The REPLY of something that is shown and not spoken. */
export function shownReply(
	part: ShownPart,
	options: Omit<ClauseReplyOptions, "sequence" | "isSpoken">,
): Reply {
	return {
		replyType: options.replyType,
		spoken: "",
		display: part.display,
		interactionType: part.interactionType,
		interactionContent: part.interactionContent,
		uninterruptible: options.isUninterruptible === true,
		muted: false,
		sequence: NO_CLAUSE,
		contentType: part.contentType,
		isSpoken: false,
		final: options.isLast,
		highlighted: false,
	};
}

const escapeXml = (text: string): string =>
	text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
