/** A way to try samples: what becomes of one that is no JSON, and the test that says so. */
interface Check {
	readonly test: string;
	readonly asPrinted: string;
}

const SERVICES = "test/vendors/samples/tencent-services.test.ts";
const CLOUD = "test/vendors/samples/tencent-cloud.test.ts";
const IFLYTEK = "test/vendors/samples/iflytek.test.ts";
const SOFTSUGAR = "test/vendors/samples/softsugar.test.ts";
const AKOOL = "test/vendors/samples/akool.test.ts";

export const SAMPLE_CHECKS = {
	"services request": { test: SERVICES, asPrinted: "refused by the stand-in, code 100001" },
	"services response": { test: SERVICES, asPrinted: "`ConnectionError`, with the character" },
	"production callback": { test: SERVICES, asPrinted: "" },
	"clothing colours": { test: SERVICES, asPrinted: "" },
	"cloud request": { test: CLOUD, asPrinted: "refused by the gateway, 400; reaches nobody" },
	"cloud command": { test: CLOUD, asPrinted: "refused by the gateway, a `warning`; the session goes on" },
	"cloud response": { test: CLOUD, asPrinted: "`VendorError` malformed, counted; the session goes on" },
	"iflytek request": { test: IFLYTEK, asPrinted: "refused by the gateway" },
	"iflytek event": { test: IFLYTEK, asPrinted: "counted, shown, passed over; the session goes on" },
	"softsugar request": { test: SOFTSUGAR, asPrinted: "" },
	"softsugar response": { test: SOFTSUGAR, asPrinted: "" },
	"softsugar microphone": { test: SOFTSUGAR, asPrinted: "" },
	"softsugar script": { test: SOFTSUGAR, asPrinted: "" },
	"akool response": { test: AKOOL, asPrinted: "`VendorError` malformed" },
} as const satisfies Readonly<Record<string, Check>>;
export type SampleCheck = keyof typeof SAMPLE_CHECKS;

/** What a printed sample leads to. */
export interface SampleRow {
	/** Where the sample begins in its document. */
	readonly line: number;
	readonly check: SampleCheck;
	/** Requests: in what the one that we send is unlike the print (`shapeDifferences`). Alike if absent. */
	readonly unlike?: readonly string[];
	/** As it is meant it is refused too: the path that is named. */
	readonly refused?: string;
	/** Our names: what stands for values of the print that are refused, or are placeholders. */
	readonly fill?: Readonly<Record<string, unknown>>;
	/** Answers: what they are read as, in part. */
	readonly reads?: Readonly<Record<string, unknown>>;
	/** Oddities that are tolerated, as they are counted. */
	readonly tolerated?: readonly string[];
	/** Anything else, in a few words. */
	readonly note?: string;
}
