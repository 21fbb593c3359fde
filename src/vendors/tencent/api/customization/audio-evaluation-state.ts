import { z } from "zod";
import { defineCall } from "../call.ts";
import { answerList, answerText, id } from "../fields.ts";

/** A measured value and the range in which it passes, both ends included. */
const MEASURE = z.object({
	value: z.number(),
	qualifiedRange: z.tuple([z.number(), z.number()]),
	description: answerText,
});

export type AudioMeasure = z.output<typeof MEASURE>;

/** True if the value lies in the range that the service itself states. */
export const passes = ({ value, qualifiedRange: [least, most] }: AudioMeasure): boolean =>
	value >= least && value <= most;

const RESULT = z.object({
	/** Signal to noise, dB: 30 or more passes. */
	snr: MEASURE,
	/** Reverberation (C50), dB: 30 or more passes. */
	c50: MEASURE,
	/** Clipping: 0 or less passes. */
	clipping: MEASURE,
	/** Seconds of speech: 600 or more passes. */
	duration: MEASURE,
	/** Share of the text that was read as written: 0.7 or more passes; only with a reference text. */
	wer: MEASURE.optional(),
	/** Pairs of characters, written and heard; `<eps>` stands for none. */
	alignDetails: answerList(z.object({ detail: z.array(z.string()) })),
});

/** The table says `TaskState`, the sample `Status`. */
const stateOf = (answer: unknown): unknown => {
	if (typeof answer !== "object" || answer === null) return answer;
	const { status, ...rest } = answer as Record<string, unknown>;
	return { taskState: status, ...rest };
};

export const getAudioEvaluationState = defineCall({
	summary: "What the check of recordings found",
	path: "/v2/ivh/algotaskserver/algotaskservice/getaudioevaluationstate",
	section: "Audio Quality Inspection Task Status Query API",
	request: z.object({ taskId: id }),
	response: z.preprocess(
		stateOf,
		z.object({
			taskState: z.enum(["CREATED", "QUEUING", "PROCESSING", "SUCCESS", "FAIL"]),
			/** Only once the task has succeeded. */
			result: RESULT.nullish().catch(undefined),
			errorMsg: answerText,
		}),
	),
});
