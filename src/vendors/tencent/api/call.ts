import type { z } from "zod";

/**
 * One call of the server API as the document describes it. Field names are the document's with a small first letter
 * (`InputSsml` is `inputSsml`); durations are seconds.
 */
export interface Call<Request extends z.ZodType, Response extends z.ZodType> {
	/** What it is for, in a few words. */
	readonly summary: string;
	/** Below the host, from the first slash on. */
	readonly path: `/v2/ivh/${string}`;
	/** Heading of the document. */
	readonly section: string;
	/** Checked before anything is sent. */
	readonly request: Request;
	/** Read tolerantly: what is more than described stays out. */
	readonly response: Response;
	/** Set where the document names a successor. */
	readonly deprecated?: string;
}

/** A {@link Call} with the types of its two schemas kept. */
export const defineCall = <Request extends z.ZodType, Response extends z.ZodType>(
	call: Call<Request, Response>,
): Call<Request, Response> => call;
