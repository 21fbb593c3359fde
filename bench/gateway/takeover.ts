import type { SessionGrant } from "../../src/protocol/session-grant.ts";
import { ChildProgram } from "../../test/support/child-program.ts";
import { GatewayClient, openSession } from "../../test/support/gateway-client.ts";
import { NatsServer } from "../../test/support/nats-server.ts";
import { StandInUpstream, speechFrame } from "../../test/support/stand-in-upstream.ts";
import { ACCESS_TOKEN, APPKEY } from "../../test/support/test-gateway.ts";

const ORIGIN = "https://pages.example";

async function startMember(nats: NatsServer, upstream: StandInUpstream) {
	const args = ["--port", "0", "--host", "127.0.0.1", "--bus", nats.url, "--origin", ORIGIN];
	const program = new ChildProgram("test/support/gateway-program.ts", args, { UPSTREAM_URL: upstream.url });
	const [url = ""] = await program.lines(1);
	return { url, program };
}

async function connect(
	gateway: string,
	{ url, token }: SessionGrant,
	resume?: unknown,
): Promise<GatewayClient> {
	const address = `${gateway.replace("http", "ws")}${new URL(url).pathname}?since=0`;
	const client = await GatewayClient.connect(address, { token: String(resume ?? token), origin: ORIGIN });
	if (client instanceof GatewayClient) return client;
	throw new Error(client.body.message);
}

/**
 * Seconds from SIGKILL of the gateway that keeps a session to the first answer at another one, for a browser that goes
 * there at once: real gateways and a real NATS, with the lease that they have by default.
 */
export async function takeoverTime(): Promise<number> {
	const nats = await NatsServer.start();
	const upstream = await StandInUpstream.start({
		appkey: APPKEY,
		accessToken: ACCESS_TOKEN,
		answer: ({ Payload }, socket) => socket.send(speechFrame(Payload.ReqId, { Final: true })),
	});
	const [a, b] = await Promise.all([startMember(nats, upstream), startMember(nats, upstream)]);
	try {
		const grant = await openSession(a.url, ORIGIN);
		const owner = await connect(a.url, grant);
		const { resumeToken } = await owner.next();
		owner.speak("before");
		await owner.answer("before");
		const start = performance.now();
		a.program.signal("SIGKILL");
		const back = await connect(b.url, grant, resumeToken);
		back.speak("after");
		await back.answer("after");
		return (performance.now() - start) / 1000;
	} finally {
		for (const { program } of [a, b]) program.signal("SIGKILL");
		await upstream.dispose();
		await nats.dispose();
	}
}
