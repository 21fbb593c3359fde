import { homedir } from "node:os";
import { join } from "node:path";
import { seconds } from "../src/util/time.ts";
import { CommandOutput } from "../src/vendors/tencent/api/cli/command-output.ts";
import { EXIT } from "../src/vendors/tencent/api/cli/exit-codes.ts";
import { runTencentCommand } from "../src/vendors/tencent/api/cli/program.ts";
import { type ServiceAccount, serviceOrigin } from "../src/vendors/tencent/api/signed-url.ts";
import { TencentClient } from "../src/vendors/tencent/api/tencent-client.ts";
import { UploadRecords } from "../src/vendors/tencent/api/upload/upload-record.ts";

/** Seconds between two questions about a task, unless TENCENT_POLL says otherwise. */
const POLL = 5;

// The storage's client warns on every Node that will be too old for its later versions; the lock file holds this one.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= "true";

const output = new CommandOutput(process.stdout, process.stderr);
const { TENCENT_APPKEY: appkey, TENCENT_ACCESS_TOKEN: accessToken, TENCENT_HOST, TENCENT_POLL } = process.env;
const now = () => seconds(Date.now() / 1000);
const interrupted = new AbortController();
process.once("SIGINT", () => interrupted.abort());

function account(): ServiceAccount {
	if (!appkey || !accessToken) {
		output.note("TENCENT_APPKEY and TENCENT_ACCESS_TOKEN are needed; they stand in the vendor's console.");
		process.exit(EXIT.usage);
	}
	return { origin: serviceOrigin(TENCENT_HOST ?? ""), appkey, accessToken };
}

process.exitCode = await runTencentCommand(process.argv.slice(2), {
	client: () => new TencentClient(account(), now),
	output,
	records: new UploadRecords(join(homedir(), ".cache", "facewire", "uploads")),
	now,
	signal: interrupted.signal,
	every: seconds(Number(TENCENT_POLL ?? POLL)),
});
