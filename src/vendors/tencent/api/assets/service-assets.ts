import { z } from "zod";
import { SERVICE_ASSET_CODES } from "../appendix/service-assets.ts";
import { defineCall } from "../call.ts";
import { answerCount, answerList, answerText, milliseconds, page } from "../fields.ts";

/** How much of something was bought and is left; which fields there are depends on the kind. */
const DETAIL = z.object({
	/** Streams or videos at once. */
	concurrency: answerCount.optional(),
	/** Bought; seconds here, milliseconds on the wire. */
	orderMilliseconds: milliseconds.optional(),
	/** Left; seconds here, milliseconds on the wire. */
	remainMilliseconds: milliseconds.optional(),
	/** Avatars or voices that may be ordered. */
	customizationNum: answerCount.optional(),
	remainNum: answerCount.optional(),
});

const NOT_DETAIL = new Set(["serviceType", "expireDate"]);

/**
 * The document has a field of its own for the details of every kind, and fills `Universal…InfoDetail` for newer ones:
 * whichever is there is the detail.
 */
const withDetail = (asset: unknown): unknown => {
	if (typeof asset !== "object" || asset === null) return asset;
	const found = Object.entries(asset).find(
		([key, value]) => !NOT_DETAIL.has(key) && typeof value === "object" && value !== null,
	);
	return { ...asset, detail: found?.[1] ?? {} };
};

export const getServiceAssets = defineCall({
	summary: "What the account has bought and has left",
	path: "/v2/ivh/crmserver/customerassetservice/getserviceasset",
	section: "Querying Customer Service Asset Information",
	request: z.object({
		/** All kinds by default. */
		serviceType: z.enum(SERVICE_ASSET_CODES).optional(),
		...page,
	}),
	response: z.object({
		serviceAssetInfos: answerList(
			z.preprocess(
				withDetail,
				z.object({
					/** A key of `SERVICE_ASSETS`. */
					serviceType: z.string(),
					/** `2023-04-01 00:00:00`. */
					expireDate: answerText,
					detail: DETAIL,
				}),
			),
		),
		total: answerCount,
	}),
});
