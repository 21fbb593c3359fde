import { z } from "zod";
import { parseJson } from "../../../../protocol/parse-json.ts";
import { defineCall } from "../call.ts";
import { answerList, answerText, id } from "../fields.ts";
import { fromWire } from "../wire-keys.ts";

/** Where an order stands. */
export const CUSTOMIZATION_STAGES = ["SUBMIT", "AUDIT", "PROCESS", "TRAIN", "CONFIRM", "END"] as const;

/** What is to be looked at before an order goes on. */
const CONFIRMATION = z.object({
	/** Addresses of demo videos. */
	trainResult: answerList(z.string()),
	/** Why training again was refused; empty if it was not. */
	rejectReason: answerText,
	/** Demo videos of earlier rounds. */
	trainRecord: answerList(z.object({ startTime: answerText, record: answerList(z.string()) })),
	/** What could not be read, as it came; empty if all was. */
	unread: answerText,
});
export type CustomizationConfirmation = z.output<typeof CONFIRMATION>;

/** Nothing but a text that is no confirmation: a person has to look, whatever it says. */
const unread = (info: string): CustomizationConfirmation => ({
	trainResult: [],
	rejectReason: "",
	trainRecord: [],
	unread: info,
});

/** JSON in a string, only in the stage CONFIRM. The document's own samples of it cannot all be read. */
const stageInfo = z.unknown().transform((info): CustomizationConfirmation | undefined => {
	if (typeof info !== "string" || info.trim() === "") return undefined;
	try {
		return CONFIRMATION.safeParse(fromWire(parseJson(info))).data ?? unread(info);
	} catch {
		return unread(info);
	}
});

const ASSET = z.object({
	virtualmanTypeCode: answerText,
	/** Of an avatar: what video production and sessions take. */
	virtualmanKey: answerText,
	resolution: answerText,
	originZoom: answerText,
	virtualmanResourceId: z.number().optional(),
	/** Of a voice: what `TimbreKey` takes. */
	timbreKey: answerText,
	/** Address of a sample of the voice. */
	timbreSample: answerText,
	makeType: answerText,
});

export const getCustomizationProgress = defineCall({
	summary: "Where an order of an avatar or voice stands",
	path: "/v2/ivh/assetmanager/customservice/getprogress",
	section: "Progress Query Interface",
	request: z.object({ taskId: id }),
	response: z.object({
		status: z.enum(["MAKING", "SUCCESS", "FAIL"]),
		/** Why it failed. */
		failMessage: answerText,
		/** One of {@link CUSTOMIZATION_STAGES} while MAKING; a name that is not among them is passed on. */
		stageV2: answerText,
		/** WAIT_PROCESS, PROCESSING, SUCCESS or FAIL within the stage. */
		statusV2: answerText,
		stageInfo,
		/** What was made; photo avatars and one-sentence voices only. */
		assetList: answerList(ASSET),
	}),
});
