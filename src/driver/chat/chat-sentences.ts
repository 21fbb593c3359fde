import type { ReplyType } from "../../protocol/wire.ts";
import type { ChatFailureReason } from "./chat-failure.ts";

/** A sentence that stands in for an answer, and how the vendor marks it (specs: ReplyRsp.ReplyType). */
export interface FixedSentence {
	readonly replyType: ReplyType;
	readonly text: string;
}

type Languages = { readonly en: string; readonly zh: string };

const WAITING: readonly Languages[] = [
	{ en: "One moment, please.", zh: "请稍等。" },
	{ en: "I'm still thinking.", zh: "我还在想。" },
];

const CANNOT: Languages = { en: "I'm sorry, I can't answer right now.", zh: "抱歉，我现在无法回答。" };

const FAILURES: Readonly<Record<ChatFailureReason, Languages>> = {
	unreachable: CANNOT,
	refused: CANNOT,
	broken: CANNOT,
	busy: {
		en: "I'm sorry, many people are asking right now. Please try again in a moment.",
		zh: "抱歉，现在提问的人很多，请稍后再试。",
	},
	silent: {
		en: "I'm sorry, I could not find an answer in time. Please ask me again.",
		zh: "抱歉，我没能及时找到答案，请再问一次。",
	},
	filtered: { en: "I would rather not talk about that.", zh: "这个话题我不便讨论。" },
};

/** After the beginning of an answer has been said. */
const BROKE_OFF: Languages = {
	en: "I'm sorry, I lost my thread. Please ask me again.",
	zh: "抱歉，我的话断了，请再问一次。",
};

/** What is said while nothing has come yet; `times` counts from 0. */
export const waitingSentence = (question: string, times: number): FixedSentence => ({
	replyType: "cloudAiWaiting",
	text: inLanguageOf(question, WAITING[Math.min(times, WAITING.length - 1)] ?? CANNOT),
});

/** What is said instead of an answer, or of the rest of one. */
export const failureSentence = (
	question: string,
	reason: ChatFailureReason,
	begun: boolean,
): FixedSentence => ({
	replyType: reason === "filtered" ? "sensitive" : "cloudAiTimeOut",
	text: inLanguageOf(question, begun && reason !== "filtered" ? BROKE_OFF : FAILURES[reason]),
});

const inLanguageOf = (question: string, languages: Languages): string =>
	/\p{sc=Han}/u.test(question) ? languages.zh : languages.en;
