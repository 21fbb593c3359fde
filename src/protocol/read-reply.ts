import type { Reply } from "./driver-message.ts";
import { flagOr, integerOr, textOr } from "./lenient-fields.ts";
import type { ReplyType } from "./wire.ts";
import type { WireReader } from "./wire-reader.ts";

const REPLY_TYPES: ReadonlySet<string> = new Set<ReplyType>([
	"cloudAiGpt",
	"yunxiaowei",
	"cloudAiWaiting",
	"cloudAiTimeOut",
	"sensitive",
	"input",
	"enhanceText",
]);

/** ReplyRsp in our terms. Missing fields are empty, false or 0, and counted. */
export function readReply(reply: WireReader): Reply {
	return {
		replyType: readReplyType(reply),
		spoken: textOr(reply, "ReplyPro"),
		display: textOr(reply, "ReplyDisplay"),
		interactionType: textOr(reply, "InteractionType"),
		interactionContent: textOr(reply, "InteractionContent"),
		uninterruptible: readUninterrupt(reply),
		muted: flagOr(reply, "Muted"),
		sequence: integerOr(reply, "SeqNo"),
		contentType: integerOr(reply, "ContentType"),
		isSpoken: flagOr(reply, "TtsSupport"),
		final: flagOr(reply, "IsFinal"),
		highlighted: flagOr(reply, "IsHighLight"),
	};
}

/** The documents print one type with a space inside. A type that they do not print at all is shown like any other. */
function readReplyType(reply: WireReader): ReplyType | "unknown" {
	const printed = textOr(reply, "ReplyType");
	const name = printed.replaceAll(" ", "");
	if (name !== printed) reply.counts?.add("spaced-reply-type");
	if (REPLY_TYPES.has(name)) return name as ReplyType;
	reply.counts?.add("unknown-reply-type");
	return "unknown";
}

/** In the specification's own sample `"Uninterrupt": …` and `"ReqId": "…"` have run together; the flag is lost. */
function readUninterrupt(reply: WireReader): boolean {
	if (reply.has("Uninterrupt") || !reply.has("UninterrId")) return flagOr(reply, "Uninterrupt");
	reply.counts?.add("merged-uninterrupt");
	return false;
}
