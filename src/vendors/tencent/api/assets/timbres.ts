import { z } from "zod";
import { defineCall } from "../call.ts";
import { answerCount, answerList, page } from "../fields.ts";
import { TIMBRE } from "./timbre.ts";

export const getTimbres = defineCall({
	summary: "Voices of the account and public ones, page by page",
	path: "/v2/ivh/crmserver/customerassetservice/describetimbre",
	section: "Querying Timbre Lists by Pagination",
	request: z.object(page),
	response: z.preprocess(
		(answer) => {
			// The table says `TimbreAssets`, the sample `TimbreDetails`.
			const { timbreDetails, ...rest } = (answer ?? {}) as Record<string, unknown>;
			return { timbreAssets: timbreDetails, ...rest };
		},
		z.object({ timbreAssets: answerList(TIMBRE), total: answerCount }),
	),
});
