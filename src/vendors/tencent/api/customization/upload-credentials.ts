import { z } from "zod";
import { seconds } from "../../../../util/time.ts";
import { defineCall } from "../call.ts";

/** Leave to write below a prefix of the vendor's storage, for a while. */
export type UploadCredentials = z.output<typeof UPLOAD_CREDENTIALS>;

const UPLOAD_CREDENTIALS = z.object({
	credentials: z.object({
		token: z.string(),
		tmpSecretId: z.string(),
		/** Printed as an object in the table, as a string in the sample. */
		tmpSecretKey: z.string(),
	}),
	/** Seconds since 1970. */
	expiredTime: z.coerce.number().transform(seconds),
	/** Address of the bucket and the beginning of every key, ending in a slash. */
	pathPrefix: z.string().min(1),
});

export const getUploadCredentials = defineCall({
	summary: "Temporary credentials for uploading material",
	path: "/v2/ivh/assetmanager/customservice/getuploadcredentials",
	section: "Obtaining the Temporary Upload Token",
	request: z.object({}),
	response: UPLOAD_CREDENTIALS,
});
