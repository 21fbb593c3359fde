import { Speaker } from "../src/driver/speaker.ts";
import { mediaProducer } from "../src/driver/vendors/tencent-services/produce-media.ts";
import { startTencentServices } from "../src/driver/vendors/tencent-services/start-tencent-services.ts";

// A local stand-in for Tencent's services, for trying the command line without an account: prints what to set.

const speaker = await Speaker.start();
const ended = new AbortController();
const account = { appkey: "stand-in", accessToken: "stand-in" };
const services = await startTencentServices({
	...account,
	produce: mediaProducer(speaker, ended.signal),
	port: Number(process.env.PORT ?? 0),
});
console.log(
	`export TENCENT_HOST=${services.origin} TENCENT_APPKEY=${account.appkey} TENCENT_ACCESS_TOKEN=${account.accessToken} TENCENT_POLL=0.2`,
);
for (const signal of ["SIGINT", "SIGTERM"] as const)
	process.once(signal, async () => {
		ended.abort();
		await Promise.all([services.dispose(), speaker.dispose()]);
	});
